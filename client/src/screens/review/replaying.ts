import type { SeatEntry } from '@haven/shared/acts.ts'
import { guidedIn, lettersOf } from '@haven/shared/letters.ts'
import { placeOf } from '@haven/shared/replay.ts'
import { type Chapter, floorOf, otherOf, type Partner, type Place } from '@haven/shared/steps.ts'
import { viewOf } from '@haven/shared/view.ts'
import { choicesOf, fill, promptsOf } from '../../text/prompts.ts'
import type { Look } from './look.ts'
import type { Reader } from './reader.ts'
import type { Row } from './rows.ts'

/** A page of the talk as one of the two had it after an entry, as far as the one who looks back may read it. */
export type Seen = {
  readonly chapter: Chapter | undefined
  readonly place: Place
  readonly prompt: string
  readonly letters: readonly SeatEntry[]
  readonly missing: SeatEntry | undefined
  readonly guided: readonly SeatEntry[]
  /** The answers that lay before them. */
  readonly answers: readonly string[]
  readonly turn: 'own' | 'theirs' | 'both' | 'nobody'
}

/**
 * Through the very fold that ran live: the view of that seat, without what the reader may not see. Whispers, drafts and
 * private pages are in no view.
 */
export const seenAt = (reader: Reader, look: Look, seq: number, seat: Partner): Seen => {
  const snapshot = look.snapshots[seq - 1]!
  const entries = look.entries.slice(0, seq)
  const view = viewOf(snapshot, entries, seat)
  const place = placeOf(snapshot)
  const isOpen = ({ seq: of }: SeatEntry) => look.seen.has(of)
  return {
    chapter: view.chapter,
    place,
    prompt: promptFor(reader, { place, seat, role: view.role }),
    letters: view.overlay ? [] : lettersOf(entries, snapshot, seat).filter(isOpen),
    missing: view.missing && isOpen(view.missing) ? view.missing : undefined,
    guided: guidedIn(entries, view.step).filter(isOpen),
    answers: view.overlay ? [] : answersIn(place, view.presses.get('answered')),
    turn: view.overlay ? 'nobody' : turnIn(view),
  }
}

type Asked = { place: Place; seat: Partner; role: ReturnType<typeof viewOf>['role'] }

/** As it was asked first; another way of asking may have been turned to. */
const promptFor = (reader: Reader, { place, seat, role }: Asked): string => {
  const setting = reader.scene.opened?.setting ?? 'apart'
  const known = { ...reader.fill, partner: calledBy(reader, seat) }
  return fill(promptsOf(place, role, setting)[0] ?? '', known)
}

/** How the other of the two is called on the page of `seat`. */
const calledBy = ({ name, seat: own, fill: known }: Reader, seat: Partner): string =>
  seat === own ? (known.partner ?? name(otherOf(seat))) : name(otherOf(seat))

const answersIn = (place: Place, choices: readonly string[] | undefined): string[] =>
  choices ? choicesOf(place).flatMap(({ value, label }) => (choices.includes(value) ? [label] : [])) : []

/** By the step alone: what somebody had pressed already is on nobody else’s page. */
const turnIn = ({ step, role }: Pick<ReturnType<typeof viewOf>, 'step' | 'role'>): Seen['turn'] => {
  const floor = floorOf(step)
  if (floor === 'both' || floor === 'nobody') return floor
  return floor === role ? 'own' : 'theirs'
}

/**
 * The moments one can go through: whatever is shown, and whatever led into another step. A press that changed no page
 * is on no page.
 */
export const momentsOf = ({ entries, snapshots, seen }: Look, rows: readonly Row[]): number[] => {
  const shown = new Set(rows.map(({ seq }) => seq))
  return entries.flatMap(({ seq }, index) => {
    const before = snapshots[index - 1]
    const isStep = before !== undefined && placeOf(before) !== placeOf(snapshots[index]!)
    return shown.has(seq) || (isStep && seen.has(seq)) ? [seq] : []
  })
}
