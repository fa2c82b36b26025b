import { isTaken, reopenerOf } from '@haven/shared/members.ts'
import { Refusal } from '@haven/shared/refusal.ts'
import { CLOSE, LIMITS, type Propose } from '@haven/shared/wire.ts'
import { reopens, unseats } from './batch.ts'
import type { Hub } from './hub.ts'
import type { Row } from './log/records.ts'
import type { Item, Joining } from './proposal.ts'
import type { Standing } from './standing.ts'

/** One commit lets the devices of one seat go. */
const isUnseating = (pending: readonly Item[]): boolean => pending.some(({ row }) => unseats(row) || reopens(row))

export const comeLater = ({ act }: Pick<Propose, 'act'>, pending: readonly Item[]): void => {
  if (act.type === 'withdrew' && isUnseating(pending)) throw new Refusal('overloaded')
}

/** What is written of a joining, or why nothing is. P44: a seat that is taken has the `from` of who may open it anew. */
export const joinedOr = (
  { talk, seq }: Standing,
  { claim, joined, invitedBy: from }: Joining,
  pending: readonly Item[],
): Joining['joined'] | 'taken' | 'failed' => {
  const members = talk?.members ?? []
  if (!isTaken(members, claim.seat)) return joined
  if (reopenerOf(members, claim.seat) !== from) return 'taken'
  return seq >= LIMITS.entries || isUnseating(pending) ? 'failed' : { ...joined, from }
}

/** P44: before anything of that commit is told, the devices that were there before are there no more. */
export const expel = (hub: Hub, session: string, rows: readonly Row[]): void => {
  for (const { entry } of rows) {
    const { act } = entry
    if (act.type !== 'joined' || !act.from) continue
    hub.expel(session, ({ seat, device }) => seat === act.seat && device !== act.device, CLOSE.removed)
  }
}
