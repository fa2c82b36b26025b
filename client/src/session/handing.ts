import type { Channel } from '@haven/shared/acts.ts'
import { privateOf, whisperOf } from '@haven/shared/channels.ts'
import { isPartner, type Seat } from '@haven/shared/steps.ts'
import type { Device } from '../seal/device.ts'
import { type Capsule, type Invite, newInvite, type Practice, type StoredInvite, storedInvite } from '../seal/invite.ts'
import { toText } from '../seal/keys.ts'
import type { Ring } from './ring.ts'

/** What the inviter tells the newcomer on `seat`: never another partner's whisper, nor a whisper to a therapist. */
export const capsuleOf = (ring: Ring, seat: Seat): Capsule => {
  const { secrets, device, names, asked, hurt } = ring
  const [epoch, secret] = Object.entries(secrets.room ?? {}).at(-1) ?? []
  if (!epoch || !secret) throw new Error('no secret to hand on')
  return {
    secret,
    epoch: Number(epoch),
    inviter: device.id,
    ...publicKeys(device),
    name: names.own,
    known: ring.accepted,
    ...(secrets[ownChannelOf(ring.seat)] ? { from: ring.seat } : {}),
    ...asked,
    ...earlierOf(secrets, seat, epoch),
    ...supervisionOf(ring, seat),
    ...(hurt ? { hurt } : {}),
  }
}

/** A partner reads the room from its beginning, a therapist from when they come. */
const earlierOf = ({ room = {} }: Ring['secrets'], seat: Seat, last: string): Pick<Capsule, 'earlier'> => {
  const { [Number(last)]: _, ...earlier } = room
  return isPartner(seat) && Object.keys(earlier).length > 0 ? { earlier } : {}
}

/** The channel that is read by one seat alone; a talk from before there was anything beside the room has none. */
export const ownChannelOf = (seat: Seat): Channel => (isPartner(seat) ? privateOf(seat) : 'notes')

const supervisionOf = ({ secrets, policy, practice }: Ring, seat: Seat): Partial<Capsule> => {
  const whisper = isPartner(seat) ? Object.values(secrets[whisperOf(seat)] ?? {}).at(-1) : undefined
  return {
    ...(policy ? { policy } : {}),
    ...(practice ? { practice: practiceOf(practice, seat) } : {}),
    ...(whisper ? { whisper } : {}),
  }
}

/** A practice as one seat knows it: a partner has the own part alone. */
const practiceOf = ({ card, p1 }: Practice, seat: Seat): Practice => {
  if (!p1 || !isPartner(seat)) return { card }
  const other = p1 === 'injured' ? 'injuring' : 'injured'
  return { card, plays: seat === 'p1' ? p1 : other }
}

/** A fresh link for a seat, and what the server may hold of it. */
export const inviteAgain = async (ring: Ring, seat: Seat): Promise<{ invite: Invite; stored: StoredInvite }> => {
  const invite = newInvite(ring.session, seat)
  return { invite, stored: await storedInvite(invite, capsuleOf(ring, seat)) }
}

export const publicKeys = ({ agreePub, signPub }: Device) => ({
  agreePub: toText(agreePub),
  signPub: toText(signPub),
})
