import type { SeatEntry } from '@haven/shared/acts.ts'
import { isStop } from '../../parts/line.ts'
import { type Chapter, CHAPTERS, type Seat } from '@haven/shared/steps.ts'

export const KINDS = ['words', 'gates', 'process'] as const
export type Kind = (typeof KINDS)[number]

/** Where something was said: a chapter, between two days, or after the talk. */
export const PLACES = [...CHAPTERS, 'between', 'done'] as const
export type Place = Chapter | 'between' | 'done'

const WORDS: ReadonlySet<string> = new Set(['spoke', 'guided', 'parked'])
const GATES: ReadonlySet<string> = new Set(['chose', 'answered', 'tookBack'])

export const kindOf = ({ act }: Pick<SeatEntry, 'act'>): Kind => {
  if (WORDS.has(act.type)) return 'words'
  return GATES.has(act.type) ? 'gates' : 'process'
}

/** Acts that are told with their author’s name. Of all others the page never says whose they were, not by a filter either (R15). */
const NAMED: ReadonlySet<string> = new Set('spoke guided chose answered stayed agreed reviewed allowed'.split(' '))

export const speakerOf = (entry: SeatEntry): Seat | undefined =>
  NAMED.has(entry.act.type) && !isStop(entry) ? entry.by : undefined

/** What this build has words for. Shared notes stand beside what they were written to. */
const KNOWN: ReadonlySet<string> = new Set([
  'readied',
  'agreed',
  'chose',
  'spoke',
  'stayed',
  'finished',
  'skipped',
  'answered',
  'tookBack',
  'parked',
  'paused',
  'returned',
  'setDown',
  'ended',
  'held',
  'released',
  'guided',
  'askedBack',
  'allowed',
  'endorsed',
  'withdrew',
  'removed',
  'reviewed',
  'remarked',
  'retained',
  'erased',
])

/** Written by a build that knows more than this one. */
export const isStrange = ({ act }: Pick<SeatEntry, 'act'>): boolean => !KNOWN.has(act.type)
