import { CONCERNS, type Concern, STRENGTHS, type Strength } from '../coach/categories.ts'
import type { Note } from '../coach/notice.ts'

/** A note with its field and its exact words. `seed`: the words it was first shown with; they choose how it is put. */
export type Heard = Note & { field: string; words: string; seed: string }

/** All that is said at one time. With `safety` there is nothing else. */
export type Said = {
  safety?: Heard | undefined
  strength?: (Heard & { category: Strength }) | undefined
  concern?: (Heard & { category: Concern }) | undefined
}

export type Memory = {
  /** Every wording a note was shown with. */
  shown: ReadonlySet<string>
  /** Notes a person answered with "keep it", or closed. */
  kept: readonly Heard[]
}

export const NOTHING_YET: Memory = { shown: new Set(), kept: [] }

type Now = {
  memory: Memory
  said: Said
  /** Rules silenced on this device. */
  notThis: readonly string[]
  /** The field that is written in. */
  field: string
  /** No other concern just now. */
  isQuiet: boolean
}

/** Beside words about safety, closed or not, no other note stands; else one strength and one concern, what stands on screen before what is new. */
export const choose = (heard: readonly Heard[], now: Now): Said => {
  const open = heard.filter(one => !now.memory.kept.some(kept => isSame(kept, one)))
  if (heard.some(isSafety)) {
    const safety = open.find(isSafety)
    return { safety: safety && stay(safety, now.said.safety) }
  }
  const may = open.filter(({ rule }) => !now.notThis.includes(rule))
  return {
    strength: oneOf(may.filter(isStrength), now.said.strength, now),
    concern: oneOf(may.filter(isConcern), now.said.concern, { ...now, onlyCurrent: now.isQuiet }),
  }
}

/** What was said now won't be said again for the same words once it is gone. */
export const remember = (memory: Memory, said: Said): Memory => {
  const fresh = allOf(said).map(keyOf)
  return fresh.every(key => memory.shown.has(key)) ? memory : { ...memory, shown: new Set([...memory.shown, ...fresh]) }
}

export const keep = (memory: Memory, note: Heard): Memory => ({ ...memory, kept: [...memory.kept, note] })

export const allOf = ({ safety, strength, concern }: Said): Heard[] =>
  [safety, strength, concern].filter(one => one !== undefined)

/** Without some of it. */
export const without = (said: Said, isGone: (note: Heard) => boolean): Said => ({
  safety: said.safety && isGone(said.safety) ? undefined : said.safety,
  strength: said.strength && isGone(said.strength) ? undefined : said.strength,
  concern: said.concern && isGone(said.concern) ? undefined : said.concern,
})

/** Where the words of a note stand in the draft as it is now; `undefined` once they are not there. */
export const placeOf = ({ start, end, words }: Heard, draft: string): { start: number; end: number } | undefined => {
  if (draft.slice(start, end) === words) return { start, end }
  const at = draft.indexOf(words)
  return at < 0 ? undefined : { start: at, end: at + words.length }
}

type Only = Pick<Now, 'memory' | 'field'> & { onlyCurrent?: boolean }

const oneOf = <One extends Heard>(may: readonly One[], current: One | undefined, now: Only): One | undefined => {
  const same = current && may.find(one => isSame(one, current))
  const kept = same && stay(same, current)
  if (now.onlyCurrent || kept?.field === now.field) return kept
  const isFresh = (one: One) => one.field === now.field && !now.memory.shown.has(keyOf(one))
  return may.find(isFresh) ?? kept
}

const stay = <One extends Heard>(one: One, current: One | undefined): One =>
  current && isSame(one, current) ? { ...one, seed: current.seed } : one

/** The same note while its words grow or shrink. */
const isSame = (one: Heard, other: Heard): boolean =>
  one.category === other.category &&
  one.field === other.field &&
  (plain(one).includes(plain(other)) || plain(other).includes(plain(one)))

const plain = ({ words }: Heard): string => words.toLowerCase().trim()
const keyOf = (note: Heard): string => `${note.category} ${plain(note)}`

const isSafety = ({ category }: Heard): boolean => category === 'safety'
const isConcern = (note: Heard): note is Heard & { category: Concern } =>
  CONCERNS.some(category => category === note.category)
const isStrength = (note: Heard): note is Heard & { category: Strength } =>
  STRENGTHS.some(category => category === note.category)
