import type { Base, Channel } from '@haven/shared/acts.ts'
import type { Partner, Seat } from '@haven/shared/steps.ts'
import type { Propose } from '@haven/shared/wire.ts'
import type { Device } from '../seal/device.ts'
import type { Mode, Practice, WhisperPolicy } from '../seal/invite.ts'
import type { AnyReturned, Names, SideWords } from './scene.ts'

/** An act on its way: the sealed frame, sent byte for byte again until it ends (C7). */
export type Item = { frame: Propose; words?: SideWords; resealed: number }

/**
 * What one device keeps of one session (protocol.md 2). The share and derived keys are never in it, so nothing
 * on the device opens after erasure. Bytes as base64url, times in milliseconds.
 */
export type Ring = {
  session: string
  seat: Seat
  device: Device
  secrets: Partial<Record<Channel, Record<number, string>>>
  /** A claim that has not been answered yet. */
  joining?: boolean
  /** Secrets of links given out whose seat is not endorsed yet. */
  invites: GivenInvite[]
  /** Devices of other seats this one has reason to believe: the inviter's, or endorsed joiners'. */
  accepted: string[]
  /** Whose link this device came by, the seat's own too; absent where it began the talk. */
  invitedBy?: Seat
  /** What entry 1 must say. */
  asked: Asked
  /** What whispers are for; where it is absent no therapist has a seat. */
  policy?: WhisperPolicy
  practice?: Practice
  /** Whose hurt was proposed for this talk when it was begun as the second of two; both still choose. */
  hurt?: Partner
  /** The second talk this one leads to: the seat of this ring, or the partner, is to be heard in it. */
  next?: { hurt: 'mine' | 'partner' }
  names: Names
  lastVisit: number
  /** When the talk goes if nothing more happens in it, in seconds, as this device saw it last; absent while it stays. */
  until?: number | undefined
  /** The last verified entry of each channel (C11). */
  heads?: Partial<Record<Channel, Base>>
  outbox: Item[]
  returned: AnyReturned[]
}

/**
 * `given`: when the server had it; absent while that is not known, and in a ring from before it was kept. `taken`: for a
 * seat that was taken. `carries`: how many secrets this device had then; absent: one of each
 * channel.
 */
export type GivenInvite = { seat: Seat; secret: string; given?: number; taken?: true; carries?: number }

export type Asked = { mode: Mode; setting: 'apart' | 'together'; keepDays: number; therapist: boolean }

/** A ring as it may lie on a device: `head` and the shorter `asked` are from before talks had more than one channel. */
export type KeptRing = Omit<Ring, 'asked'> & {
  asked: Omit<Asked, 'mode' | 'therapist'> & Partial<Asked>
  head?: Base
}

/** A ring of any age as it is now. */
export const readRing = ({ head, asked, ...rest }: KeptRing): Ring => ({
  ...rest,
  asked: { mode: 'couple', therapist: false, ...asked },
  ...(head && !rest.heads ? { heads: { room: head } } : {}),
})
