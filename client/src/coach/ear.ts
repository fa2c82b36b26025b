import { addRows, type Laid, layersOf, newList, push } from './layers.ts'
import { bucketsOf, type Tokens } from './tokens.ts'
import { type Header, headsWide, REACH, readWeights, type Shape, type Weights } from './weights.ts'

/**
 * What the ear makes of a draft: probabilities in each category for the whole, for each word those of `parts`, and
 * for each category the word that speaks for it most. `known`: how many of the words it was taught.
 */
export type Heard = { whole: Float32Array; words: Float32Array[]; loudest: Int32Array; known: number }

export type Ear = {
  readonly header: Header
  /** `place`: an index of PLACES. Pure; about a millisecond for 400 characters once its words were met before. */
  hear(tokens: Tokens, place: number): Heard
}

/** Throws when the weights are damaged. */
export const openEar = (weights: ArrayBuffer): Ear => earOf(readWeights(weights))

export const earOf = (weights: Weights): Ear => {
  const { header } = weights
  const index = new Map(header.words.split(' ').map((word, at) => [word, at + 1]))
  const near = nearBy(weights, index)
  const places = Array.from({ length: header.shape.places }, (_, place) => nearOf(weights, placeInput(weights, place)))
  const lay = layersOf(weights, { near, places })
  let before: Laid | undefined
  return {
    header,
    hear: ({ words }, place) => {
      const { whole, parts } = header.shape
      if (words.length === 0) return SILENCE(whole)
      before = lay(words, place, before)
      const { out } = before
      const scores = wordScores(weights, out, place)
      return {
        whole: wholeScores(weights, { out, scores, place }).map(chance),
        words: words.map((_, at) => scores.subarray(at * parts, (at + 1) * parts).map(chance)),
        loudest: Int32Array.from({ length: whole }, (_, category) => loudestOf(out, columnsOf(header.shape, category))),
        known: words.filter(word => index.has(word)).length,
      }
    },
  }
}

const SILENCE = (whole: number): Heard => ({
  whole: new Float32Array(whole),
  words: [],
  loudest: new Int32Array(whole),
  known: 0,
})

/** What a word adds to itself and its neighbours; the words of a draft are kept from one keystroke to the next. */
const nearBy = (weights: Weights, index: ReadonlyMap<string, number>) => {
  const met = new Map<string, Float32Array>()
  return (word: string): Float32Array => {
    const known = met.get(word)
    if (known) return known
    if (met.size >= MOST_MET) met.clear()
    const fresh = nearOf(weights, inputOf(weights, word, index.get(word) ?? 0))
    met.set(word, fresh)
    return fresh
  }
}
const MOST_MET = 4_000

/** Its own row, and the mean of the pieces it is spelt with. */
const inputOf = ({ header, tables }: Weights, word: string, row: number): Float32Array => {
  const { dim, piece, place, buckets } = header.shape
  const input = new Float32Array(dim + piece + place)
  input.set(tables.word.subarray(row * dim, (row + 1) * dim))
  const found = bucketsOf(word, buckets)
  for (const bucket of found)
    for (let at = 0; at < piece; at += 1) input[dim + at]! += tables.piece[bucket * piece + at]! / found.length
  return input
}

/** What the place of a draft adds to every word. */
const placeInput = ({ header, tables }: Weights, at: number): Float32Array => {
  const { dim, piece, place } = header.shape
  const input = new Float32Array(dim + piece + place)
  input.set(tables.place.subarray(at * place, (at + 1) * place), dim + piece)
  return input
}

const nearOf = ({ header, tables: { near } }: Weights, input: Float32Array): Float32Array => {
  const wide = REACH * header.shape.hidden
  const out = new Float32Array(wide)
  const list = newList(input.length)
  input.forEach((value, from) => push(list, from * wide, value))
  addRows(out, near, list)
  return out
}

const wordScores = ({ header, tables }: Weights, out: Float32Array, place: number): Float32Array => {
  const { whole, parts } = header.shape
  const wide = headsWide(header.shape)
  const scores = new Float32Array((out.length / wide) * parts)
  return scores.map((_, at) => {
    const [word, part] = [Math.floor(at / parts), at % parts]
    return out[word * wide + 2 * whole + part]! + tables.partBias[place * parts + part]!
  })
}

type Scored = { out: Float32Array; scores: Float32Array; place: number }

/** What the words listened to say together, and for the concerns the loudest word; the last category is any of them. */
const wholeScores = ({ header, tables }: Weights, { out, scores, place }: Scored): Float32Array => {
  const { whole, parts } = header.shape
  const pooled = new Float32Array(whole)
  for (let category = 0; category < whole; category += 1)
    pooled[category] = pool(out, columnsOf(header.shape, category)) + tables.wholeBias[place * whole + category]!
  const loudest = new Float32Array(parts)
  for (let part = 0; part < parts; part += 1) {
    loudest[part] = together(scores, part, parts) - LOG_3
    pooled[part]! += tables.mix[part]! * loudest[part]!
  }
  pooled[whole - 1]! += tables.mix[parts]! * together(loudest.subarray(0, ANY_OF), 0, 1)
  return pooled
}
const LOG_3 = Math.log(3)
/** Safety is heard for each word but is no concern. */
export const ANY_OF = 8

type Columns = { wide: number; listen: number; say: number }
const columnsOf = (shape: Shape, category: number): Columns => ({
  wide: headsWide(shape),
  listen: category,
  say: shape.whole + category,
})

const loudestOf = (out: Float32Array, { wide, listen, say }: Columns): number => {
  let [best, most] = [0, -Infinity]
  for (let at = 0; at < out.length; at += wide) {
    const loud = Math.exp(Math.min(30, out[at + listen]!)) * Math.max(0, out[at + say]!)
    if (loud > most) [best, most] = [at / wide, loud]
  }
  return best
}

const pool = (out: Float32Array, { wide, listen, say }: Columns): number => {
  let most = -Infinity
  for (let at = listen; at < out.length; at += wide) most = Math.max(most, out[at]!)
  let [sum, weight] = [0, 0]
  for (let at = 0; at < out.length; at += wide) {
    const heed = Math.exp(out[at + listen]! - most)
    sum += heed * out[at + say]!
    weight += heed
  }
  return sum / weight
}

/** log Σ exp of one column. */
const together = (values: Float32Array, from: number, wide: number): number => {
  let most = -Infinity
  for (let at = from; at < values.length; at += wide) most = Math.max(most, values[at]!)
  let sum = 0
  for (let at = from; at < values.length; at += wide) sum += Math.exp(values[at]! - most)
  return most + Math.log(sum)
}

const chance = (score: number): number => 1 / (1 + Math.exp(-score))
