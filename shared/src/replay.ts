import { initialTransition, type SnapshotFrom } from 'xstate'
import type { ActType, Entry, Opened, SeatEntry } from './acts.ts'
import { type Context, type Event, opening } from './machine/context.ts'
import { onTop } from './machine/guards.ts'
import { moveOf, repairMachine } from './machine/machine.ts'
import type { Place, Step } from './steps.ts'

export type { Event } from './machine/context.ts'
export type Snapshot = SnapshotFrom<typeof repairMachine>
/** What a store keeps of a snapshot: plain JSON. */
export type Kept = { value: Step; context: Context }

export const start = (opened: Opened): Snapshot => initialTransition(repairMachine, opened)[0]

/** Judges and moves in one call. `undefined`: refused, nothing has moved. */
export const apply = (snapshot: Snapshot, event: Event): Snapshot | undefined => {
  const next = moveOf(stepOf(snapshot), snapshot.context, event)
  return next && restore(next)
}

export const keep = (snapshot: Snapshot): Kept => ({ value: stepOf(snapshot), context: snapshot.context })

export const restore = ({ value, context }: Kept): Snapshot => ({ ...standingAt(value), context })

/** What a snapshot has beside its context is the same each time a talk stands there. */
const standingAt = (step: Step): Snapshot => {
  const known = stood.get(step) ?? repairMachine.resolveState({ value: step, context: opening(undefined) })
  stood.set(step, known)
  return known
}
const stood = new Map<Step, Snapshot>()

/** Where a room's log leads. Throws a `RangeError` naming the seq when an entry is one the machine refuses. */
export const replay = (entries: readonly Entry[]): Snapshot => {
  const [first, ...rest] = entries
  if (first?.by !== 'haven' || first.act.type !== 'opened') throw new RangeError('entry 1 does not open the room')
  const authors = entries.map(entry => entry.by)
  return follow(start(first.act), rest, seq => authors[seq - 1])
}

/** Where more entries lead. Throws as `replay`. */
export const follow = (
  from: Snapshot,
  entries: readonly Entry[],
  authorOf: (seq: number) => string | undefined,
): Snapshot => {
  let at: Kept = keep(from)
  for (const entry of entries) {
    if (entry.by === 'haven') continue
    const next = moveOf(at.value, at.context, eventOf(entry, authorOf))
    if (!next) throw new RangeError(`the machine refuses entry ${entry.seq}`)
    at = next
  }
  return restore(at)
}

/** An entry as the machine sees it; `authorOf` tells who wrote a seq of the same room. */
export const eventOf = (
  { act, by, at }: Pick<SeatEntry, 'act' | 'by' | 'at'>,
  authorOf: (seq: number) => string | undefined,
): Event =>
  Object.assign(
    {},
    act,
    { by, at },
    act.type === 'erased' ? { own: act.seqs.every(seq => authorOf(seq) === by) } : undefined,
  )

export const stepOf = (snapshot: Snapshot): Step => snapshot.value as Step

/** The topmost overlay if one is on, else the step: what an act's header names. */
export const placeOf = (snapshot: Snapshot): Place => onTop(snapshot.context) ?? stepOf(snapshot)

const ANYWHERE: ReadonlySet<ActType> = new Set<ActType>([
  'paused',
  'held',
  'ended',
  'guided',
  'endorsed',
  'allowed',
  'withdrew',
  'removed',
  'reviewed',
  'remarked',
  'retained',
  'erased',
])

/** Acts that fit every place, so that a partner's entry in between never makes them stale. */
export const isAnywhere = (type: ActType): boolean => ANYWHERE.has(type)

export const hasConsented = (snapshot: Snapshot): boolean => snapshot.context.consented
