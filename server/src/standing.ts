import { type Channel, type Entry, isBySeat } from '@haven/shared/acts.ts'
import { genesisInput, linkInput } from '@haven/shared/chain.ts'
import { keep, replay, restore, type Snapshot } from '@haven/shared/replay.ts'
import { LIMITS, SCRIPT } from '@haven/shared/wire.ts'
import { sha256, toBytes, utf8 } from './bytes.ts'
import type { EventLog, Loaded } from './log/event-log.ts'
import type { Row } from './log/records.ts'

/** Where a channel stands, acts that are still being stored included. Everything judging needs is here. */
export type Standing = {
  epoch: number
  seq: number
  at: number
  snapshot: Snapshot
  /** Days to keep the session after its last entry; 0: until its people close it. */
  keepDays: number
  /** The hash after each of the newest entries by seq, as far back as a base may reach. P16 */
  hashes: Map<number, Uint8Array>
  /** For the life of the session. P14 */
  mids: Map<string, number>
  authors: string[]
}

const TAIL = LIMITS.baseLag + 1
const CHANNEL: Channel = 'room'
const DAY_S = 86_400

/** Nothing here re-reads the log if the snapshot is of this script; else it is replayed from entry 1. P30 */
export const readStanding = async (log: EventLog, session: string): Promise<Standing | undefined> => {
  const loaded = await log.load(session, CHANNEL, TAIL)
  const [first] = await log.read({ session, channel: CHANNEL }, 0, 1)
  if (!loaded || !first) return undefined
  const hashes = new Map(loaded.tail.map(row => [row.entry.seq, row.hash]))
  if (loaded.head < TAIL) hashes.set(0, sha256(genesisInput(utf8, session, CHANNEL)))
  const mids = new Map<string, number>()
  for (const [at, { mid }] of loaded.index.entries()) if (mid !== null) mids.set(mid, at + 1)
  return {
    epoch: loaded.epoch,
    seq: loaded.head,
    at: loaded.tail.at(-1)?.entry.at ?? 0,
    snapshot: kept(loaded) ?? (await replayed(log, session, loaded.head)),
    keepDays: first.entry.act.type === 'opened' ? first.entry.act.keepDays : 0,
    hashes,
    mids,
    authors: loaded.index.map(({ by }) => by),
  }
}

const kept = ({ state, script }: Loaded): Snapshot | undefined => {
  if (state === null || script !== SCRIPT) return undefined
  try {
    return restore(JSON.parse(state))
  } catch {
    return undefined
  }
}

const replayed = async (log: EventLog, session: string, head: number): Promise<Snapshot> => {
  const rows = await log.read({ session, channel: CHANNEL }, 0, head)
  return replay(rows.map(row => row.entry))
}

export const stateOf = (snapshot: Snapshot): string => JSON.stringify(keep(snapshot))

/** Whole seconds; null: not yet. P38 */
export const forgetAtOf = (at: number, keepDays: number, isDone: boolean): number | null => {
  if (keepDays > 0) return at + keepDays * DAY_S
  return isDone ? at + LEFT_OPEN_S : null
}
/** A talk that is kept until it is closed can still be read for two days, as its people were told. */
const LEFT_OPEN_S = 2 * DAY_S

/** The row that stores `entry` after a hash. The chain commits to the box by its hash, so words may leave it whole. */
export const linked = (previous: Uint8Array, entry: Entry, box?: Uint8Array): Row => {
  if (!isBySeat(entry)) return { entry, hash: sha256(linkInput(utf8, previous, entry)) }
  const boxHash = sha256(box ?? toBytes(entry.box ?? ''))
  const base = { seq: entry.base.seq, hash: toBytes(entry.base.hash) }
  return { entry, hash: sha256(linkInput(utf8, previous, { ...entry, base, boxHash })), boxHash }
}

/** Moves on by one entry. */
export const learn = (standing: Standing, { entry, hash }: Row, snapshot: Snapshot): void => {
  standing.snapshot = snapshot
  standing.seq = entry.seq
  standing.at = entry.at
  standing.hashes.set(entry.seq, hash)
  standing.hashes.delete(entry.seq - TAIL)
  standing.authors.push(entry.by)
  if (isBySeat(entry)) standing.mids.set(entry.mid, entry.seq)
}
