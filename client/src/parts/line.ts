import { type Act, type Entry, isBySeat, type SeatEntry } from '@haven/shared/acts.ts'
import { isInStep } from '@haven/shared/letters.ts'
import {
  type Gate,
  isPartner,
  otherOf,
  type Partner,
  type Seat,
  type Step,
  STEP_IDS,
  type Target,
} from '@haven/shared/steps.ts'
import type { Scene, SideWords } from '../session/scene.ts'
import { choicesOf, fill, gates, targets, untilOf } from '../text/prompts.ts'
import { guided } from '../text/seat.en.ts'
import { transcript as text } from '../text/told.en.ts'
import { momentOf } from './day.ts'
import { isolated } from '../text/plain-name.ts'

/** Where an act is told: how people are called there, and what could be opened. */
export type Telling = {
  name(seat: Seat): string
  words(entry: SeatEntry): SideWords | string | undefined
  readonly keepDays: number
  readonly isPractice: boolean
  /** Answers to a question of both that were given anew: the last alone is told. */
  readonly replaced: ReadonlySet<number>
}

/**
 * An act without a letter as one quiet line, the same to both partners, to their therapist and in a copy; `undefined`
 * where it tells nothing. Pauses and stops name nobody (R15).
 */
export const lineOf = (telling: Telling, entry: SeatEntry): string | undefined =>
  LINES[entry.act.type]?.(telling, entry)

type Line = (telling: Telling, entry: SeatEntry) => string | undefined

const LINES: Partial<Record<SeatEntry['act']['type'], Line>> = {
  paused: () => text.pause,
  setDown: () => text.resting,
  ended: () => text.ended,
  held: () => text.rest,
  erased: () => text.erased,
  agreed: ({ name }, { by, step }) => (step === 'arrive.consent' ? text.agreed(name(by)) : undefined),
  withdrew: ({ name }, { act }) => {
    if (act.type !== 'withdrew') return undefined
    return act.kind === 'therapist' ? text.without(name('therapist')) : text.closed[act.kind as Shown]
  },
  allowed: ({ name }, { act, by }) => ('kind' in act ? text.allowed[act.kind as Shown]?.(name(by)) : undefined),
  reviewed: ({ name }, { by, at }) => text.opened(name(by), momentOf(at * 1000)),
  remarked: (telling, entry) => {
    const words = fieldIn(telling, entry, 'text')
    return words && text.beside(telling.name(entry.by), words)
  },
  stayed: ({ name }, { by }) => text.met(name(by)),
  tookBack: (_, { act }) => ('choice' in act ? text.tookBack(gates[act.choice as Gate]) : undefined),
  askedBack: (_, { act }) => ('choice' in act ? text.steppedBack(targets[act.choice as Target]) : undefined),
  guided: (telling, entry) => guidedLine(telling, entry),
  parked: (telling, entry) => {
    const title = fieldIn(telling, entry, 'title')
    return title ? text.parked(title) : text.parkedUnnamed
  },
  chose: (telling, entry) => {
    const label = labelOf(telling, entry)
    if (!label || !isTold(entry) || telling.replaced.has(entry.seq)) return undefined
    return isStop(entry) ? text.chose(label) : text.answer(telling.name(entry.by), label)
  },
  answered: (telling, entry) => {
    const label = labelOf(telling, entry)
    const missing = fieldIn(telling, entry, 'missing')
    if (!label) return undefined
    const name = telling.name(entry.by)
    return missing ? text.answerMissing(name, label, missing) : text.answer(name, label)
  },
}

/** Kinds of consent that both partners hear of; any other is nobody else’s. */
type Shown = keyof typeof text.allowed

/** A choice that stops for the day is told, and never whose it was. */
export const isStop = ({ act }: { act: Act }): boolean => act.type === 'chose' && act.choice === 'notToday'

/** What was withdrawn says so itself. */
const isTold = ({ act }: { act: Act }): boolean => !('choice' in act) || act.choice !== 'eraseMine'

/** Of what each chose while the talk stood in one step, all but the last: nobody is held to what did not fit yet. */
export const replacedIn = (entries: readonly Entry[]): ReadonlySet<number> => {
  const replaced = new Set<number>()
  const last = new Map<Seat, number>()
  let here: string | undefined
  for (const entry of entries) {
    if (!isBySeat(entry) || !isInStep(entry) || entry.step === 'between') continue
    if (entry.step !== here) last.clear()
    here = entry.step
    if (entry.act.type !== 'chose') continue
    const before = last.get(entry.by)
    if (before !== undefined) replaced.add(before)
    last.set(entry.by, entry.seq)
  }
  return replaced
}

const known = new WeakMap<Scene['told'], ReadonlySet<number>>()

/** As `replacedIn`, looked for once in each state of a log. */
export const replacedOf = ({ told }: Pick<Scene, 'told'>): ReadonlySet<number> => {
  const found = known.get(told) ?? replacedIn(told.map(({ entry }) => entry))
  known.set(told, found)
  return found
}

/** What a press said, as the one who pressed it read it; where several say the same to others, no more than that. */
export const labelOf = ({ name, keepDays }: Pick<Telling, 'name' | 'keepDays'>, { act, step, by }: SeatEntry) => {
  if (!('choice' in act) || !(STEP_IDS as string[]).includes(step)) return undefined
  const [one, ...more] = choicesOf(step as Step).filter(({ value, sends }) => (sends ?? value) === act.choice)
  if (!one) return undefined
  if (more.length > 0) return text.notNow
  const partner = isPartner(by) ? { partner: name(otherOf(by as Partner)) } : {}
  return fill(one.label, { ...partner, therapist: name('therapist'), until: untilOf(keepDays) })
}

/** The therapist’s words beside a prompt; in a practice also what was asked of a player without any. */
const guidedLine = (telling: Telling, entry: SeatEntry): string | undefined => {
  const form = telling.words(entry)
  const { ask, to } = typeof form === 'object' ? form : {}
  const words = fieldIn(telling, entry, 'text') ?? (telling.isPractice && ask === 'partly' ? guided.partly : undefined)
  const name = telling.name(entry.by)
  if (!words) return undefined
  return typeof to === 'string' && isPartner(to)
    ? guided.saidTo(name, telling.name(to), words)
    : guided.said(name, words)
}

/** A line that came with a press, where it could be opened. */
export const fieldIn = ({ words }: Pick<Telling, 'words'>, entry: SeatEntry, field: string): string | undefined => {
  const form = words(entry)
  const line = typeof form === 'object' ? form[field] : form
  return typeof line === 'string' && line.trim() ? isolated(line) : undefined
}
