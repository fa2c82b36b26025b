import { REACH } from '../src/coach/weights.ts'
import { addPiece, gather, gatherTop, type Said } from './forward.ts'
import type { Net } from './net.ts'
import type { Room } from './room.ts'

/** From the slopes of the heads to those of every table and word. `kept`: the share of units that are not silenced. */
export const backward = (net: Net, room: Room, said: Said, kept: number): void => {
  backHeads(net, room, said.words.length, kept)
  backFar(net, room, said.words.length)
  backNear(net, room, said, kept)
}

const backHeads = (net: Net, room: Room, length: number, kept: number): void => {
  const { hidden } = net.shape
  const { far, list, sources, backs, outSlope, nearSlope, farSlope, wide } = room
  nearSlope.fill(0, 0, length * hidden)
  farSlope.fill(0, 0, length * hidden)
  for (let at = 0; at < length; at += 1) {
    gatherTop(net, room, at)
    net.heap.back(outSlope.subarray(at * wide, (at + 1) * wide), list, backs, net.distance)
    for (let nth = 0; nth < list.count; nth += 1) {
      const from = sources[nth]!
      const back = backs[nth]! / kept
      nearSlope[from] = back
      if (far[from]! > 0) farSlope[from] = back
    }
    addPiece(net.slopes.farBias, 0, { of: farSlope, from: at * hidden, size: hidden })
  }
}

const backFar = (net: Net, room: Room, length: number): void => {
  const { hidden } = net.shape
  const { list, sources, backs, nearSlope, farSlope } = room
  for (let at = 0; at < length; at += 1) {
    gather(net, room, at, length)
    net.heap.back(farSlope.subarray(at * hidden, (at + 1) * hidden), list, backs, net.distance)
    for (let nth = 0; nth < list.count; nth += 1) {
      const from = sources[nth]!
      nearSlope[from] = nearSlope[from]! + backs[nth]!
    }
  }
}

const backNear = ({ shape, slopes }: Net, { near, nearSlope }: Room, { words, place }: Said, kept: number): void => {
  const { hidden } = shape
  for (let at = 0; at < words.length; at += 1) {
    const from = at * hidden
    for (let unit = from; unit < from + hidden; unit += 1)
      nearSlope[unit] = near[unit]! > 0 ? nearSlope[unit]! / kept : 0
    addPiece(slopes.nearBias, 0, { of: nearSlope, from, size: hidden })
    for (let step = 0; step < REACH; step += 1) {
      const neighbour = at + step - 2
      if (neighbour < 0 || neighbour >= words.length) continue
      addPiece(place.slope, step * hidden, { of: nearSlope, from, size: hidden })
      const word = words[neighbour]
      if (word) addPiece(word.slope, step * hidden, { of: nearSlope, from, size: hidden })
    }
  }
}
