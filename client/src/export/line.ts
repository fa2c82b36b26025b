import type { SeatEntry } from '@haven/shared/acts.ts'
import { isPartner, type Seat } from '@haven/shared/steps.ts'
import { labelOf, lineOf as lineTold, type Telling } from '../parts/line.ts'
import { valuesOf } from '../parts/lines.ts'
import { paper as text } from '../text/export.en.ts'
import { transcript } from '../text/told.en.ts'
import { besideOf, type Known } from './beside.ts'
import type { ExportFile, Said } from './file.ts'
import { nameIn } from './names.ts'

/** Somebody's words under who said them, or a quiet line. Each of `words` is a field whole, as it was written. */
export type Line = { kind: 'said' | 'fact'; seat?: Seat; text: string; words: string[] }

type Copy = Pick<ExportFile, 'names' | 'mode'> & Known & Pick<Telling, 'keepDays' | 'replaced'>

/** An act as a line of a copy, told as on the screen; nothing where it tells nothing, or is not for this copy. */
export const lineOf = (copy: Copy, entry: SeatEntry): Line | undefined => {
  const { type } = entry.act
  const isLeftOut = copy.scope === 'own' && entry.by !== copy.by
  return isLeftOut && !SHARED.has(type) ? undefined : (ACTS[type] ?? factOf)(copy, entry)
}

type Teller = (copy: Copy, entry: SeatEntry) => Line | undefined

/** What came over both alike, and names nobody (R15). */
const SHARED: ReadonlySet<string> = new Set(['paused', 'setDown', 'held', 'ended', 'askedBack'])

const fact = (line: string): Line => ({ kind: 'fact', text: line, words: [] })

const tellingOf = (copy: Copy) => ({
  name: (seat: Seat) => nameIn(copy, seat),
  words: ({ seq }: SeatEntry) => copy.words[seq],
  keepDays: copy.keepDays,
  replaced: copy.replaced,
  isPractice: copy.mode === 'practice',
})

const factOf: Teller = (copy, entry) => {
  const line = lineTold(tellingOf(copy), entry)
  return line === undefined ? undefined : fact(line)
}

const ACTS: Partial<Record<SeatEntry['act']['type'], Teller>> = {
  spoke: (copy, entry) => saidOf(copy, entry, nameIn(copy, entry.by)),
  remarked: (copy, entry) => {
    const beside = besideOf(copy, copy.words[entry.seq], one => lineTold(tellingOf(copy), one))
    return saidOf(copy, entry, text.remark(nameIn(copy, entry.by), beside))
  },
  guided: (copy, entry) => {
    const said = copy.words[entry.seq]
    const to = typeof said === 'object' ? said['to'] : undefined
    const name = typeof to === 'string' && isPartner(to) ? nameIn(copy, to) : undefined
    const line = saidOf(copy, entry, text.guided(nameIn(copy, entry.by), name))
    return entry.box !== null && line.words.length === 0 ? undefined : line
  },
  parked: (copy, entry) => ({ ...fact(transcript.parkedUnnamed), words: fieldsIn(copy, entry) }),
  answered: (copy, entry) => {
    const label = labelOf(tellingOf(copy), entry)
    if (label === undefined) return undefined
    return { ...fact(transcript.answer(nameIn(copy, entry.by), label)), seat: entry.by, words: fieldsIn(copy, entry) }
  },
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
