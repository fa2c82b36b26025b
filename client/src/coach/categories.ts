import type { Role } from '@haven/shared/steps.ts'

export const CONCERNS = [
  'blame',
  'contempt',
  'defend',
  'minimise',
  'counter',
  'shutdown',
  'nonapology',
  'demand',
] as const
export type Concern = (typeof CONCERNS)[number]

export const STRENGTHS = [
  'vulnerable',
  'need',
  'body',
  'presence',
  'ownership',
  'validation',
  'empathy',
  'remorse',
  'caring',
  'reach',
] as const
export type Strength = (typeof STRENGTHS)[number]

export type Category = Concern | Strength | 'safety'

/** Where a draft is written, as far as it is known. `other`: anywhere else. */
export type Context = { role?: Role | undefined; step?: string | undefined }

/** What the ear was taught on: one place each, in this order; the first is "not known". */
export const PLACES = [
  'unknown',
  'hear.voice',
  'hear.deepen',
  'reach.ask',
  'injured.other',
  'hear.reflect',
  'own.say',
  'own.context',
  'reach.answer',
  'injuring.other',
] as const

/** The index in PLACES that a draft is heard as. */
export const placeOf = ({ role, step }: Context): number => {
  const known = step === 'hear.reflect2' ? 'hear.reflect' : step
  const exact = PLACES.findIndex(place => place === known)
  if (exact > 0) return exact
  return role ? PLACES.indexOf(`${role}.other`) : 0
}

/** Which concerns may be spoken of, by role and step. */
const LISTENS: Record<string, readonly Concern[]> = {
  'injured hear.voice': ['blame', 'contempt', 'demand', 'shutdown'],
  'injured hear.deepen': ['blame', 'contempt', 'demand', 'shutdown'],
  'injured reach.ask': ['demand', 'blame', 'contempt', 'shutdown'],
  'injuring hear.voice': [],
  'injuring hear.deepen': [],
  'injuring hear.reflect': ['defend', 'minimise', 'counter', 'nonapology', 'contempt', 'blame', 'shutdown'],
  'injuring hear.reflect2': ['defend', 'minimise', 'counter', 'nonapology', 'contempt', 'blame', 'shutdown'],
  // Asking to be forgiven is a demand.
  'injuring own.say': ['nonapology', 'defend', 'minimise', 'counter', 'contempt', 'blame', 'shutdown', 'demand'],
  'injuring own.context': ['blame', 'counter', 'contempt'],
  'injuring reach.answer': ['minimise', 'defend', 'nonapology', 'counter', 'shutdown', 'contempt'],
}

/** Without a step everything of the role listens; without a role too, everything does. */
export const listensTo = ({ role, step }: Context): ReadonlySet<Concern> => {
  const row = LISTENS[`${role} ${step}`]
  if (row) return new Set(row)
  return new Set(role === 'injured' ? NOT_AN_ANSWER : CONCERNS)
}

/** The injured partner is never told that they defend, minimise or apologise badly. */
const NOT_AN_ANSWER = CONCERNS.filter(one => !['defend', 'minimise', 'nonapology'].includes(one))
