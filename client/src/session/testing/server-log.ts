/* oxlint-disable no-restricted-imports -- a test helper one folder down, which imports like session/ itself */
import type { AnyEntry, Base, Channel, Entry, SeatEntry, SideEntry } from '@haven/shared/acts.ts'
import { belongs, isSide, mayUse, whispersWith } from '@haven/shared/channels.ts'
import { isShut, learnMember, type Members } from '@haven/shared/members.ts'
import type { RefusalCode } from '@haven/shared/refusal.ts'
import { apply, eventOf, isAnywhere, placeOf, type Snapshot, start } from '@haven/shared/replay.ts'
import { isPartner, type Seat } from '@haven/shared/steps.ts'
import type { Propose } from '@haven/shared/wire.ts'
import { type Bytes, random, toText } from '../../seal/keys.ts'
import { genesis, link } from '../link.ts'

/** A test helper: what a server in memory holds of one channel. */
export type ServerLog = { entries: AnyEntry[]; hashes: Bytes[]; shares: string[] }

export const newServerLog = async (session: string, channel: Channel): Promise<ServerLog> => ({
  entries: [],
  hashes: [await genesis(session, channel)],
  shares: [toText(random(32))],
})

export const append = async ({ entries, hashes }: ServerLog, entry: AnyEntry): Promise<void> => {
  hashes.push(await link(hashes.at(-1)!, entry))
  entries.push(entry)
}

export const headOf = ({ entries, hashes }: ServerLog): Base => ({
  seq: entries.length,
  hash: toText(hashes[entries.length]!),
})

type Who = { seat: Seat; device: string }

export const entryOf = ({ entries }: ServerLog, { seat, device }: Who, frame: Propose): SeatEntry | SideEntry => {
  const { channel: _, type: __, ...rest } = frame
  return { ...rest, seq: entries.length + 1, at: 1, by: seat, device } as SeatEntry | SideEntry
}

/** Why an act is not taken; `undefined` where it is. */
export const refusalOf = (
  logs: ReadonlyMap<Channel, ServerLog>,
  channel: Channel,
  entry: SeatEntry | SideEntry,
): RefusalCode | undefined => {
  const room = logs.get('room')!.entries as Entry[]
  const log = logs.get(channel)
  if (!log || !mayUse(entry.by, channel)) return 'forbidden'
  if (entry.epoch !== log.shares.length) return 'old-epoch'
  if (isSide(channel)) return belongs(entry.act.type, channel) ? sideRefusalOf(room, channel, log, entry) : 'forbidden'
  if (isShut(room.reduce<Members>(learnMember, []), entry.device)) return 'forbidden'
  const snapshot = snapshotOf(room)
  if (!isAnywhere((entry as SeatEntry).act.type) && entry.step !== placeOf(snapshot)) return 'stale-step'
  const event = eventOf(entry as SeatEntry, seq => room[seq - 1]?.by)
  return apply(snapshot, event) ? undefined : 'not-your-turn'
}

const sideRefusalOf = (
  room: readonly Entry[],
  channel: Channel,
  { entries }: ServerLog,
  { by, device, act }: SeatEntry | SideEntry,
): RefusalCode | undefined => {
  const isVouched = room.some(({ act: one }) => one.type === 'endorsed' && one.device === device)
  if (whispersWith(channel) && isPartner(by) && !isVouched) return 'forbidden'
  const isOwn = act.type !== 'erased' || act.seqs.every(seq => entries[seq - 1]?.by === by)
  return isOwn ? undefined : 'not-yours'
}

export const snapshotOf = (entries: readonly Entry[]): Snapshot => {
  let snapshot = start(entries[0]!.act as never)
  for (const entry of entries)
    if (entry.by !== 'haven')
      snapshot = apply(
        snapshot,
        eventOf(entry, seq => entries[seq - 1]?.by),
      )!
  return snapshot
}

/** The seq of an act that is stored already. */
export const storedAs = ({ entries }: ServerLog, mid: string): number | undefined =>
  entries.find(entry => entry.by !== 'haven' && entry.mid === mid)?.seq
