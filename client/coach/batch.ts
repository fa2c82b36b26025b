import { bucketsOf, tokensOf } from '../src/coach/tokens.ts'
import { placeOf } from '../src/coach/categories.ts'
import { clausesOf } from '../src/coach/clauses.ts'
import { ANY_OF } from '../src/coach/ear.ts'
import type { Chance } from './chance.ts'
import type { Lesson } from './lessons.ts'

/** A draft as the net takes it: words by row, where it was written, and what it should hear. */
export type Read = {
  words: Int32Array
  spelt: number[][]
  place: number
  /** Its clauses, as the first of their words and the one after the last. */
  clauses: (readonly [from: number, to: number])[]
  /** By category: 0 to 1; NaN where it is not known. */
  whole: Float32Array
  /** By word and part. */
  parts: Uint8Array
}

export const MOST_WORDS = 160

export const readLesson = (lesson: Lesson, index: ReadonlyMap<string, number>, buckets: number): Read => {
  const { words, starts, ends } = tokensOf(lesson.text)
  const clauses = clausesOf(lesson.text).map(([start, end]) => {
    const inside = starts.flatMap((from, at) => (from >= start && from < end ? [at] : []))
    return [inside[0] ?? 0, (inside.at(-1) ?? -1) + 1] as const
  })
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
    clauses: clauses.filter(([from, to]) => to > from && to <= MOST_WORDS),
    whole: lesson.labels,
    parts,
  }
}

/**
 * Some clauses of a draft as a draft of its own, so that short plain words are met too: concerns are where they were
 * marked, strengths are not known. The draft itself where it is one clause, or a mark was not found in it.
 */
export const cut = (read: Read, parts: number, chance: Chance): Read => {
  const { clauses, whole } = read
  if (clauses.length < 2 || !isMarked(read, parts)) return read
  const first = Math.floor(chance() * clauses.length)
  const last = Math.min(clauses.length - 1, first + Math.floor(chance() * 2))
  const [from, to] = [clauses[first]![0], clauses[last]![1]]
  const own = read.parts.slice(from * parts, to * parts)
  const told = whole.map((label, at) => (at >= parts ? Number.NaN : hasPart(own, parts, at) ? label : 0))
  told[whole.length - 1] = Math.max(...told.subarray(0, ANY_OF))
  return {
    ...read,
    words: read.words.slice(from, to),
    spelt: read.spelt.slice(from, to),
    whole: told,
    parts: own,
    clauses: [],
  }
}

const hasPart = (of: Uint8Array, parts: number, part: number): boolean =>
  of.some((is, at) => is === 1 && at % parts === part)

const isMarked = ({ whole, parts: of }: Read, parts: number): boolean =>
  Array.from({ length: parts }, (_, part) => part).every(part => whole[part]! < 0.5 || hasPart(of, parts, part))
