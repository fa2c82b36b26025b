import { ANY_OF } from '../src/coach/ear.ts'
import type { Read } from './batch.ts'
import type { Net } from './net.ts'
import type { Room } from './room.ts'
import type { Doses } from './words.ts'

export type Judged = { read: Read; length: number; share: number }

/** What the heads should have said: slopes of `out`, and of all that stands between it and the answer. */
export const judge = (net: Net, room: Room, judged: Judged, doses: Doses): void => {
  const { whole, parts } = net.shape
  const pools = Array.from({ length: whole }, (_, one) => poolOf(net, room, judged, one))
  const louds = Array.from({ length: parts }, (_, part) => loudOf(net, room, judged, part))
  const { mix } = net.tables
  const any = together(louds.slice(0, ANY_OF).map(({ loud }) => loud))
  const wrongs = pools.map(({ said }, one) => {
    const loudest = one < parts ? mix[one]! * louds[one]!.loud : 0
    const score = said + loudest + (one === whole - 1 ? mix[parts]! * any : 0)
    const label = judged.read.whole[one]!
    return Number.isNaN(label) ? 0 : (chanceOf(score) - label) * judged.share
  })
  pools.forEach((pool, one) => backPool(net, room, judged, { ...pool, one, wrong: wrongs[one]! }))
  net.slopes.mix[parts]! += wrongs[whole - 1]! * any
  louds.forEach((heard, part) => {
    net.slopes.mix[part]! += wrongs[part]! * heard.loud
    const ofAny = part < ANY_OF ? wrongs[whole - 1]! * mix[parts]! * Math.exp(heard.loud - any) : 0
    backPart(net, room, judged, { ...heard, part, wrong: wrongs[part]! * mix[part]! + ofAny, weight: doses.parts })
  })
}

const chanceOf = (score: number): number => 1 / (1 + Math.exp(-score))
const LOG_3 = Math.log(3)

const together = (values: readonly number[]): number => {
  const most = Math.max(...values)
  return most + Math.log(values.reduce((sum, value) => sum + Math.exp(value - most), 0))
}

type Pool = { heeds: Float64Array; pooled: number; said: number }

/** How much each word is listened to for a category, and what they say together. */
const poolOf = ({ shape, tables }: Net, { out, wide }: Room, { read, length }: Judged, one: number): Pool => {
  const { whole } = shape
  const heeds = new Float64Array(length)
  let most = -Infinity
  for (let at = 0; at < length; at += 1) most = Math.max(most, out[at * wide + one]!)
  let sum = 0
  for (let at = 0; at < length; at += 1) sum += heeds[at] = Math.exp(out[at * wide + one]! - most)
  let pooled = 0
  for (let at = 0; at < length; at += 1) pooled += (heeds[at] = heeds[at]! / sum) * out[at * wide + whole + one]!
  return { heeds, pooled, said: pooled + tables.wholeBias[read.place * whole + one]! }
}

type Loud = { shares: Float64Array; loud: number }

/** The loudest word for a part, softly. */
const loudOf = ({ shape, tables }: Net, { out, wide }: Room, { read, length }: Judged, part: number): Loud => {
  const { whole, parts } = shape
  const shares = new Float64Array(length)
  const bias = tables.partBias[read.place * parts + part]!
  let most = -Infinity
  for (let at = 0; at < length; at += 1) most = Math.max(most, out[at * wide + 2 * whole + part]! + bias)
  let sum = 0
  for (let at = 0; at < length; at += 1) sum += shares[at] = Math.exp(out[at * wide + 2 * whole + part]! + bias - most)
  for (let at = 0; at < length; at += 1) shares[at] = shares[at]! / sum
  return { shares, loud: most + Math.log(sum) - LOG_3 }
}

type WrongPool = Pool & { one: number; wrong: number }

const backPool = (net: Net, { out, outSlope, wide }: Room, { read, length }: Judged, pool: WrongPool): void => {
  const { whole } = net.shape
  const { heeds, pooled, one, wrong } = pool
  net.slopes.wholeBias[read.place * whole + one]! += wrong
  for (let at = 0; at < length; at += 1) {
    outSlope[at * wide + whole + one] = heeds[at]! * wrong
    outSlope[at * wide + one] = heeds[at]! * (out[at * wide + whole + one]! - pooled) * wrong
  }
}

type WrongPart = Loud & { part: number; wrong: number; weight: number }

/** Through the loudest word, and word by word. */
const backPart = (net: Net, { out, outSlope, wide }: Room, { read, length, share }: Judged, heard: WrongPart): void => {
  const { whole, parts } = net.shape
  const { shares, part, wrong, weight } = heard
  const bias = net.tables.partBias[read.place * parts + part]!
  const perWord = (weight * share) / length
  let all = 0
  for (let at = 0; at < length; at += 1) {
    const to = at * wide + 2 * whole + part
    const own = chanceOf(out[to]! + bias) - read.parts[at * parts + part]!
    all += outSlope[to] = shares[at]! * wrong + perWord * own
  }
  net.slopes.partBias[read.place * parts + part]! += all
}
