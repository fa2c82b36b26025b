import type { RefusalCode } from '@haven/shared/refusal.ts'
import type { Partner as Seat } from '@haven/shared/steps.ts'
import type { Told, Words } from '../src/session/scene.ts'

/** What one client did, was told and showed, in this order. Words as the text that is sealed. */
export type Noted =
  | { what: 'opened' }
  | { what: 'typed'; words: string }
  /** The client took the act upon itself: it is on its way from here on. */
  | { what: 'acted'; mid: string; words?: string }
  | { what: 'proposed'; mid: string }
  | { what: 'echoed' | 'already'; mid: string; seq: number }
  | { what: 'refused'; mid: string; code: RefusalCode }
  | { what: 'returned'; mid: string; words?: string }
  | ({ what: 'applied' } & Stored)
  /** A draft after a reload: what had been typed, and what was found. */
  | { what: 'reread'; typed: string; found: string }
  | { what: 'stopped'; why: string }

/** An entry as one client reads it. */
export type Stored = { seq: number; by: string; mid?: string; words?: string }

/** One seat after the storm. */
export type Seen = {
  seat: Seat
  history: readonly Noted[]
  /** Mids still on their way. */
  pending: readonly string[]
  /** The head this device kept. */
  head: string
  /** The log and its head as an undisturbed log-in of this seat reads them. */
  log: readonly Stored[]
  logHead: string
}

export const storedOf = ({ entry, words }: Told): Stored => ({
  seq: entry.seq,
  by: entry.by,
  ...('mid' in entry ? { mid: entry.mid } : {}),
  ...(words === undefined ? {} : { words: textOf(words) }),
})

/** The same words give the same text, whichever field came first. */
export const textOf = (words: Words | string): string => {
  const form = typeof words === 'string' ? (JSON.parse(words) as Words) : words
  return JSON.stringify(Object.entries(form).sort())
}
