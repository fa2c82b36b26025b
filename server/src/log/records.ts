import type { Channel, Entry } from '@haven/shared/acts.ts'
import type { Seat } from '@haven/shared/steps.ts'

/** An entry as it is stored: what travels, its place in the chain, and the hash of its box. */
export type Row = { entry: Entry; hash: Uint8Array; boxHash?: Uint8Array }

export type Device = { id: string; seat: Seat; agreePub: Uint8Array; signPub: Uint8Array; since: number }

/** Times in whole seconds. The capsule goes when it is no longer needed; the row stays to say the link is used. */
export type Invite = {
  seat: Seat
  claimHash: Uint8Array
  capsule: Uint8Array | null
  byDevice: string
  expires: number
  claimedAt: number | null
  claimedBy: string | null
  triedAgain: number
}

/** Taking a seat: stored with its `joined` entry or not at all. */
export type Claim = { seat: Seat; claimHash: Uint8Array; device: Device; at: number }

/** What one writer adds to one channel in one commit, together with where the machine stands afterwards. */
export type Draft = {
  session: string
  channel: Channel
  rows: readonly Row[]
  state: string
  /** Whole seconds; null: kept until its people close it. */
  forgetAt: number | null
  /** The boxes of these entries go in the same commit. */
  erase: readonly number[]
  claim?: Claim
}

/** A new session, all of it in one commit. `bodyHash` tells a repeated request from another one. */
export type Founding = {
  session: string
  bodyHash: Uint8Array
  mode: string
  script: number
  device: Device
  invites: readonly Pick<Invite, 'seat' | 'claimHash' | 'capsule' | 'expires'>[]
  rows: readonly Row[]
  state: string
  forgetAt: number | null
  created: number
}
