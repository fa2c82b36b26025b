import type { Channel } from '@haven/shared/acts.ts'
import type { Seat } from '@haven/shared/steps.ts'
import type { Forgetting } from '@haven/shared/wire.ts'
import type { Device, Invite, Row, Wrap } from './records.ts'

/** `genesis`: the hash before entry 1, where there need not be one. */
export type Log = { epoch: number; genesis?: Uint8Array; rows: Row[]; wraps: (Wrap & { epoch: number })[] }
export type Session = {
  bodyHash: Uint8Array
  script: number
  state: string
  forgetAt: number | null
  forgetting: Forgetting
  channels: Map<Channel, Log>
  devices: Map<string, Device>
  removed: Set<string>
  invites: Invite[]
}
export type Tables = { sessions: Map<string, Session>; erased: Map<string, number> }

export const isOpen = (invite: Invite, seat: Seat): boolean => invite.seat === seat && invite.claimedAt === null
export const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0
