import { bucketsOf, tokensOf } from '../src/coach/tokens.ts'
import { placeOf } from '../src/coach/categories.ts'
import type { Lesson } from './lessons.ts'

/** A draft as the net takes it: words by row, where it was written, and what it should hear. */
export type Read = {
  words: Int32Array
  spelt: number[][]
  place: number
  /** By category: 0 to 1. */
  whole: Float32Array
  /** By word and part. */
  parts: Uint8Array
}

export const MOST_WORDS = 160

export const readLesson = (lesson: Lesson, index: ReadonlyMap<string, number>, buckets: number): Read => {
  const { words, starts, ends } = tokensOf(lesson.text)
  const taken = words.slice(0, MOST_WORDS)
  const parts = new Uint8Array(taken.length * lesson.spans.length)
  lesson.spans.forEach((spans, part) => {
    for (const [from, to] of spans)
      taken.forEach((_, at) => {
        if (starts[at]! >= from && ends[at]! <= to) parts[at * lesson.spans.length + part] = 1
      })
  })
  return {
    words: Int32Array.from(taken, word => index.get(word) ?? 0),
    spelt: taken.map(word => bucketsOf(word, buckets)),
    place: placeOf(lesson),
    whole: lesson.labels,
    parts,
  }
}
