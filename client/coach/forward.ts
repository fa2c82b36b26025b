import { REACH } from '../src/coach/weights.ts'
import { push } from './heap.ts'
import type { Net } from './net.ts'
import type { Room } from './room.ts'
import type { Luck, Word } from './words.ts'

export type Said = { words: readonly (Word | undefined)[]; place: Word }

/** What the ear does, with units silenced by chance. */
export const forward = (net: Net, room: Room, said: Said, luck: Luck): void => {
  const length = said.words.length
  layNear(net, room, said, luck)
  layFar(net, room, length)
  layHeads(net, room, length, luck)
}

const layNear = ({ shape, tables }: Net, { near }: Room, { words, place }: Said, { doses, chance }: Luck): void => {
  const { hidden } = shape
  const kept = 1 - doses.drop
  for (let at = 0; at < words.length; at += 1) {
    const to = at * hidden
    near.set(tables.nearBias, to)
    for (let step = 0; step < REACH; step += 1) {
      const from = at + step - 2
      if (from < 0 || from >= words.length) continue
      addPiece(near, to, { of: place.near, from: step * hidden, size: hidden })
      const word = words[from]
      if (word) addPiece(near, to, { of: word.near, from: step * hidden, size: hidden })
    }
    for (let unit = to; unit < to + hidden; unit += 1) {
      const value = near[unit]!
      near[unit] = value > 0 && chance() >= doses.drop ? value / kept : 0
    }
  }
}

type Piece = { of: Float32Array; from: number; size: number }

export const addPiece = (to: Float32Array, at: number, { of, from, size }: Piece): void => {
  for (let unit = 0; unit < size; unit += 1) to[at + unit] = to[at + unit]! + of[from + unit]!
}

const layFar = (net: Net, room: Room, length: number): void => {
  const { hidden } = net.shape
  for (let at = 0; at < length; at += 1) {
    const to = room.far.subarray(at * hidden, (at + 1) * hidden)
    to.set(net.tables.farBias)
    gather(net, room, at, length)
    net.heap.add(to, room.list, hidden)
  }
}

/** The units that speak to a word from every other word around it. */
export const gather = ({ shape, tables }: Net, { near, list, sources }: Room, at: number, length: number): void => {
  const { hidden } = shape
  const row = tables.far.byteOffset
  list.count = 0
  for (let step = 0; step < REACH; step += 1) {
    const word = at + (step - 2) * 2
    if (word < 0 || word >= length) continue
    for (let unit = 0, from = word * hidden; unit < hidden; unit += 1, from += 1) {
      const value = near[from]!
      if (value === 0) continue
      sources[list.count] = from
      push(list, row + (step * hidden + unit) * hidden * 4, value)
    }
  }
}

const layHeads = (net: Net, room: Room, length: number, { doses, chance }: Luck): void => {
  const { hidden } = net.shape
  const { near, far, top, keepTop, out, wide } = room
  const kept = 1 - doses.drop
  for (let at = 0; at < length; at += 1) {
    for (let unit = at * hidden; unit < (at + 1) * hidden; unit += 1) {
      const keeps = chance() >= doses.drop
      keepTop[unit] = Number(keeps)
      top[unit] = keeps ? (near[unit]! + Math.max(0, far[unit]!)) / kept : 0
    }
    const to = out.subarray(at * wide, (at + 1) * wide).fill(0)
    gatherTop(net, room, at)
    net.heap.add(to, room.list, wide)
  }
}

/** The units of a word that the heads hear. */
export const gatherTop = ({ shape, tables }: Net, { top, list, sources, wide }: Room, at: number): void => {
  const { hidden } = shape
  list.count = 0
  for (let unit = 0, from = at * hidden; unit < hidden; unit += 1, from += 1) {
    const value = top[from]!
    if (value === 0) continue
    sources[list.count] = from
    push(list, tables.heads.byteOffset + unit * wide * 4, value)
  }
}
