import { tokensOf } from '../src/coach/tokens.ts'
import { PLACES } from '../src/coach/categories.ts'
import type { Shape, Tables } from '../src/coach/weights.ts'
import { cut, type Read, readLesson } from './batch.ts'
import { type Chance, chanceOf, shuffle } from './chance.ts'
import { type Lesson, PARTS, WHOLE } from './lessons.ts'
import { newHeap } from './heap.ts'
import { newNet, Steps } from './net.ts'
import { newRoom } from './room.ts'
import { startOf } from './start.ts'
import { study } from './study.ts'
import type { Doses } from './words.ts'

/** Found by leaving hands out, see docs/coach.md. */
export const SIZE = { dim: 48, buckets: 2_048, piece: 8, place: 16, hidden: 96 }
const DOSES: Doses = { drop: 0.2, forget: 0.15, blur: 0.3, parts: 2 }
const ROUNDS = 14
const BATCH = 32
const RATE = 0.002
const DECAY = 0.1
/** So many drafts are heard as if their place were not known, so many are cut to a clause or two. */
const PLACELESS = 0.12
const CUT = 0.12
const MOST_WORDS = 6_800

export type Learnt = { words: string[]; shape: Shape; tables: Tables }

/** Teaches a new net. The same lessons and seed give the same numbers, bit for bit. */
export const learn = async (
  lessons: readonly Lesson[],
  seed: number,
  told: (round: number) => void = () => {},
): Promise<Learnt> => {
  const words = wordsOf(lessons)
  const shape = { ...SIZE, words: words.length, places: PLACES.length, parts: PARTS.length, whole: WHOLE.length }
  const chance = chanceOf(seed)
  const index = new Map(words.map((word, at) => [word, at + 1]))
  const heap = await newHeap()
  const net = newNet(heap, shape, startOf(index, shape.dim), chance)
  const steps = new Steps(net)
  const room = newRoom(heap, shape)
  const luck = { doses: DOSES, chance }
  const reads = lessons.map(lesson => readLesson(lesson, index, shape.buckets))
  const all = ROUNDS * Math.ceil(reads.length / BATCH)
  let done = 0
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const batch of batchesOf(reads, chance)) {
      study(
        net,
        room,
        batch.map(read => {
          const some = chance() < CUT ? cut(read, shape.parts, chance) : read
          return chance() < PLACELESS ? { ...some, place: 0 } : some
        }),
        luck,
      )
      steps.take(rateAt(done, all), DECAY)
      done += 1
    }
    told(round + 1)
  }
  return { words, shape, tables: net.tables }
}

/** Words said at least twice, the most frequent first, as many as the weights have room for. */
const wordsOf = (lessons: readonly Lesson[]): string[] => {
  const counts = new Map<string, number>()
  for (const { text } of lessons) for (const word of tokensOf(text).words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return [...counts]
    .filter(([word, count]) => count > 1 && word !== ' ')
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, MOST_WORDS)
    .map(([word]) => word)
}

/** Drafts of like length together, in a new order each round. */
const batchesOf = (reads: readonly Read[], chance: Chance): Read[][] => {
  const order = shuffle([...reads], chance)
  const batches: Read[][] = []
  for (let from = 0; from < order.length; from += POOL) {
    const pool = order.slice(from, from + POOL).sort((a, b) => a.words.length - b.words.length)
    for (let at = 0; at < pool.length; at += BATCH) batches.push(pool.slice(at, at + BATCH))
  }
  return shuffle(batches, chance)
}
const POOL = 1_024

/** Up for a tenth of the way, then down along a cosine. */
const rateAt = (done: number, all: number): number => {
  const at = done / all
  return at < 0.1 ? RATE * (0.04 + 9.6 * at) : (RATE / 2) * (1 + Math.cos((Math.PI * (at - 0.1)) / 0.9))
}
