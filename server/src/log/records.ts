import type { AnyEntry, Channel } from '@haven/shared/acts.ts'
import type { Seat } from '@haven/shared/steps.ts'

/** An entry as it is stored: what travels, its place in the chain, and the hash of its box. `box`: its bytes, where they
 *  are at hand. */
export type Row = { entry: AnyEntry; hash: Uint8Array; boxHash?: Uint8Array; box?: Uint8Array }

/** `removed`: its seat was withdrawn; it is still known, so that its holder can be told. */
export type Device = {
  id: string
  seat: Seat
  agreePub: Uint8Array
  signPub: Uint8Array
  since: number
  removed?: true
}

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

/** The secret of an epoch, wrapped to one device. */
export type Wrap = { to: string; box: Uint8Array }
/** A new epoch of a channel: the rows of its commit hold its `rekeyed`. */
export type Rekey = { epoch: number; wraps: readonly Wrap[] }

/** Where the room stands after a commit; without `state` what was kept stays. `forgetAt` in whole seconds; null: kept
 *  until its people close it. */
export type Course = { state?: string; forgetAt: number | null }

/** What one writer adds to one channel in one commit. */
export type Draft = {
  session: string
  channel: Channel
  rows: readonly Row[]
  /** Of the room alone: what is written beside it moves nothing and prolongs nothing. */
  course?: Course
  /** The boxes of these entries go in the same commit. */
  erase: readonly number[]
  claim?: Claim
  rekeys?: readonly Rekey[]
  /** This seat's devices, `but` one that takes their place or `only` one, and its open links are let in no more, from this
   *  commit on. */
  unseat?: { seat: Seat; at: number; but?: string; only?: string }
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
  /** The channels beside the room, each with the hash it begins with. */
  sides: readonly { channel: Channel; hash: Uint8Array }[]
  state: string
  forgetAt: number | null
  created: number
}
