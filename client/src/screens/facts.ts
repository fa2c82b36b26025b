import type { SeatEntry } from '@haven/shared/acts.ts'
import { type Gate, type Step, STEP_IDS, type Target } from '@haven/shared/steps.ts'
import { nameOf } from '../parts/names.ts'
import type { Room } from '../parts/room.ts'
import { momentOf } from '../parts/day.ts'
import { guidedLine } from '../parts/seat.ts'
import { toldOf } from '../parts/use-room.ts'
import { choicesOf, fill, gates, targets } from '../text/prompts.ts'
import { company } from '../text/seat.en.ts'
import { transcript as text } from '../text/talk.en.ts'

/** An act without own words as one quiet line; `undefined` where it tells nothing. Pauses and stops name nobody (R15). */
export const factOf = (room: Room, entry: SeatEntry): string | undefined => FACTS[entry.act.type]?.(room, entry)

type Fact = (room: Room, entry: SeatEntry) => string | undefined

const FACTS: Partial<Record<SeatEntry['act']['type'], Fact>> = {
  paused: () => text.pause,
  setDown: () => text.resting,
  erased: () => text.erased,
  held: () => text.rest,
  guided: guidedLine,
  agreed: (room, { by, step }) =>
    by === 'therapist' && step === 'arrive.consent' ? fill(company.here, room.fill) : undefined,
  withdrew: (room, { act }) => {
    if (!('kind' in act)) return undefined
    return act.kind === 'therapist' ? fill(company.left, room.fill) : text.closed[act.kind as Shown]
  },
  allowed: (room, { act, by }) => ('kind' in act ? text.allowed[act.kind as Shown]?.(nameOf(room, by)) : undefined),
  reviewed: (room, { by, at }) => text.opened(nameOf(room, by), momentOf(at * 1000)),
  remarked: (room, entry) => {
    const line = lineOf(room, entry, 'text')
    return line ? text.beside(nameOf(room, entry.by), line) : undefined
  },
  stayed: (room, { by }) => text.met(nameOf(room, by)),
  tookBack: (_, { act }) => ('choice' in act ? text.tookBack(gates[act.choice as Gate]) : undefined),
  askedBack: (_, { act }) => ('choice' in act ? text.steppedBack(targets[act.choice as Target]) : undefined),
  parked: (room, entry) => {
    const title = lineOf(room, entry, 'title')
    return title ? text.parked(title) : text.parkedUnnamed
  },
  answered: (room, entry) => {
    const label = labelOf(entry)
    const missing = lineOf(room, entry, 'missing')
    if (!label) return undefined
    const name = nameOf(room, entry.by)
    return missing ? text.answerMissing(name, label, missing) : text.answer(name, label)
  },
}

/** Kinds of consent that both partners hear of; any other is nobody else’s. */
type Shown = keyof typeof text.allowed

const labelOf = ({ act, step }: SeatEntry): string | undefined =>
  'choice' in act && (STEP_IDS as string[]).includes(step)
    ? choicesOf(step as Step).find(({ value }) => value === act.choice)?.label
    : undefined

/** A line that came with a press, where this copy could open it. */
const lineOf = ({ scene }: Room, entry: SeatEntry, field: string): string | undefined => {
  const words = toldOf(scene, entry)?.words
  const line = typeof words === 'object' ? words[field] : words
  return typeof line === 'string' && line.trim() ? line : undefined
}
