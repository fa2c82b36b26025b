import type { Channel, HavenAct } from '@haven/shared/acts.ts'
import type { Seat } from '@haven/shared/steps.ts'
import { stepOf } from '@haven/shared/replay.ts'
import type { RefusalCode } from '@haven/shared/refusal.ts'
import type { Outcome } from './log/event-log.ts'
import type { Draft, Row } from './log/records.ts'
import { isSame, type Item, type Joining, type Proposal } from './proposal.ts'
import { forgetAtOf, isKept, type Standing, stateOf, type Talk } from './standing.ts'
import { toBytes } from './bytes.ts'
import { linked } from './whole.ts'

const MAX_TRIES = 3

/** Everything a channel has judged since its last commit, as one draft. P24 */
export const draftOf = (
  { session, channel }: { session: string; channel: Channel },
  standing: Standing,
  items: readonly Item[],
): Draft => {
  const { talk, at } = standing
  const rows = items.map(({ row }) => row)
  const rekeys = items.flatMap(({ rekeying }) => (rekeying ? [rekeying] : []))
  const gone = rows.flatMap(goneIn).at(0)
  const claim = items.find(({ joining }) => joining)?.joining?.claim
  return {
    session,
    channel,
    rows,
    erase: rows.flatMap(({ entry }) => (entry.act.type === 'erased' ? entry.act.seqs : [])),
    ...(talk && courseOf(standing, talk, rows)),
    ...(rows.some(unseats) && { unseat: { seat: 'therapist', at } }),
    ...(gone && { unseat: { ...gone, at } }),
    ...(claim && rows.some(reopens) && { unseat: { seat: claim.seat, at, but: claim.device.id } }),
    ...(claim && { claim }),
    ...(rekeys.length > 0 && { rekeys }),
  }
}

/** Only where something is new: many acts in one second move no date. */
const courseOf = (standing: Standing, { snapshot }: Talk, rows: readonly Row[]): Pick<Draft, 'course'> => {
  const { seq, at } = standing
  const isStateKept = isKept({ after: seq - rows.length, seq })
  const forgetAt = forgetAtOf(at, snapshot.context.keepDays, stepOf(snapshot) === 'done')
  if (!isStateKept && forgetAt === standing.forgetAt) return {}
  standing.forgetAt = forgetAt
  const state = isStateKept && stateOf(snapshot, { seq, hash: rows.at(-1)!.hash })
  return { course: { ...(state && { state }), forgetAt } }
}

/** A partner, or the therapist, has withdrawn the therapist's seat. */
export const unseats = ({ entry: { act } }: Row): boolean => act.type === 'withdrew' && act.kind === 'therapist'

/** A device was let out by another one of its seat. */
export const removes = ({ entry: { act } }: Row): boolean => act.type === 'removed'

const goneIn = ({ entry: { act, by } }: Row): { seat: Seat; only: string }[] =>
  act.type === 'removed' && by !== 'haven' ? [{ seat: by, only: act.device }] : []

/** A new device has taken a seat from those that were in it. P44 */
export const reopens = ({ entry: { act } }: Row): boolean =>
  act.type === 'joined' && act.from !== undefined && act.from !== act.seat

/** Answers those who were not stored, and returns those who are judged again because they came second (P21). After a
 *  failed commit nothing is known but the mid, on the next try. P25 */
export const notStored = (items: readonly Item[], outcome: Outcome | 'failed'): (Proposal | Joining)[] =>
  items.flatMap(({ proposal, joining, followers }) => {
    const proposals = [proposal, ...followers.map(follower => follower.proposal)].filter(one => one !== undefined)
    const again = proposals.filter(one => outcome !== 'failed' && one.tries < MAX_TRIES)
    for (const one of proposals)
      if (!again.includes(one)) refuse(one, outcome === 'failed' ? 'cannot-store' : 'overloaded')
    const next: (Proposal | Joining)[] = again.map(one => ({ ...one, tries: one.tries + 1 }))
    if (joining && outcome === 'behind') return [joining, ...next]
    joining?.settle(outcome === 'taken' ? 'taken' : 'failed')
    return next
  })

export const refuse = ({ propose, reply }: Proposal, code: RefusalCode, step: string = propose.step): void =>
  reply.refuse(propose.mid, code, step)

/** P14. Of what is still being stored it is said with its commit. */
export const answerAgain = (
  proposal: Proposal,
  seq: number,
  { first, row }: { first: Item | undefined; row: Row | undefined },
): void => {
  const answer = () => proposal.reply.already(proposal.propose, seq)
  if (!row || !isSame(row, proposal)) refuse(proposal, 'mid-reused')
  else if (first) first.followers.push({ proposal, answer })
  else answer()
}

/** The row that the server itself writes next. `now` in milliseconds. */
export const byHaven = (
  { seq, at, hashes }: Standing,
  { act, epoch }: { act: HavenAct; epoch: number },
  now: number,
): Row => {
  const time = Math.max(at, Math.floor(now / 1000))
  return linked(toBytes(hashes.get(seq)!), { seq: seq + 1, at: time, by: 'haven', epoch, act })
}
