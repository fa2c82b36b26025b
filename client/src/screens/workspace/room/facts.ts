import { isBySeat, type SeatEntry } from '@haven/shared/acts.ts'
import { type Gate, isPartner, type Partner, type Step, STEP_IDS, type Target } from '@haven/shared/steps.ts'
import { choicesOf, fill, gates, targets } from '../../../text/prompts.ts'
import { parts, transcript } from '../../../text/talk.en.ts'
import { facts as text, room as roomText } from '../../../text/workspace.en.ts'
import { type DeskRoom, fillFor, toldAt } from './desk-room.ts'

/** An act without a letter as one quiet line, or who a letter is from; `undefined` where it tells nothing. Pauses and stops name nobody (R15). */
export const factIn = (room: DeskRoom, entry: SeatEntry): string | undefined => FACTS[entry.act.type]?.(room, entry)

type Fact = (room: DeskRoom, entry: SeatEntry) => string | undefined

const FACTS: Partial<Record<SeatEntry['act']['type'], Fact>> = {
  paused: () => transcript.pause,
  setDown: () => transcript.resting,
  ended: () => text.ended,
  held: () => text.held,
  released: () => text.released,
  erased: () => transcript.erased,
  guided: (room, entry) => {
    const to = wordOf(room, entry, 'to')
    return isPartner(to) ? roomText.besideFor(room.name(to)) : roomText.beside
  },
  stayed: (room, { by }) => text.stayed(room.name(by)),
  agreed: (room, { by, step }) => (step === 'arrive.consent' ? text.agreed(room.name(by)) : undefined),
  withdrew: (_, { act }) => ('kind' in act && act.kind === 'therapist' ? text.withdrew : undefined),
  tookBack: (_, { act }) => ('choice' in act ? transcript.tookBack(gates[act.choice as Gate]) : undefined),
  askedBack: (_, { act }) => ('choice' in act ? transcript.steppedBack(targets[act.choice as Target]) : undefined),
  parked: (room, entry) => {
    const title = wordOf(room, entry, 'title')
    return title ? transcript.parked(title) : transcript.parkedUnnamed
  },
  chose: (room, entry) => {
    const label = labelIn(room, entry)
    return label && transcript.answer(room.name(entry.by), label)
  },
  answered: (room, entry) => {
    const label = labelIn(room, entry)
    const missing = wordOf(room, entry, 'missing')
    if (!label) return undefined
    const name = room.name(entry.by)
    return missing ? transcript.answerMissing(name, label, missing) : transcript.answer(name, label)
  },
}

/** As the one who pressed it reads it. */
const labelIn = (room: DeskRoom, { act, step, by }: SeatEntry): string | undefined => {
  if (!('choice' in act) || !(STEP_IDS as string[]).includes(step)) return undefined
  const choice = choicesOf(step as Step).find(({ value, sends }) => (sends ?? value) === act.choice)
  return choice && fill(choice.label, isPartner(by) ? fillFor(room, by as Partner) : {})
}

/** A line that came with a press, where this copy could open it. */
export const wordOf = (room: DeskRoom, entry: SeatEntry, field: string): string | undefined => {
  const words = toldAt(room, entry)?.words
  const line = typeof words === 'object' ? words[field] : words
  return typeof line === 'string' && line.trim() ? line : undefined
}

/** The entry that holds the last words, else the last of all. */
export const lastOf = ({ entries }: DeskRoom): number =>
  entries.findLast(entry => isBySeat(entry) && entry.act.type === 'spoke')?.seq ?? entries.at(-1)?.seq ?? 1

/** The beginning of what an entry says, to be recognised by. */
export const excerptOf = (room: DeskRoom, entry: SeatEntry): string | undefined => {
  const told = toldAt(room, entry)
  if (told?.state !== 'open') return undefined
  const said = typeof told.words === 'object' ? Object.values(told.words).flat().join(' ') : told.words
  return said && said.length > LONG ? `${said.slice(0, LONG).trimEnd()} …` : said || parts.noWords
}
const LONG = 60
