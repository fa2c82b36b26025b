import { type Act, mayCarryWords, type SeatEntry, type SideEntry } from '@haven/shared/acts.ts'
import { isSide } from '@haven/shared/channels.ts'
import { isShut } from '@haven/shared/members.ts'
import { Refusal, type RefusalCode } from '@haven/shared/refusal.ts'
import { apply, eventOf, hasConsented, isAnywhere, placeOf, type Snapshot, stepOf } from '@haven/shared/replay.ts'
import { mayRemove } from '@haven/shared/reseating.ts'
import { isClose, type Seat, type Step } from '@haven/shared/steps.ts'
import { LIMITS, type Propose } from '@haven/shared/wire.ts'
import { toBytes } from './bytes.ts'
import type { Row } from './log/records.ts'
import type { Standing } from './standing.ts'
import { linked } from './whole.ts'

/** Who acts, taken from the log-in and never from a frame. P11 */
export type Member = { session: string; device: string; seat: Seat }

export type Judged = { row: Row; snapshot?: Snapshot }

/** The frame breaks the protocol itself; the socket closes with 4400. */
export class Malformed extends Error {
  override readonly name = 'Malformed'
}

export type Seen = {
  propose: Propose
  member: Member
  /** Milliseconds. */
  now: number
  /** The seat whose link a device came by. */
  invitedBy: (device: string) => Seat | undefined
}

/** P44 and P15 to P20, in this order; the first that fails is thrown as a {@link Refusal}, or {@link Malformed}. Moves nothing. */
export const judge = (standing: Standing, seen: Seen): Judged => {
  const { act, base, mid, epoch, step, channel, box } = seen.propose
  if (isShut(standing.talk?.members ?? [], seen.member.device)) throw new Refusal('forbidden')
  if (epoch !== standing.epoch) throw new Refusal('old-epoch')
  refuseBase(standing, base)
  const { seat: by, device } = seen.member
  const at = Math.max(standing.at, Math.floor(seen.now / 1000))
  const entry = { seq: standing.seq + 1, at, by, device, mid, epoch, step, base, act, box } as AnyBySeat
  const snapshot = isSide(channel) ? judgeSide(standing, entry) : judgeTalk(standing, entry as SeatEntry, seen)
  const bytes = toBytes(box)
  refuseSize(act, bytes.length)
  return { row: linked(toBytes(standing.hashes.get(standing.seq)!), entry, bytes), ...(snapshot && { snapshot }) }
}

/** Beside the room there is no machine: what belongs there may be said (P13), and each erases their own. */
const judgeSide = (standing: Standing, { act, by, step }: AnyBySeat): undefined => {
  if (step !== '') throw new Malformed('beside the room there are no steps')
  if (isFull(standing, { act, by })) throw new Refusal('closed')
  if (act.type === 'erased' && !act.seqs.every(seq => standing.authors[seq - 1] === by)) throw new Refusal('not-yours')
}

const judgeTalk = (standing: Standing, entry: SeatEntry, { invitedBy }: Seen): Snapshot => {
  const { snapshot } = standing.talk!
  if (isStale(snapshot, entry.act, entry.step)) throw new Refusal('stale-step')
  return moved(standing, snapshot, entry, invitedBy)
}

type AnyBySeat = SeatEntry | SideEntry

/** P17. What fits every place is never stale, but an end that its writer did not press in the close: the one before it
 *  led there already, and a second would pass over thanks, check and what becomes of one's words. */
const isStale = (snapshot: Snapshot, { type }: Act, step: string): boolean => {
  if (step === placeOf(snapshot)) return false
  return !isAnywhere(type) || (type === 'ended' && isClose(stepOf(snapshot)) && !isClose(step as Step))
}

const refuseBase = ({ seq, hashes }: Standing, base: Propose['base']) => {
  if (base.seq < seq - LIMITS.baseLag) throw new Refusal('stale-base')
  if (base.hash !== hashes.get(base.seq)) throw new Refusal('fork')
}

const moved = (standing: Standing, snapshot: Snapshot, entry: SeatEntry, invitedBy: Seen['invitedBy']): Snapshot => {
  const { act, by, device } = entry
  if (isFull(standing, entry)) throw new Refusal('closed')
  const event = eventOf(entry, seq => standing.authors[seq - 1])
  const next = apply(snapshot, event)
  if (!next) throw new Refusal(whyNot(snapshot, event))
  if (act.type === 'endorsed' && invitedBy(act.device) !== by) throw new Refusal('not-yours')
  if (act.type === 'removed' && !mayRemove(standing.talk!.members, { device, seat: by }, act.device))
    throw new Refusal('not-yours')
  if (isTooEarlyForWords(snapshot, act)) throw new Refusal('needs-consent')
  return next
}

/** A full channel may still be ended and left by its therapist, which happens but a few times, words and permissions still
 *  leave it, and that it was read is still said: each seat has room of its own for that, so that nobody can take it from
 *  another. */
const isFull = ({ seq, authors }: Standing, { act, by }: Pick<AnyBySeat, 'act' | 'by'>): boolean => {
  if (seq < LIMITS.entries || act.type === 'ended' || (act.type === 'withdrew' && act.kind === 'therapist'))
    return false
  if (!PASSING.has(act.type)) return true
  return authors.slice(LIMITS.entries).filter(author => author === by).length >= LIMITS.leaving
}

const PASSING: ReadonlySet<string> = new Set(['erased', 'withdrew', 'removed', 'reviewed'])

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

const refuseSize = ({ type }: { type: string }, size: number) => {
  if (size > LARGEST) throw new Refusal('too-long')
  const isLegal = mayCarryWords(type) ? WORDED_SIZES.has(size) : size === LIMITS.boxOverhead
  if (!isLegal) throw new Malformed(`no ${type} has a box of ${size} bytes`)
}
