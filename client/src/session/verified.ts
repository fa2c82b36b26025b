import { type AnyEntry, mayCarryWords, type Opened, type SeatEntry, type SideEntry } from '@haven/shared/acts.ts'
import type { Members } from '@haven/shared/members.ts'
import type { Snapshot } from '@haven/shared/replay.ts'
import type { Seat } from '@haven/shared/steps.ts'
import { LIMITS } from '@haven/shared/wire.ts'
import { type Bytes, isSame, toBytes } from '../seal/keys.ts'
import { link } from './link.ts'
import { isRekeyed } from './rekeyed.ts'
import type { Trouble } from './scene.ts'

/** What this copy has verified of one channel; `hashes[n]` is the hash after entry n. */
export type Verified = {
  readonly hashes: Bytes[]
  readonly authors: string[]
  readonly mids: Set<string>
  at: number
  /** What is sealed with here, since which entry, and after which entry of the room its secret was made. */
  key: { epoch: number; seq: number; at: number; room: number }
}

/** Where the room's machine stands and stood after each entry, and who is in it; nothing for any other channel. */
export type Stand = { snapshot?: Snapshot; opened?: Opened; members?: Members; snapshots?: readonly Snapshot[] }

/** An entry that fits. Until it is learned, nothing has changed. */
export type Fit = { learn(): void }
export type Verdict = Fit | { trouble: Trouble }

/** How the entries of one channel are judged (C4), and what was learned of them. */
export type Book<One extends AnyEntry> = {
  readonly verified: Verified
  /** All of C4 but the box. */
  judge(entry: One): Promise<Verdict>
  stand(): Stand
}

export const emptyVerified = (genesis: Bytes): Verified => ({
  hashes: [genesis],
  authors: [],
  mids: new Set(),
  at: 0,
  key: { epoch: 1, seq: 0, at: 0, room: 0 },
})

export const story = (why: string): { trouble: Trouble } => ({ trouble: { kind: 'story', why } })

/** Whether this copy stood at, or passed through, that seq with that hash. */
export const hasHash = ({ hashes }: Verified, seq: number, hash: string): boolean => {
  const known = hashes[seq]
  return known !== undefined && isSame(known, toBytes(hash))
}

/** Whether the room's verified log knows a device as one of that seat. */
export type Knows = (device: string, seat: Seat) => boolean

/** Seq, time and epoch of any entry. */
export const orderFaultOf = ({ hashes, at, key }: Verified, entry: AnyEntry): string | undefined => {
  if (entry.seq !== hashes.length) return 'hole'
  if (entry.at < at) return 'time'
  return entry.epoch === key.epoch + (isRekeyed(entry) ? 1 : 0) ? undefined : 'epoch'
}

/** Base, mid, device and box of an act. */
export const sealFaultOf = (verified: Verified, entry: SeatEntry | SideEntry, knows: Knows): string | undefined => {
  const { base, mid, by, device } = entry
  const lag = entry.seq - 1 - base.seq
  if (lag < 0 || lag > LIMITS.baseLag || !hasHash(verified, base.seq, base.hash)) return 'base'
  if (verified.mids.has(mid)) return 'mid'
  if (!knows(device, by)) return 'device'
  return isBoxOf(entry) ? undefined : 'box'
}

/** A worded act has a padded box, any other the bare proof; an erased box leaves its hash. */
const isBoxOf = ({ act, box, boxHash }: SeatEntry | SideEntry): boolean => {
  if (box === null) return boxHash !== undefined
  const plain = Math.floor((box.length * 3) / 4) - LIMITS.boxOverhead
  return mayCarryWords(act.type) ? LIMITS.boxSizes.some(size => size === plain) : plain === 0
}

/** Links an entry to what is verified; `learn` takes it. */
export const fitting = async (verified: Verified, entry: AnyEntry, learnMore: () => void = () => {}): Promise<Fit> => {
  const hash = await link(verified.hashes.at(-1)!, entry)
  return {
    learn: () => {
      verified.hashes.push(hash)
      verified.authors.push(entry.by)
      verified.at = entry.at
      if (isAct(entry)) verified.mids.add(entry.mid)
      if (isRekeyed(entry) || entry.seq === 1) verified.key = keyFrom(entry)
      learnMore()
    },
  }
}

const keyFrom = ({ seq, at, epoch, act }: AnyEntry): Verified['key'] => ({
  epoch,
  seq,
  at,
  room: act.type === 'rekeyed' ? act.room : 0,
})

/** An act of a person, in whichever channel. */
export const isAct = (entry: AnyEntry): entry is SeatEntry | SideEntry => entry.by !== 'haven'

/** The acts of a channel that a device did. */
export const midsBy = (device: string, entries: readonly AnyEntry[]): string[] =>
  entries.flatMap(entry => (isAct(entry) && entry.device === device ? [entry.mid] : []))
