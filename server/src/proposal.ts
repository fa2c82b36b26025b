import { isDeepStrictEqual } from 'node:util'
import { type HavenAct, isBySeat } from '@haven/shared/acts.ts'
import type { RefusalCode } from '@haven/shared/refusal.ts'
import type { Seat } from '@haven/shared/steps.ts'
import type { Propose } from '@haven/shared/wire.ts'
import { sha256, toBytes } from './bytes.ts'
import type { Member } from './judge.ts'
import type { Claim, Rekey, Row } from './log/records.ts'

/** What a proposer hears beside the echo. P27 */
export interface Reply {
  already(said: Pick<Propose, 'mid' | 'channel'>, seq: number): void
  refuse(mid: string, code: RefusalCode, step: string): void
  malformed(): void
}

export type Proposal = { propose: Propose; member: Member; reply: Reply; tries: number }

/** A seat being taken; `settle` hears whether it was stored. */
export type Joining = {
  claim: Claim
  joined: Extract<HavenAct, { type: 'joined' }>
  /** Whose link it was: the seat, and its device. */
  invitedBy: Seat
  giver: string
  settle: (became: 'joined' | 'taken' | 'failed') => void
}

/** A new epoch on its way to the log. */
export type Rekeying = Rekey & {
  share: Uint8Array
  /** Whose device made it, after which entry of the room. */
  device: string
  room: number
  /** It is still for exactly those who read the channel. */
  isFitting(): boolean
}

/** An answer that rests on an entry which is not stored yet, and so waits for its commit. P22 */
export type Follower = { proposal: Proposal; answer: () => void }

/** An entry on its way to the log. */
export type Item = { row: Row; proposal?: Proposal; joining?: Joining; rekeying?: Rekeying; followers: Follower[] }

export const isJoining = (asked: Proposal | Joining): asked is Joining => 'claim' in asked

/** P14: a retry is the same bytes from the same device. */
export const isSame = ({ entry, boxHash }: Row, { propose, member }: Proposal): boolean =>
  isBySeat(entry) &&
  entry.device === member.device &&
  entry.epoch === propose.epoch &&
  entry.step === propose.step &&
  isDeepStrictEqual(entry.act, propose.act) &&
  entry.base.seq === propose.base.seq &&
  toBytes(entry.base.hash).equals(toBytes(propose.base.hash)) &&
  sha256(toBytes(propose.box)).equals(boxHash ?? Buffer.alloc(0))
