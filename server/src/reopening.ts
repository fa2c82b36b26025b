import { isIn, isMember, isTaken, type Members } from '@haven/shared/members.ts'
import { Refusal } from '@haven/shared/refusal.ts'
import { mayOpen } from '@haven/shared/reseating.ts'
import type { Seat } from '@haven/shared/steps.ts'
import { CLOSE, LIMITS, type Propose } from '@haven/shared/wire.ts'
import { removes, reopens, unseats } from './batch.ts'
import type { Hub } from './hub.ts'
import type { Row } from './log/records.ts'
import type { Item, Joining } from './proposal.ts'
import type { Standing } from './standing.ts'

/** One commit lets the devices of one seat go. */
const isUnseating = (pending: readonly Item[]): boolean =>
  pending.some(({ row }) => unseats(row) || removes(row) || reopens(row))

export const comeLater = ({ act }: Pick<Propose, 'act'>, pending: readonly Item[]): void => {
  if ((act.type === 'withdrew' || act.type === 'removed') && isUnseating(pending)) throw new Refusal('overloaded')
}

/** What is written of a joining, or why nothing is. P44, P45: of a seat that is taken, whose link it was. */
export const joinedOr = (
  { talk, seq }: Standing,
  { claim, joined, invitedBy: from, giver }: Joining,
  pending: readonly Item[],
): Joining['joined'] | 'taken' | 'failed' => {
  const members = talk?.members ?? []
  if (!isTaken(members, claim.seat)) return joined
  if (!mayOpen(members, claim.seat, from) || !isMember(members, giver)) return 'taken'
  if (from === claim.seat && isCrowded(members, from)) return 'taken'
  return seq >= LIMITS.entries || isUnseating(pending) ? 'failed' : { ...joined, from }
}

const isCrowded = (members: Members, of: Seat): boolean =>
  members.filter(one => one.seat === of && isIn(one)).length >= LIMITS.seatDevices

/** P41, P44: before anything of that commit is told, the devices that it lets go are there no more. */
export const expel = (hub: Hub, session: string, rows: readonly Row[]): void => {
  for (const row of rows) {
    const { act } = row.entry
    if (act.type === 'removed') hub.expel(session, ({ device }) => device === act.device, CLOSE.removed)
    if (act.type !== 'joined' || !reopens(row)) continue
    hub.expel(session, ({ seat, device }) => seat === act.seat && device !== act.device, CLOSE.removed)
  }
}
