import { REACH } from '../src/coach/weights.ts'
import type { Read } from './batch.ts'
import type { Chance } from './chance.ts'
import { push } from './heap.ts'
import type { Net } from './net.ts'
import type { Room } from './room.ts'

/** `drop`: units silenced; `forget`: words left out; `blur`: numbers of a word left out; `parts`: the weight of the words. */
export type Doses = { drop: number; forget: number; blur: number; parts: number }
export type Luck = { doses: Doses; chance: Chance }

/** A word of a batch, or the place of a draft: what it adds to its neighbours, and how that should change. */
export type Word = { input: Float32Array; sources: Sources; near: Float32Array; slope: Float32Array }
type Sources = { row: number; spelt: readonly number[]; place: number }
type Met = Map<number | string, Word>

/** Each word of a batch once, however often it is said; some are left out, so that no single word decides. */
export const wordsOf = (
  net: Net,
  room: Room,
  read: Read,
  { met, luck }: { met: Met; luck: Luck },
): (Word | undefined)[] =>
  Array.from(read.words, (row, at) => {
    const spelt = read.spelt[at]!
    const key = row === 0 ? spelt.join(' ') : row
    const known = met.get(key)
    const word = known ?? meet(net, room, { row, spelt, place: -1 }, luck)
    if (!known) met.set(key, word)
    return luck.chance() < luck.doses.forget ? undefined : word
  })

export const placeOf = (net: Net, room: Room, place: number, { met, luck }: { met: Met; luck: Luck }): Word => {
  const key = `place ${place}`
  const word = met.get(key) ?? meet(net, room, { row: -1, spelt: [], place }, luck)
  met.set(key, word)
  return word
}

const meet = (net: Net, { list }: Room, sources: Sources, luck: Luck): Word => {
  const { tables, heap, shape } = net
  const wide = REACH * shape.hidden
  const input = inputOf(net, sources, luck)
  const near = heap.floats(wide)
  list.count = 0
  for (let from = 0; from < input.length; from += 1)
    if (input[from]! !== 0) push(list, tables.near.byteOffset + from * wide * 4, input[from]!)
  heap.add(near, list, wide)
  return { input, sources, near, slope: heap.floats(wide) }
}

const inputOf = ({ tables, shape }: Net, { row, spelt, place }: Sources, { doses, chance }: Luck): Float32Array => {
  const { dim, piece, place: context } = shape
  const input = new Float32Array(dim + piece + context)
  const kept = 1 - doses.blur
  if (row >= 0)
    for (let at = 0; at < dim; at += 1) input[at] = chance() < doses.blur ? 0 : tables.word[row * dim + at]! / kept
  for (const bucket of spelt)
    for (let at = 0; at < piece; at += 1) input[dim + at]! += tables.piece[bucket * piece + at]! / spelt.length
  if (place >= 0) input.set(tables.place.subarray(place * context, (place + 1) * context), dim + piece)
  return input
}

/** From what the neighbours of a word should have heard to what is known of it. */
export const learnWord = (net: Net, { list, backs }: Room, { input, sources, slope }: Word, blur: number): void => {
  const { tables, slopes, shape, heap, distance } = net
  const { dim, piece, place: context } = shape
  const wide = REACH * shape.hidden
  const { row, spelt, place } = sources
  list.count = 0
  for (let from = 0; from < input.length; from += 1) push(list, tables.near.byteOffset + from * wide * 4, input[from]!)
  heap.back(slope, list, backs, distance)
  // A number that was left out learns nothing.
  if (row >= 0)
    for (let at = 0; at < dim; at += 1) if (input[at]! !== 0) slopes.word[row * dim + at]! += backs[at]! / (1 - blur)
  for (const bucket of spelt)
    for (let at = 0; at < piece; at += 1) slopes.piece[bucket * piece + at]! += backs[dim + at]! / spelt.length
  if (place >= 0)
    for (let at = 0; at < context; at += 1) slopes.place[place * context + at]! += backs[dim + piece + at]!
}
