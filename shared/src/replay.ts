import { createEmptyActor, initialTransition, type SnapshotFrom } from 'xstate'
import type { ActType, Entry, Opened, SeatEntry } from './acts.ts'
import type { Context, Event } from './machine/context.ts'
import { onTop } from './machine/guards.ts'
import { repairMachine } from './machine/machine.ts'
import type { Place, Step } from './steps.ts'

export type { Event } from './machine/context.ts'
export type Snapshot = SnapshotFrom<typeof repairMachine>
/** What a store keeps of a snapshot: plain JSON. */
export type Kept = { value: Step; context: Context }

export const start = (opened: Opened): Snapshot => initialTransition(repairMachine, opened)[0]

/** Judges and moves in one call. `undefined`: refused, nothing has moved. */
export const apply = (snapshot: Snapshot, event: Event): Snapshot | undefined => {
  const next = repairMachine.transition(snapshot, event, nobody)
  return next === snapshot ? undefined : next
}

/** The machine starts and sends nothing, so one actor that does nothing serves every move; `transition` makes one each. */
const idle = createEmptyActor()
const nothing = () => {}
const nobody = {
  self: idle,
  system: idle.system,
  id: '',
  sessionId: '',
  logger: nothing,
  defer: nothing,
  stopChild: nothing,
  emit: nothing,
  actionExecutor: nothing,
} as unknown as Parameters<typeof repairMachine.transition>[2]

export const keep = (snapshot: Snapshot): Kept => ({ value: stepOf(snapshot), context: snapshot.context })

export const restore = ({ value, context }: Kept): Snapshot => repairMachine.resolveState({ value, context })

/** Where a room's log leads. Throws a `RangeError` naming the seq when an entry is one the machine refuses. */
export const replay = (entries: readonly Entry[]): Snapshot => {
  const [first, ...rest] = entries
  if (first?.by !== 'haven' || first.act.type !== 'opened') throw new RangeError('entry 1 does not open the room')
  const authors = entries.map(entry => entry.by)
  let snapshot = start(first.act)
  for (const entry of rest) {
    if (entry.by === 'haven') continue
    const next = apply(
      snapshot,
      eventOf(entry, seq => authors[seq - 1]),
    )
    if (!next) throw new RangeError(`the machine refuses entry ${entry.seq}`)
    snapshot = next
  }
  return snapshot
}

/** An entry as the machine sees it; `authorOf` tells who wrote a seq of the same room. */
export const eventOf = (
  { act, by, at }: Pick<SeatEntry, 'act' | 'by' | 'at'>,
  authorOf: (seq: number) => string | undefined,
): Event =>
  act.type === 'erased' ? { ...act, by, at, own: act.seqs.every(seq => authorOf(seq) === by) } : { ...act, by, at }

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
  'reviewed',
  'remarked',
  'retained',
  'erased',
])

/** Acts that fit every place, so that a partner's entry in between never makes them stale. */
export const isAnywhere = (type: ActType): boolean => ANYWHERE.has(type)

export const hasConsented = (snapshot: Snapshot): boolean => snapshot.context.consented
