import { type AnyEntry, type Channel, isBySeat } from '@haven/shared/acts.ts'
import { genesisInput, linkInput } from '@haven/shared/chain.ts'
import { sha256, toBytes, utf8 } from './bytes.ts'
import type { EventLog } from './log/event-log.ts'
import type { Row } from './log/records.ts'

/** What is stored is not what was stored. Nothing of it is handed out, and its session is closed. P42 */
export class Broken extends Error {
  override readonly name = 'Broken'
}

/** The hash before entry 1. */
export const genesisOf = (session: string, channel: Channel): Uint8Array => sha256(genesisInput(utf8, session, channel))

/** The row that stores `entry` after a hash. The chain commits to the box by its hash, so words may leave it whole. */
export const linked = (previous: Uint8Array, entry: AnyEntry, box?: Uint8Array): Row => {
  if (!isBySeat(entry)) return { entry, hash: hashAfter(previous, entry) }
  const boxHash = sha256(box ?? toBytes(entry.box ?? ''))
  const hash = hashAfter(previous, entry, boxHash)
  return box ? { entry, hash, boxHash, box } : { entry, hash, boxHash }
}

/** Whether the row's hash is the one its predecessor and its own fields give, and its box the one it names. */
export const follows = (previous: Uint8Array, { entry, hash, boxHash, box }: Row): boolean => {
  if (isBySeat(entry) && entry.box !== null && !sha256(box ?? toBytes(entry.box)).equals(boxHash ?? EMPTY)) return false
  return hashAfter(previous, entry, boxHash).equals(hash)
}
const hashAfter = (previous: Uint8Array, entry: AnyEntry, boxHash: Uint8Array = EMPTY): Buffer => {
  if (!isBySeat(entry)) return sha256(linkInput(utf8, previous, entry, room))
  const { seq, at, by, device, mid, epoch, step, act } = entry
  const base = { seq: entry.base.seq, hash: toBytes(entry.base.hash) }
  // Each field by its name: to spread an entry into another costs more than all hashes of a link.
  const stamped = { seq, at, by, device, mid, epoch, step, act, base, boxHash }
  return sha256(linkInput(utf8, previous, stamped, room))
}

/** Of the pool: nobody keeps what a link is made of. */
const room = (size: number) => Buffer.allocUnsafe(size)
const EMPTY = new Uint8Array()

type Place = { session: string; channel: Channel }

/** As `log.read`. Throws `Broken` where a row does not follow from the one before it, or cannot be read at all. P42 */
export const readWhole = async (log: EventLog, place: Place, after: number, limit: number): Promise<Row[]> => {
  const from = Math.max(0, after - 1)
  const rows = await log.read(place, from, limit + after - from).catch(asBroken)
  checkWhole(rows, { after: from, hash: from === 0 ? genesisOf(place.session, place.channel) : undefined })
  return rows.slice(after - from)
}

/** Throws `Broken`. What comes before the first row is not known without its hash; the first then vouches for the rest. */
export const checkWhole = (
  rows: readonly Row[],
  { after, hash }: { after: number; hash: Uint8Array | undefined },
): void => {
  let previous = hash
  for (const [at, row] of rows.entries()) {
    if (row.entry.seq !== after + at + 1 || (previous && !isNext(previous, row))) throw new Broken()
    previous = row.hash
  }
}

const isNext = (previous: Uint8Array, row: Row): boolean => {
  try {
    return follows(previous, row)
  } catch {
    return false
  }
}

/** Texts and facts that are none any more. */
export const asBroken = (error: unknown): never => {
  throw error instanceof SyntaxError ? new Broken() : error
}

/** Says so where something is broken, and goes on failing. */
export const alarming =
  (alarm: () => void) =>
  (error: unknown): never => {
    if (error instanceof Broken) alarm()
    throw error
  }
