import { supervision as text } from '../text/third.en.ts'
import { paper as paperText } from '../text/export.en.ts'
import { type Chapter, dayOf, type Line, type Paper } from './paper.ts'

/** Everywhere a text says `from`, it says `to` instead. */
export type Swap = { from: string; to: string }

/** A heading of the therapist’s own with lines below. */
export type Own = { title: string; lines: readonly { heading: string; words: readonly string[] }[] }

type Parts = {
  own: readonly Own[]
  /** What was said, where that may be taken along. */
  talk: readonly Chapter[]
  isPractice: boolean
  /** Seconds since 1970. */
  made: number
}

/** What a therapist takes to supervision. It is changed, and says so; it vouches for nothing. */
export const supervisionPaper = ({ own, talk, isPractice, made }: Parts, swaps: readonly Swap[]): Paper => {
  const swap = swapOf(swaps)
  const chapters = [ownChapter(own.filter(({ lines }) => lines.length > 0)), ...talk]
  return {
    title: text.paperTitle,
    practice: isPractice ? paperText.practice : undefined,
    facts: [paperText.made(dayOf(made))],
    warning: text.changed,
    chapters: chapters.map(chapter => swappedIn(chapter, swap)),
    empty: paperText.empty,
    mark: text.noProof,
  }
}

const ownChapter = (own: readonly Own[]): Chapter => ({
  title: text.own,
  steps: own.map(({ title, lines }) => ({
    title,
    lines: lines.map(({ heading, words }): Line => ({ kind: 'said', text: heading, words: [...words] })),
  })),
})

const swappedIn = ({ title, steps }: Chapter, swap: (words: string) => string): Chapter => ({
  title,
  steps: steps.map(step => ({
    ...(step.title ? { title: swap(step.title) } : {}),
    lines: step.lines.map(line => ({ ...line, text: swap(line.text), words: line.words.map(swap) })),
  })),
})

/** A change of all words at once: what was put in is not looked at again, and the longest goes first. */
export const swapOf = (swaps: readonly Swap[]): ((words: string) => string) => {
  const known = new Map(
    swaps.flatMap(({ from, to }) => (from.trim() ? [[folded(from.trim()), to.trim() || text.left] as const] : [])),
  )
  if (known.size === 0) return words => words
  const all = [...known.keys()].toSorted((one, other) => other.length - one.length).map(escaped)
  const found = new RegExp(`${BEFORE}(?:${all.join('|')})${AFTER}`, 'giu')
  return words => words.normalize('NFC').replaceAll(found, name => known.get(folded(name)) ?? text.left)
}

/** Where a script has no capitals, words are not told apart by blanks alone, so a name counts inside of one too. */
const BEFORE = String.raw`(?<![\p{Lu}\p{Ll}\p{N}])`
const AFTER = String.raw`(?![\p{Lu}\p{Ll}\p{N}])`

const folded = (name: string): string => name.normalize('NFC').toLowerCase()
const escaped = (name: string): string => name.replaceAll(/[\\^$.*+?()[\]{}|/]/g, sign => `\\${sign}`)
