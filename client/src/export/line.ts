import type { SeatEntry } from '@haven/shared/acts.ts'
import { type Gate, isPartner, type Seat, type Step, STEP_IDS, type Target } from '@haven/shared/steps.ts'
import { valuesOf } from '../parts/lines.ts'
import { paper as text } from '../text/export.en.ts'
import { choicesOf, fill, gates, targets } from '../text/prompts.ts'
import { company } from '../text/seat.en.ts'
import { transcript } from '../text/talk.en.ts'
import type { ExportFile, Said } from './file.ts'
import { nameIn } from './names.ts'

/** Somebody's words under who said them, or a quiet line. Each of `words` is a field whole, as it was written. */
export type Line = { kind: 'said' | 'fact'; seat?: Seat; text: string; words: string[] }

type Copy = Pick<ExportFile, 'names' | 'words' | 'scope' | 'by' | 'mode'>

/** An act as a line of a copy; nothing where it tells nothing, or is not for this copy. Pauses and stops name nobody (R15). */
export const lineOf = (copy: Copy, entry: SeatEntry): Line | undefined => {
  const isLeftOut = copy.scope === 'own' && entry.by !== copy.by
  return (isLeftOut ? SHARED : ACTS)[entry.act.type]?.(copy, entry)
}

type Teller = (copy: Copy, entry: SeatEntry) => Line | undefined
type Tellers = Partial<Record<SeatEntry['act']['type'], Teller>>

const fact = (line: string): Line => ({ kind: 'fact', text: line, words: [] })

/** What came over both alike. */
const SHARED: Tellers = {
  paused: () => fact(transcript.pause),
  setDown: () => fact(transcript.resting),
  held: () => fact(transcript.rest),
  askedBack: (_, { act }) =>
    'choice' in act ? fact(transcript.steppedBack(targets[act.choice as Target])) : undefined,
}

const ACTS: Tellers = {
  ...SHARED,
  spoke: (copy, entry) => saidOf(copy, entry, nameIn(copy, entry.by)),
  remarked: (copy, entry) => saidOf(copy, entry, text.remark(nameIn(copy, entry.by))),
  guided: (copy, entry) => {
    const said = copy.words[entry.seq]
    const to = typeof said === 'object' ? said['to'] : undefined
    const name = typeof to === 'string' && isPartner(to) ? nameIn(copy, to) : undefined
    const line = saidOf(copy, entry, text.guided(nameIn(copy, entry.by), name))
    return entry.box !== null && line.words.length === 0 ? undefined : line
  },
  parked: (copy, entry) => ({ ...fact(transcript.parkedUnnamed), words: fieldsIn(copy, entry) }),
  stayed: (copy, { by }) => fact(transcript.met(nameIn(copy, by))),
  tookBack: (_, { act }) => ('choice' in act ? fact(transcript.tookBack(gates[act.choice as Gate])) : undefined),
  erased: () => fact(transcript.erased),
  answered: (copy, entry) => {
    const label = labelOf(entry)
    if (label === undefined) return undefined
    return { ...fact(transcript.answer(nameIn(copy, entry.by), label)), seat: entry.by, words: fieldsIn(copy, entry) }
  },
  agreed: (copy, { by, step }) =>
    by === 'therapist' && step === 'arrive.consent'
      ? fact(fill(company.here, { therapist: nameIn(copy, by) }))
      : undefined,
  withdrew: (copy, { act }) =>
    act.type === 'withdrew' && act.kind === 'therapist'
      ? fact(fill(company.left, { therapist: nameIn(copy, 'therapist') }))
      : undefined,
}

const saidOf = (copy: Copy, entry: SeatEntry, heading: string): Line => {
  const words = fieldsIn(copy, entry)
  const name = nameIn(copy, entry.by)
  if (words.length > 0) return { kind: 'said', seat: entry.by, text: heading, words }
  if (entry.box === null) return { ...fact(text.withdrawn(name)), seat: entry.by }
  const isAloud = entry.act.type === 'spoke' && entry.act.aloud
  return { ...fact(isAloud ? text.aloud(name) : text.noWords(name)), seat: entry.by }
}

/** What a person wrote: labels stand for what was ticked; what only steers the page is not said. */
const fieldsIn = ({ words }: Copy, entry: SeatEntry): string[] => {
  const said = words[entry.seq]
  return said === undefined ? [] : valuesOf(entry, spokenIn(said, entry))
}

const spokenIn = (said: Said, { act }: SeatEntry): string | Record<string, string | string[]> => {
  if (typeof said === 'string') return said
  const fields = Object.entries(said).filter((one): one is [string, string | string[]] => typeof one[1] !== 'number')
  return Object.fromEntries(act.type === 'guided' ? fields.filter(([field]) => field === 'text') : fields)
}

const labelOf = ({ act, step }: SeatEntry): string | undefined =>
  'choice' in act && (STEP_IDS as string[]).includes(step)
    ? choicesOf(step as Step).find(({ value }) => value === act.choice)?.label
    : undefined
