import { type Channel, type Entry, isBySeat } from '@haven/shared/acts.ts'
import { enc } from '@haven/shared/encode.ts'
import { learnMember, type Members } from '@haven/shared/members.ts'
import { follow, keep, type Kept, replay, restore, type Snapshot } from '@haven/shared/replay.ts'
import { LIMITS, SCRIPT } from '@haven/shared/wire.ts'
import { sha256, toText, utf8 } from './bytes.ts'
import type { EventLog, Loaded } from './log/event-log.ts'
import type { Row } from './log/records.ts'
import { asBroken, Broken, genesisOf, readWhole, checkWhole } from './whole.ts'

/** Where a channel stands, acts that are still being stored included. Everything judging needs is here. */
export type Standing = {
  epoch: number
  seq: number
  at: number
  /** The hash after each of the newest entries by seq, as a base has it and as far back as one may reach. P16 */
  hashes: Map<number, string>
  /** For the life of the session. P14 */
  mids: Map<string, number>
  authors: string[]
  /** As it was last stored from here. */
  forgetAt?: number | null
  /** What the room alone has; a channel beside it has no machine. */
  talk?: Talk
}

export type Talk = {
  snapshot: Snapshot
  /** A therapist's seat was opened with the room, whatever became of it. */
  isSupervised: boolean
  /** Who is in it. */
  members: Members
  /** Devices that whoever invited them has vouched for. */
  endorsed: ReadonlySet<string>
}

const TAIL = LIMITS.baseLag + 1
const DAY_S = 86_400

/** Nothing here re-reads the log if the snapshot is of this script and near the head; else it is replayed from entry 1. P30
 *  Throws `Broken` where the newest entries do not hang together, or some are missing. P42
 *  `lay` is handed the newest entries once they are followed. */
export const readStanding = async (
  log: EventLog,
  { session, channel }: { session: string; channel: Channel },
  lay?: (newest: readonly Row[]) => void,
): Promise<Standing | undefined> => {
  const loaded = await log.load(session, channel, TAIL + 1).catch(asBroken)
  if (!loaded) return undefined
  const genesis = genesisOf(session, channel)
  checkTail(loaded, genesis)
  lay?.(loaded.tail)
  const standing = standingOf(loaded, genesis)
  if (channel !== 'room') return standing
  const talk = await talkOf(log, session, loaded)
  return talk && { ...standing, talk }
}

const checkTail = ({ head, tail, index }: Loaded, genesis: Uint8Array): void => {
  const after = Math.max(0, head - TAIL - 1)
  if (index.length !== head || tail.length !== head - after) throw new Broken()
  checkWhole(tail, { after, hash: after === 0 ? genesis : undefined })
}

const standingOf = ({ epoch, head, tail, index }: Loaded, genesis: Uint8Array): Standing => {
  const hashes = new Map(tail.slice(-TAIL).map(row => [row.entry.seq, toText(row.hash)]))
  if (head < TAIL) hashes.set(0, toText(genesis))
  const mids = new Map<string, number>()
  for (const [at, { mid }] of index.entries()) if (mid !== null) mids.set(mid, at + 1)
  return { epoch, seq: head, at: tail.at(-1)?.entry.at ?? 0, hashes, mids, authors: index.map(({ by }) => by) }
}

/** `undefined` where the session was forgotten meanwhile. */
const talkOf = async (log: EventLog, session: string, loaded: Loaded): Promise<Talk | undefined> => {
  const first = loaded.moves.slice(0, 1)
  checkWhole(first, { after: 0, hash: genesisOf(session, 'room') })
  const act = first[0]?.entry.act
  return {
    snapshot: keptIn(loaded) ?? (await replayed(log, session, loaded.head)),
    isSupervised: act?.type === 'opened' && act.therapist,
    ...loaded.moves.reduce(learnMove, { members: [], endorsed: new Set() }),
  }
}

/** What was kept, and the few entries after it. */
const keptIn = ({ state, script, tail, index }: Loaded): Snapshot | undefined => {
  if (state === null || script !== SCRIPT) return undefined
  try {
    const [sum, text] = [state.slice(0, SUM), state.slice(SUM)]
    const kept = JSON.parse(text) as KeptAt
    const at = tail.findIndex(({ entry }) => entry.seq === kept.seq)
    if (at < 0 || sum !== sumOf(text, tail[at]!.hash)) return undefined
    const rest = tail.slice(at + 1).map(row => row.entry as Entry)
    return follow(restore(kept), rest, seq => index[seq - 1]?.by)
  } catch {
    return undefined
  }
}

const replayed = async (log: EventLog, session: string, head: number): Promise<Snapshot> => {
  const rows = await readWhole(log, { session, channel: 'room' }, 0, head)
  return replay(rows.map(row => row.entry as Entry))
}

export type Moves = Pick<Talk, 'members' | 'endorsed'>

export const learnMove = ({ members, endorsed }: Moves, { entry }: Row): Moves => ({
  members: learnMember(members, entry),
  endorsed: entry.act.type === 'endorsed' ? new Set([...endorsed, entry.act.device]) : endorsed,
})

/** Letters of a hash. */
const SUM = 43

type KeptAt = Kept & { seq: number }

/** Where the machine stands, behind what tells later that it was kept whole and for this very entry. */
export const stateOf = (snapshot: Snapshot, { seq, hash }: { seq: number; hash: Uint8Array }): string => {
  const kept = JSON.stringify({ seq, ...keep(snapshot) } satisfies KeptAt)
  return sumOf(kept, hash) + kept
}

const sumOf = (kept: string, hash: Uint8Array): string => toText(sha256(enc(utf8, [hash, kept])))

/** Whether it is kept with this commit: so often that what came after it is among the newest entries, which are read and
 *  followed anyway when a channel is loaded. */
export const isKept = ({ after, seq }: { after: number; seq: number }): boolean =>
  Math.floor(after / LIMITS.baseLag) < Math.floor(seq / LIMITS.baseLag)

/** Whole seconds; null: not yet. P38 */
export const forgetAtOf = (at: number, keepDays: number, isDone: boolean): number | null => {
  if (keepDays > 0) return at + keepDays * DAY_S
  return isDone ? at + LEFT_OPEN_S : null
}
/** A talk that is kept until it is closed can still be read for two days, as its people were told. */
const LEFT_OPEN_S = 2 * DAY_S

/** Moves on by one entry; `snapshot` is where the machine stands then. */
export const learn = (standing: Standing, row: Row, snapshot?: Snapshot): Row => {
  const { entry, hash } = row
  const { talk } = standing
  if (talk) Object.assign(talk, learnMove(talk, row), snapshot && { snapshot })
  standing.epoch = entry.epoch
  standing.seq = entry.seq
  standing.at = entry.at
  standing.hashes.set(entry.seq, toText(hash))
  standing.hashes.delete(entry.seq - TAIL)
  standing.authors.push(entry.by)
  if (isBySeat(entry)) standing.mids.set(entry.mid, entry.seq)
  return row
}
