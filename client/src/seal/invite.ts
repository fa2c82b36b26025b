import type { Channel } from '@haven/shared/acts.ts'
import type { Seat } from '@haven/shared/steps.ts'
import { deviceId } from './device.ts'
import {
  AES,
  bind,
  type Bytes,
  decrypt,
  deriveBits,
  deriveKey,
  encrypt,
  fromUtf8,
  LABEL,
  MAC,
  random,
  sha,
  toBytes,
  toText,
  utf8,
} from './keys.ts'

const { subtle } = globalThis.crypto

/** What a link says. The secret is 16 bytes and is worth nothing once claimed. `isOwn`: it is for one more device of whoever
 *  made it. */
export type Invite = { session: string; seat: Seat; secret: Bytes; isOwn?: true }

export type Mode = 'couple' | 'supervised' | 'practice'

/** What a partner and the therapist may whisper about, agreed to before anything is said. */
export type WhisperPolicy = 'none' | 'safety-only' | 'limited-secrets'

export type Part = 'injured' | 'injuring'

/** What is practised: a card by its id, or `own`, a small real hurt. `plays`: this partner's part; the therapist has p1's. */
export type Practice = { card: string; plays?: Part; p1?: Part }

/** What the inviter tells the newcomer, sealed under the link's secret. Bytes as base64url. */
export type Capsule = {
  secret: string
  epoch: number
  inviter: string
  agreePub: string
  signPub: string
  name: string
  /** The inviter's seat; absent where the talk is from before there was anything beside the room. */
  from?: Seat
  mode: Mode
  therapist: boolean
  keepDays: number
  setting: 'apart' | 'together'
  policy?: WhisperPolicy
  practice?: Practice
  /** The secret of this partner's own whisper. */
  whisper?: string
  /** Devices that the inviter believes, from earlier ones of any seat on. */
  known?: string[]
  /** For one more device of the same seat: what it calls them all. */
  names?: { own: string; partner?: string; therapist?: string }
  /** Of a room that had other secrets before, for a partner: by epoch. */
  earlier?: Record<number, string>
  /** For a seat that is taken: what its inviter holds of what it may read, by channel and epoch. */
  secrets?: Partial<Record<Channel, Record<number, string>>>
  /** Whose hurt a second talk is meant for. */
  hurt?: 'p1' | 'p2'
}

/** What the server may hold of an invite. */
export type StoredInvite = { seat: Seat; claimHash: string; capsule: string }

export const newInvite = (session: string, seat: Seat): Invite => ({ session, seat, secret: random(16) })

export const linkOf = (origin: string, { session, seat, secret, isOwn }: Invite): string =>
  `${origin}/join#${isOwn ? 2 : 1}.${session}.${seat}.${toText(secret)}`

/** Takes exactly four fields and forgives what a mailer or a full stop hung on the end. */
export const readLink = (href: string): Invite | undefined => {
  const [, kind, session, seat, secret] =
    /#([12])\.([\w-]{22})\.(p1|p2|therapist)\.([\w-]{22})(?![\w-])/.exec(href) ?? []
  if (!session || !secret) return undefined
  return { session, seat: seat as Seat, secret: toBytes(secret), ...(kind === '2' && { isOwn: true as const }) }
}

/** The server learns the hash of the claim and a capsule it cannot open. */
export const storedInvite = async (invite: Invite, contents: Capsule): Promise<StoredInvite> => {
  const { claim, wrap } = await keysOf(invite)
  const capsule = await encrypt(wrap, capsuleBound(invite), utf8(JSON.stringify(contents)))
  return { seat: invite.seat, claimHash: toText(await sha(claim)), capsule: toText(capsule) }
}

/** What a newcomer sends: the claim opens the door, the MAC lets the inviter see that no key was swapped. */
export const claimSeat = async (invite: Invite, device: string): Promise<{ claim: string; joinMac: string }> => {
  const { claim, join } = await keysOf(invite)
  const mac = await subtle.sign('HMAC', join, joinBound(invite, device))
  return { claim: toText(claim), joinMac: toText(new Uint8Array(mac)) }
}

/** Throws when the capsule is not for this link, or names an inviter whose keys do not fit its id. */
export const openCapsule = async (invite: Invite, capsule: string): Promise<Capsule> => {
  const { wrap } = await keysOf(invite)
  const opened = JSON.parse(fromUtf8(await decrypt(wrap, capsuleBound(invite), toBytes(capsule)))) as KeptCapsule
  if ((await deviceId(toBytes(opened.agreePub), toBytes(opened.signPub))) !== opened.inviter)
    throw new Error('the capsule names keys that are not the inviter’s')
  return { mode: 'couple', therapist: false, ...opened }
}

/** A link given before there were other modes says neither. */
type KeptCapsule = Omit<Capsule, 'mode' | 'therapist'> & Partial<Capsule>

/** Whether the device that joined holds the secret of this invite. */
export const isEndorsable = async (invite: Invite, device: string, joinMac: string): Promise<boolean> => {
  const { join } = await keysOf(invite)
  return subtle.verify('HMAC', join, toBytes(joinMac), joinBound(invite, device))
}

const capsuleBound = ({ session, seat }: Invite) => bind(`${LABEL}/capsule`, session, seat)
const joinBound = ({ session, seat }: Invite, device: string) => bind(`${LABEL}/join`, session, seat, device)

const keysOf = async ({ session, seat, secret }: Invite) => {
  const salt = utf8(session)
  const label = (purpose: string) => [`${LABEL}/invite`, seat, purpose]
  const [claim, wrap, join] = await Promise.all([
    deriveBits(secret, salt, label('claim')),
    deriveKey(secret, salt, label('wrap'), AES),
    deriveKey(secret, salt, label('join'), MAC),
  ])
  return { claim, wrap, join }
}
