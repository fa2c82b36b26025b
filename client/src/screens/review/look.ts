import { type Entry, isBySeat } from '@haven/shared/acts.ts'
import { courseOf, snapshotsOf, type Stay } from '@haven/shared/course.ts'
import { sightOf } from '@haven/shared/letters.ts'
import { type Snapshot, stepOf } from '@haven/shared/replay.ts'
import { isPartner, type Seat } from '@haven/shared/steps.ts'
import { allowing } from '../../export/consent.ts'
import type { Scene } from '../../session/scene.ts'

/** `own`: the talk is done and not both of its partners allow that it is read again. */
export type Scope = 'whole' | 'own'

/** What of a talk one seat may look back at. */
export type Look = {
  readonly scope: Scope
  /** All of it, for the fold. */
  readonly entries: readonly Entry[]
  /** Where the talk stood after each of them. */
  readonly snapshots: readonly Snapshot[]
  readonly course: readonly Stay[]
  /** The seqs that may be shown. */
  readonly seen: ReadonlySet<number>
}

type Looked = Pick<Scene, 'told' | 'seat' | 'snapshots'> & { readonly snapshot: Snapshot }

/** While a talk goes on it is all open to those who are in it; once it is done that takes the consent of both. */
export const scopeOf = (entries: readonly Entry[], snapshot: Snapshot): Scope =>
  stepOf(snapshot) !== 'done' || allowing(entries, 'review').length === 2 ? 'whole' : 'own'

/** The entries one seat may be shown, in their order. */
export const seenBy = ({ told, seat, snapshot }: Looked): readonly Entry[] => {
  const entries = told.map(({ entry }) => entry)
  const sight = sightOf(entries, snapshot, seat)
  return scopeOf(entries, snapshot) === 'whole' ? sight : sight.filter(entry => isOwn(entry, seat))
}

/** What a person said or answered themselves. */
const isOwn = (entry: Entry, seat: Seat): boolean => entry.by === seat && OWN.has(entry.act.type)
const OWN: ReadonlySet<string> = new Set(['spoke', 'chose', 'answered', 'parked', 'guided', 'remarked'])

const looks = new WeakMap<Entry, { look: Look; snapshot: Snapshot; seat: Seat }>()

/** Once for each state of the log, however much of it is opened. Entries that a session has judged are not judged again. */
export const lookOf = (scene: Looked): Look => {
  const { told, snapshot, seat } = scene
  const known = looks.get(told[0]!.entry)
  if (known?.snapshot === snapshot && known.seat === seat && isOf(known.look.entries, told)) return known.look
  const entries = told.map(({ entry }) => entry)
  const snapshots = scene.snapshots?.slice(0, entries.length) ?? snapshotsOf(entries)
  const look: Look = {
    scope: scopeOf(entries, snapshot),
    entries,
    snapshots,
    course: courseOf(entries, snapshots),
    seen: new Set(seenBy(scene).map(({ seq }) => seq)),
  }
  looks.set(entries[0]!, { look, snapshot, seat })
  return look
}

const isOf = (entries: readonly Entry[], told: Looked['told']): boolean =>
  entries.length === told.length && told.every(({ entry }, at) => entry === entries[at])

/** Partners who have allowed that the talk is read again, or taken along. */
export const allowedBy = (scene: Pick<Scene, 'told'>, kind: 'review' | 'export') =>
  allowing(
    scene.told.map(({ entry }) => entry),
    kind,
  )

/** Whose words are in this talk. */
export const speakersIn = ({ entries }: Pick<Look, 'entries'>): Seat[] => {
  const found = new Set(entries.filter(isBySeat).map(({ by }) => by))
  return (['p1', 'p2', 'therapist'] as const).filter(seat => isPartner(seat) || found.has(seat))
}
