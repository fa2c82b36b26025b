import { type Act, mayCarryWords, type SeatEntry } from '@haven/shared/acts.ts'
import { Refusal, type RefusalCode } from '@haven/shared/refusal.ts'
import { apply, eventOf, hasConsented, isAnywhere, placeOf, type Snapshot, stepOf } from '@haven/shared/replay.ts'
import { isClose, type Seat, type Step } from '@haven/shared/steps.ts'
import { LIMITS, type Propose } from '@haven/shared/wire.ts'
import { toBytes } from './bytes.ts'
import type { Row } from './log/records.ts'
import { linked, type Standing } from './standing.ts'

/** Who acts, taken from the log-in and never from a frame. P11 */
export type Member = { session: string; device: string; seat: Seat }

export type Judged = { row: Row; snapshot: Snapshot }

/** The frame breaks the protocol itself; the socket closes with 4400. */
export class Malformed extends Error {
  override readonly name = 'Malformed'
}

/**
 * P15 to P20, in this order; the first that fails is thrown as a {@link Refusal}, or {@link Malformed}. Moves nothing.
 * `invitedBy` tells the seat whose link a device came by.
 */
export const judge = (
  standing: Standing,
  { propose, member, now }: { propose: Propose; member: Member; now: number },
  invitedBy: (device: string) => Seat | undefined,
): Judged => {
  const { act, base, mid, epoch, step } = propose
  if (epoch !== standing.epoch) throw new Refusal('old-epoch')
  refuseBase(standing, base)
  if (isStale(standing.snapshot, act, step)) throw new Refusal('stale-step')
  const box = toBytes(propose.box)
  const at = Math.max(standing.at, Math.floor(now / 1000))
  const stamp = { seq: standing.seq + 1, at, by: member.seat, device: member.device }
  const entry: SeatEntry = { ...stamp, mid, epoch, step, base, act, box: propose.box }
  const snapshot = moved(standing, entry, invitedBy)
  refuseSize(act, box.length)
  return { row: linked(standing.hashes.get(standing.seq)!, entry, box), snapshot }
}

/** P17. What fits every place is never stale, but an end that its writer did not press in the close: the one before it
 *  led there already, and a second would pass over thanks, check and what becomes of one's words. */
const isStale = (snapshot: Snapshot, { type }: Act, step: string): boolean => {
  if (step === placeOf(snapshot)) return false
  return !isAnywhere(type) || (type === 'ended' && isClose(stepOf(snapshot)) && !isClose(step as Step))
}

const refuseBase = ({ seq, hashes }: Standing, base: Propose['base']) => {
  if (base.seq < seq - LIMITS.baseLag) throw new Refusal('stale-base')
  const own = hashes.get(base.seq)
  if (!own || !toBytes(base.hash).equals(own)) throw new Refusal('fork')
}

const moved = (standing: Standing, entry: SeatEntry, invitedBy: (device: string) => Seat | undefined): Snapshot => {
  const { snapshot, authors } = standing
  const { act, by } = entry
  if (isFull(standing, act)) throw new Refusal('closed')
  const event = eventOf(entry, seq => authors[seq - 1])
  const next = apply(snapshot, event)
  if (!next) throw new Refusal(whyNot(snapshot, event))
  if (act.type === 'endorsed' && invitedBy(act.device) !== by) throw new Refusal('not-yours')
  if (isTooEarlyForWords(snapshot, act)) throw new Refusal('needs-consent')
  return next
}

/** A full channel may still be ended, and words and permissions still leave it; twice as full is not reachable. */
const isFull = ({ seq }: Standing, { type }: Act) =>
  seq >= LIMITS.entries && !(seq < LIMITS.entries * 2 && ['ended', 'erased', 'withdrew'].includes(type))

const whyNot = (snapshot: Snapshot, event: ReturnType<typeof eventOf>): RefusalCode => {
  if (event.type === 'erased' && event.own === false) return 'not-yours'
  if (stepOf(snapshot) === 'done') return 'closed'
  return isTooEarlyForWords(snapshot, event) ? 'needs-consent' : 'not-your-turn'
}

/** P19. In the consent itself the box may hold the name one wants to be called. */
const isTooEarlyForWords = (snapshot: Snapshot, { type }: { type: string }) =>
  mayCarryWords(type) && !hasConsented(snapshot) && !(type === 'agreed' && stepOf(snapshot) === 'arrive.consent')

const WORDED_SIZES = new Set(LIMITS.boxSizes.map(size => size + LIMITS.boxOverhead))
const LARGEST = Math.max(...WORDED_SIZES)

const refuseSize = ({ type }: Act, size: number) => {
  if (size > LARGEST) throw new Refusal('too-long')
  const isLegal = mayCarryWords(type) ? WORDED_SIZES.has(size) : size === LIMITS.boxOverhead
  if (!isLegal) throw new Malformed(`no ${type} has a box of ${size} bytes`)
}
