import { type Entry, type SeatEntry } from './acts.ts'
import { cameAt, guidedIn, lettersOf, missingOf } from './letters.ts'
import { placeOf, type Snapshot, stepOf } from './replay.ts'
import {
  type Chapter,
  chapterOf,
  floorOf,
  type Gate,
  isPartner,
  otherOf,
  type Overlay,
  type Partner,
  type Seat,
  type Step,
  type Target,
  TARGETS,
} from './steps.ts'
import { deepOf, mayWait, parkedIn, type Presses, pressesOf, untilOf } from './view.ts'

/** What the therapist's seat sees of a room. Whose turn it is and who has answered, never an answer that is still hidden. */
export type Watch = {
  readonly step: Step
  readonly overlay: Overlay | undefined
  readonly chapter: Chapter | undefined
  readonly deep: readonly Chapter[]
  readonly round: 1 | 2
  readonly injured: Partner | null
  /** Who is asked to act now; nobody under a pause or a hold. */
  readonly turn: readonly Partner[]
  /** Seats that have answered, or are ready, in this step. */
  readonly marked: readonly Seat[]
  /** Seconds since 1970 when the talk came to this step. */
  readonly since: number
  /** Answers other than yes at each gate since its count began. */
  readonly loops: Readonly<Record<Gate, number>>
  readonly missing: SeatEntry | undefined
  readonly letters: readonly SeatEntry[]
  readonly guided: readonly SeatEntry[]
  readonly parked: readonly SeatEntry[]
  readonly presses: Presses
  /** Where a step back may lead from here. */
  readonly targets: readonly Target[]
  readonly proposal: { readonly by: Partner; readonly target: Target } | undefined
  readonly fromLimit: boolean
  readonly pause: { readonly until: number; readonly back: readonly Partner[] } | undefined
  readonly held: boolean
  /** The therapist still has the seat. */
  readonly seated: boolean
}

/** Screens of the therapist read this and decide nothing themselves. */
export const watchOf = (snapshot: Snapshot, entries: readonly Entry[]): Watch => {
  const { context } = snapshot
  const step = stepOf(snapshot)
  const place = placeOf(snapshot)
  const presses = pressesOf(snapshot, 'therapist')
  return {
    step,
    overlay: place === step ? undefined : (place as Overlay),
    chapter: chapterOf(step),
    deep: deepOf(entries),
    round: context.round,
    injured: context.injured,
    turn: turnOf(snapshot),
    marked: Object.keys(context.marks) as Seat[],
    since: cameAt(entries, step),
    loops: context.counts,
    missing: missingOf(entries, snapshot),
    letters: lettersOf(entries, snapshot, 'therapist'),
    guided: guidedIn(entries, step),
    parked: parkedIn(entries),
    presses,
    targets: TARGETS.filter(target => presses.get('askedBack')?.includes(target)),
    proposal: context.aside?.proposal ?? undefined,
    fromLimit: context.aside?.fromLimit ?? false,
    pause: context.pause ? { until: untilOf(context.pause, entries), back: context.pause.back } : undefined,
    held: context.hold,
    seated: context.therapist,
  }
}

const turnOf = (snapshot: Snapshot): Partner[] => {
  const { injured, marks } = snapshot.context
  const step = stepOf(snapshot)
  const floor = floorOf(step)
  if (placeOf(snapshot) !== step || floor === 'nobody') return []
  if (floor === 'both')
    return (['p1', 'p2'] as const).filter(seat => marks[seat] === undefined && !mayWait(snapshot, seat))
  if (!isPartner(injured ?? undefined)) return []
  return [floor === 'injured' ? injured! : otherOf(injured!)]
}
