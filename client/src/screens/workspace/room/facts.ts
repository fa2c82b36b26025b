import { isBySeat, type SeatEntry } from '@haven/shared/acts.ts'
import { isPartner } from '@haven/shared/steps.ts'
import { fieldIn, lineOf, replacedOf } from '../../../parts/line.ts'
import { parts } from '../../../text/talk.en.ts'
import { room as text } from '../../../text/workspace.en.ts'
import { type DeskRoom, toldAt } from './desk-room.ts'

/** An act as the therapist reads it. */
export const factIn = (room: DeskRoom, entry: SeatEntry): string | undefined => lineOf(tellingIn(room), entry)

const tellingIn = (room: DeskRoom) => ({
  name: room.name,
  words: (entry: SeatEntry) => toldAt(room, entry)?.words,
  keepDays: room.scene.snapshot?.context.keepDays ?? 0,
  isPractice: room.scene.mode === 'practice',
  replaced: replacedOf(room.scene),
})

/** What stands above own words beside the prompt. */
export const besideIn = (room: DeskRoom, entry: SeatEntry): string => {
  const to = wordOf(room, entry, 'to')
  return isPartner(to) ? text.besideFor(room.name(to)) : text.beside
}

/** A line that came with a press, where this copy could open it. */
export const wordOf = (room: DeskRoom, entry: SeatEntry, field: string): string | undefined =>
  fieldIn(tellingIn(room), entry, field)

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
