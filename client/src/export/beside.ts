import { isBySeat, type SeatEntry } from '@haven/shared/acts.ts'
import type { Stay } from '@haven/shared/course.ts'
import { linesOf } from '../parts/lines.ts'
import { isolated } from '../text/plain-name.ts'
import { fill, titleOf } from '../text/prompts.ts'
import { paper as text } from '../text/export.en.ts'
import { page } from '../text/review.en.ts'
import { parts } from '../text/talk.en.ts'
import type { ExportFile, Said } from './file.ts'

/** A talk that can be told of: what may be seen of it (C13), and its stays in each step. */
export type Known = Pick<ExportFile, 'words' | 'scope' | 'by' | 'entries'> & {
  readonly seen: ReadonlySet<unknown>
  readonly course: readonly Stay[]
}

/** An act as a quiet line of this copy. */
type LineOf = (entry: SeatEntry) => string | undefined

/** What a shared note stands beside, in words of ours: those it was written to where they are in this copy, and the step. */
export const besideOf = (copy: Known, note: Said | undefined, lineOf: LineOf): string | undefined => {
  if (typeof note !== 'object') return undefined
  const { seq, from, to } = note
  const entry = copy.entries.find(one => one.seq === seq)
  if (!entry || !isBySeat(entry)) return undefined
  const isSilence = typeof from === 'number' && from === to
  const what = text.beside[isSilence ? 'silence' : 'words'](whatOf(copy, entry, lineOf, note))
  const stay = copy.course.find(one => one.from <= entry.seq && entry.seq <= one.to)
  return [what, ...(stay ? [stepOf(stay)] : [])].join(' · ')
}

const whatOf = (copy: Known, entry: SeatEntry, lineOf: LineOf, note: Record<string, unknown>): string => {
  if (!copy.seen.has(entry) || (copy.scope === 'own' && entry.by !== copy.by)) return text.notInIt
  const shown = entry.act.type === 'spoke' ? linesOf(entry, spokenIn(copy, entry)).join('\n') : (lineOf(entry) ?? '')
  if (shown.trim() === '') return entry.box === null ? text.gone : text.unspoken
  return `“${isolated(shortened(partOf(shown, note)))}”`
}

/** The stretch a note was written to, where there is one. */
const partOf = (shown: string, { from, to }: Record<string, unknown>): string =>
  typeof from === 'number' && typeof to === 'number' && from < to && to <= shown.length ? shown.slice(from, to) : shown

const spokenIn = ({ words }: Known, { seq }: SeatEntry) => words[seq] as Parameters<typeof linesOf>[1]

/** On one line, and no longer than a line or two. */
const shortened = (words: string): string => {
  const letters = [...words.trim().replaceAll(/\s+/g, ' ')]
  return letters.length > LONG ? `${letters.slice(0, LONG).join('').trimEnd()} …` : letters.join('')
}
const LONG = 80

/** Between two days and after the end the place says it all. */
export const stepOf = (stay: Stay): string => (stay.chapter ? fill(titleOf(stay.step)) : placeOf(stay))

export const placeOf = ({ chapter, step }: Stay): string =>
  chapter ? parts.chapters[chapter] : page.places[step === 'between' ? step : 'done']
