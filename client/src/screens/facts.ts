import type { SeatEntry } from '@haven/shared/acts.ts'
import { type Gate, type Step, STEP_IDS, type Target } from '@haven/shared/steps.ts'
import { nameOf } from '../parts/letter.tsx'
import type { Room } from '../parts/room.ts'
import { toldOf } from '../parts/use-room.ts'
import { choicesOf, gates, targets } from '../text/prompts.ts'
import { transcript as text } from '../text/talk.en.ts'

/** An act without own words as one quiet line; `undefined` where it tells nothing. Pauses and stops name nobody (R15). */
export const factOf = (room: Room, entry: SeatEntry): string | undefined => FACTS[entry.act.type]?.(room, entry)

type Fact = (room: Room, entry: SeatEntry) => string | undefined

const FACTS: Partial<Record<SeatEntry['act']['type'], Fact>> = {
  paused: () => text.pause,
  setDown: () => text.resting,
  erased: () => text.erased,
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
