import { headsWide, REACH, type Weights } from './weights.ts'

/** What the layers make of each word of a draft, `wide` numbers a word. */
export type Laid = { words: readonly string[]; place: number; near: Float32Array; out: Float32Array }

type Near = (word: string) => Float32Array
type Lay = (words: readonly string[], place: number, before: Laid | undefined) => Laid

/**
 * Lays a draft through the net. Of the draft `before`, in the same place, what no changed word can reach is taken over:
 * six words on either side of the change are laid anew.
 */
export const layersOf = (weights: Weights, { near, places }: { near: Near; places: readonly Float32Array[] }): Lay => {
  const { hidden } = weights.header.shape
  const wide = headsWide(weights.header.shape)
  const list = newList(REACH * hidden)
  return (words, place, before) => {
    const same = sameIn(words, place, before)
    const laid = {
      words,
      place,
      near: new Float32Array(words.length * hidden),
      out: new Float32Array(words.length * wide),
    }
    takeOver(laid.near, before?.near, { ...same, wide: hidden, reach: NEAR })
    takeOver(laid.out, before?.out, { ...same, wide, reach: FAR })
    for (let at = 0; at < words.length; at += 1)
      if (isNew(at, same, NEAR)) layNear(weights, { laid, at }, { near, place: places[place]! })
    for (let at = 0; at < words.length; at += 1) if (isNew(at, same, FAR)) layOut(weights, { laid, at }, list)
    return laid
  }
}

/** How far a word reaches in the first layer, and in all of them. */
const NEAR = 2
const FAR = 6

/** What two drafts share: so many words at the start, so many at the end. */
type Same = { first: number; last: number; length: number; old: number }

const sameIn = (words: readonly string[], place: number, before: Laid | undefined): Same => {
  const old = before?.place === place ? before.words : []
  const most = Math.min(words.length, old.length)
  let first = 0
  while (first < most && words[first] === old[first]) first += 1
  let last = 0
  while (last < most - first && words[words.length - 1 - last] === old[old.length - 1 - last]) last += 1
  return { first, last, length: words.length, old: old.length }
}

const isNew = (at: number, { first, last, length }: Same, reach: number): boolean =>
  at >= first - reach && at < length - last + reach

type Over = Same & { wide: number; reach: number }

const takeOver = (
  to: Float32Array,
  from: Float32Array | undefined,
  { first, last, length, old, wide, reach }: Over,
): void => {
  if (!from) return
  const start = Math.max(0, first - reach)
  to.set(from.subarray(0, start * wide))
  const tail = Math.max(0, last - reach)
  to.set(from.subarray((old - tail) * wide, old * wide), (length - tail) * wide)
}

type Spot = { laid: Laid; at: number }

/** First layer: a word with two on either side, and the place of all of them. */
const layNear = (
  { header, tables }: Weights,
  { laid, at }: Spot,
  { near, place }: { near: Near; place: Float32Array },
): void => {
  const { hidden } = header.shape
  const to = laid.near.subarray(at * hidden, (at + 1) * hidden)
  to.set(tables.nearBias)
  for (let step = 0; step < REACH; step += 1) {
    const neighbour = laid.words[at + step - 2]
    if (neighbour === undefined) continue
    const word = near(neighbour)
    for (let unit = 0, from = step * hidden; unit < hidden; unit += 1, from += 1)
      to[unit] = to[unit]! + word[from]! + place[from]!
  }
  for (let unit = 0; unit < hidden; unit += 1) if (to[unit]! < 0) to[unit] = 0
}

/** Second layer: every other word, four on either side, added to the first; then the heads. Silent units cost nothing. */
const layOut = ({ header, tables }: Weights, { laid, at }: Spot, list: List): void => {
  const { hidden } = header.shape
  const { near, words } = laid
  list.count = 0
  for (let step = 0; step < REACH; step += 1) {
    const from = at + (step - 2) * 2
    if (from < 0 || from >= words.length) continue
    for (let unit = 0; unit < hidden; unit += 1)
      push(list, (step * hidden + unit) * hidden, near[from * hidden + unit]!)
  }
  const top = tables.farBias.slice()
  addRows(top, tables.far, list)
  list.count = 0
  const wide = headsWide(header.shape)
  for (let unit = 0; unit < hidden; unit += 1)
    push(list, unit * wide, near[at * hidden + unit]! + Math.max(0, top[unit]!))
  addRows(laid.out.subarray(at * wide, (at + 1) * wide), tables.heads, list)
}

/** Rows of a table, and how much of each. */
export type List = { rows: Int32Array; values: Float64Array; count: number }

export const newList = (most: number): List => ({
  rows: new Int32Array(most + 3),
  values: new Float64Array(most + 3),
  count: 0,
})

export const push = (list: List, row: number, value: number): void => {
  if (value === 0) return
  list.rows[list.count] = row
  list.values[list.count] = value
  list.count += 1
}

/** The one loop that all the time goes to: four rows at once, so that a sum is read and written once for four products. */
export const addRows = (to: Float32Array, table: Float32Array, list: List): void => {
  const { rows, values } = list
  const size = to.length
  while (list.count % 4 > 0) {
    rows[list.count] = 0
    values[list.count] = 0
    list.count += 1
  }
  for (let nth = 0; nth < list.count; nth += 4) {
    const a = rows[nth]!
    const b = rows[nth + 1]!
    const c = rows[nth + 2]!
    const d = rows[nth + 3]!
    const v = values[nth]!
    const w = values[nth + 1]!
    const x = values[nth + 2]!
    const y = values[nth + 3]!
    for (let at = 0; at < size; at += 1)
      to[at] = to[at]! + v * table[a + at]! + w * table[b + at]! + x * table[c + at]! + y * table[d + at]!
  }
}
