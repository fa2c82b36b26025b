import type { Channel } from '@haven/shared/acts.ts'
import type { Seat } from '@haven/shared/steps.ts'
import type { Forgetting } from '@haven/shared/wire.ts'
import type { Device, Founding, Invite } from './records.ts'

export type NewInvite = Pick<Invite, 'seat' | 'claimHash' | 'capsule' | 'byDevice' | 'expires'>
export type Wrapped = { channel: Channel; epoch: number; box: Uint8Array }
export type Created = 'created' | 'same' | 'taken' | 'erased'

/** Who may enter: sessions, devices, invites, and what is left of forgotten sessions. Times in whole seconds. */
export interface AccessBook {
  create(founding: Founding): Promise<Created>
  /** The ids of at most `limit` sessions after `after`, in one order that stays; `''` begins. */
  sessions(after: string, limit: number): Promise<string[]>
  /** The seats that asked to forget this session; undefined for a session that is not here. */
  forgetting(session: string): Promise<Forgetting | undefined>
  /** Due like its retention date, whatever is said meanwhile. */
  askToForget(session: string, forgetting: Forgetting): Promise<void>
  /** Those whose seat was withdrawn too. */
  device(session: string, id: string): Promise<Device | undefined>
  /** Those that may enter. */
  devices(session: string): Promise<Device[]>
  /** What was wrapped to a device that may enter. */
  wraps(session: string, device: string): Promise<Wrapped[]>
  invites(session: string): Promise<Invite[]>
  /** False if that seat has no unclaimed invite. */
  replaceInvite(session: string, invite: NewInvite): Promise<boolean>
  /** For a seat that is taken; another unclaimed one for it by the same device is over. */
  addInvite(session: string, invite: NewInvite): Promise<void>
  countTriedAgain(session: string, seat: Seat): Promise<void>
  /** At the claimer's first log-in. */
  dropCapsule(session: string, claimedBy: string): Promise<void>
  /** Capsules claimed before `claimedBefore`, and those of links expired by `now`. */
  dropCapsules(claimedBefore: number, now: number): Promise<void>
  /** From now on due, whatever happens next. */
  markDue(session: string, now: number): Promise<void>
  due(now: number): Promise<string[]>
  /** Every row of the session goes; a tombstone stays. */
  forget(session: string, now: number): Promise<void>
  isErased(session: string): Promise<boolean>
  dropTombstones(before: number): Promise<void>
}
