import type { Base, Channel } from '@haven/shared/acts.ts'
import type { Partner } from '@haven/shared/steps.ts'
import type { Propose } from '@haven/shared/wire.ts'
import type { Device } from '../seal/device.ts'
import type { Returned, Words } from './scene.ts'

/** An act on its way: the sealed frame, sent byte for byte again until it ends (C7). */
export type Item = { frame: Propose; words?: Words; resealed: number }

/**
 * What one device keeps of one session (protocol.md 2). The share and derived keys are never in it, so nothing
 * on the device opens after erasure. Bytes as base64url, times in milliseconds.
 */
export type Ring = {
  session: string
  seat: Partner
  device: Device
  secrets: Partial<Record<Channel, Record<number, string>>>
  /** A claim that has not been answered yet. */
  joining?: boolean
  /** Secrets of links given out whose seat is not endorsed yet. */
  invites: { seat: Partner; secret: string }[]
  /** Devices of the other seat this one has reason to believe: the inviter's, or endorsed joiners'. */
  accepted: string[]
  /** What entry 1 must say. */
  asked: { setting: 'apart' | 'together'; keepDays: number }
  /** Whose hurt was proposed for this talk when it was begun as the second of two; both still choose. */
  hurt?: Partner
  /** The second talk this one leads to: the seat of this ring, or the partner, is to be heard in it. */
  next?: { hurt: 'mine' | 'partner' }
  names: { own: string; partner?: string }
  lastVisit: number
  /** The last verified entry of the room (C11). */
  head?: Base
  outbox: Item[]
  returned: Returned[]
}
