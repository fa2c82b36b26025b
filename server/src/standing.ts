import { type AnyEntry, type Channel, type Entry, isBySeat } from '@haven/shared/acts.ts'
import { genesisInput, linkInput } from '@haven/shared/chain.ts'
import { keep, type Kept, replay, restore, type Snapshot } from '@haven/shared/replay.ts'
import { LIMITS, SCRIPT } from '@haven/shared/wire.ts'
import { sha256, toBytes, utf8 } from './bytes.ts'
import type { EventLog, Loaded } from './log/event-log.ts'
import type { Row } from './log/records.ts'

/** Where a channel stands, acts that are still being stored included. Everything judging needs is here. */
export type Standing = {
  epoch: number
  seq: number
  at: number
  /** The hash after each of the newest entries by seq, as far back as a base may reach. P16 */
  hashes: Map<number, Uint8Array>
  /** For the life of the session. P14 */
  mids: Map<string, number>
  authors: string[]
  /** What the room alone has; a channel beside it has no machine. */
  talk?: Talk
}

export type Talk = {
  snapshot: Snapshot
  /** A therapist's seat was opened with the room, whatever became of it. */
  isSupervised: boolean
  /** Devices that whoever invited them has vouched for, as it was when this was read. */
  endorsed: readonly string[]
}

const TAIL = LIMITS.baseLag + 1
const DAY_S = 86_400

/** Nothing here re-reads the log if the snapshot is of this script; else it is replayed from entry 1. P30 */
export const readStanding = async (log: EventLog, session: string, channel: Channel): Promise<Standing | undefined> => {
  const loaded = await log.load(session, channel, TAIL)
  if (!loaded) return undefined
  const standing = standingOf(loaded, genesisOf(session, channel))
  if (channel !== 'room') return standing
  const talk = await talkOf(log, session, loaded)
  return talk && { ...standing, talk }
}

const standingOf = ({ epoch, head, tail, index }: Loaded, genesis: Uint8Array): Standing => {
  const hashes = new Map(tail.map(row => [row.entry.seq, row.hash]))
  if (head < TAIL) hashes.set(0, genesis)
  const mids = new Map<string, number>()
  for (const [at, { mid }] of index.entries()) if (mid !== null) mids.set(mid, at + 1)
  return { epoch, seq: head, at: tail.at(-1)?.entry.at ?? 0, hashes, mids, authors: index.map(({ by }) => by) }
}

/** `undefined` where the session was forgotten meanwhile. */
const talkOf = async (log: EventLog, session: string, loaded: Loaded): Promise<Talk | undefined> => {
  const [first] = await log.read({ session, channel: 'room' }, 0, 1)
  if (!first) return undefined
  const { act } = first.entry
  return {
    snapshot: kept(loaded) ?? (await replayed(log, session, loaded.head)),
    isSupervised: act.type === 'opened' && act.therapist,
    endorsed: loaded.endorsed,
  }
}

const kept = ({ state, script }: Loaded): Snapshot | undefined => {
  if (state === null || script !== SCRIPT) return undefined
  try {
    const there = JSON.parse(state) as Kept
    // Written before sessions kept their days there.
    return there.context.keepDays === undefined ? undefined : restore(there)
  } catch {
    return undefined
  }
}

const replayed = async (log: EventLog, session: string, head: number): Promise<Snapshot> => {
  const rows = await log.read({ session, channel: 'room' }, 0, head)
  return replay(rows.map(row => row.entry as Entry))
}

/** Who sits in the conversation, as it is stored. */
export type Seating = { isSupervised: boolean; hasTherapist: boolean; endorsed: Set<string> }

export const seatingOf = ({ isSupervised, snapshot, endorsed }: Talk): Seating => ({
  isSupervised,
  hasTherapist: snapshot.context.therapist,
  endorsed: new Set(endorsed),
})

/** The hash before entry 1. */
export const genesisOf = (session: string, channel: Channel): Uint8Array => sha256(genesisInput(utf8, session, channel))

export const stateOf = (snapshot: Snapshot): string => JSON.stringify(keep(snapshot))

/** Whole seconds; null: not yet. P38 */
export const forgetAtOf = (at: number, keepDays: number, isDone: boolean): number | null => {
  if (keepDays > 0) return at + keepDays * DAY_S
  return isDone ? at + LEFT_OPEN_S : null
}
/** A talk that is kept until it is closed can still be read for two days, as its people were told. */
const LEFT_OPEN_S = 2 * DAY_S

/** The row that stores `entry` after a hash. The chain commits to the box by its hash, so words may leave it whole. */
export const linked = (previous: Uint8Array, entry: AnyEntry, box?: Uint8Array): Row => {
  if (!isBySeat(entry)) return { entry, hash: hashAfter(previous, entry) }
  const boxHash = sha256(box ?? toBytes(entry.box ?? ''))
  return { entry, hash: hashAfter(previous, entry, boxHash), boxHash }
}

/** Whether the row's hash is the one its predecessor and its own fields give, and its box the one it names. */
export const follows = (previous: Uint8Array, { entry, hash, boxHash }: Row): boolean => {
  if (isBySeat(entry) && entry.box !== null && !sha256(toBytes(entry.box)).equals(boxHash ?? EMPTY)) return false
  return hashAfter(previous, entry, boxHash).equals(hash)
}
const hashAfter = (previous: Uint8Array, entry: AnyEntry, boxHash: Uint8Array = EMPTY): Buffer => {
  if (!isBySeat(entry)) return sha256(linkInput(utf8, previous, entry))
  const base = { seq: entry.base.seq, hash: toBytes(entry.base.hash) }
  return sha256(linkInput(utf8, previous, { ...entry, base, boxHash }))
}

const EMPTY = new Uint8Array()

/** Moves on by one entry; `snapshot` is where the machine stands then. */
export const learn = (standing: Standing, { entry, hash }: Row, snapshot?: Snapshot): void => {
  const { talk } = standing
  if (talk && snapshot) talk.snapshot = snapshot
  standing.seq = entry.seq
  standing.at = entry.at
  standing.hashes.set(entry.seq, hash)
  standing.hashes.delete(entry.seq - TAIL)
  standing.authors.push(entry.by)
  if (isBySeat(entry)) standing.mids.set(entry.mid, entry.seq)
}
