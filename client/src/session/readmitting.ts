import { whisperOf } from '@haven/shared/channels.ts'
import { isPartner, type Partner } from '@haven/shared/steps.ts'
import { type Capsule, type Invite, linkOf, newInvite, storedInvite } from '../seal/invite.ts'
import { toBytes, toText } from '../seal/keys.ts'
import type { Clock } from './clock.ts'
import { capsuleOf } from './handing.ts'
import { carried } from './refreshing.ts'
import type { GivenInvite, Ring } from './ring.ts'
import type { Shelf } from './shelf.ts'
import type { Threads } from './threads.ts'

/** What is to be done once the server has a link, by the hash of its claim. */
export type Given = Map<string, () => void>

export type Giving = {
  origin: string
  clock: Pick<Clock, 'now' | 'after'>
  shelf: Shelf
  room: Pick<Threads['room'], 'get'>
  given: Given
  send(frame: object): boolean
}

const ANSWER_MS = 10_000

/** A link for a seat that is taken: for one more device where it is the own (P45), else for a device that was lost (P44). */
export const readmit = async (giving: Giving, seat: Partner): Promise<string> => {
  const { origin, clock, shelf, room, given, send } = giving
  const isOwn = seat === shelf.ring.seat
  const invite: Invite = { ...newInvite(shelf.ring.session, seat), ...(isOwn && { isOwn }) }
  const { ring } = shelf
  const own: GivenInvite = {
    seat,
    secret: toText(invite.secret),
    given: clock.now(),
    taken: true,
    carries: carried(ring),
  }
  const frame = await frameOf({ ring, room }, own)
  // Until the server has answered, whoever holds the one before may still come by it.
  await shelf.keep({ invites: [...shelf.ring.invites, own] })
  await new Promise<void>((resolve, reject) => {
    const fail = () => reject(new Error('the server has no such link'))
    given.set(frame.claimHash, resolve)
    if (send(frame)) clock.after(ANSWER_MS, fail)
    else fail()
  }).finally(() => given.delete(frame.claimHash))
  return linkOf(origin, invite)
}

/** Links that may still be opened get what this device has learned since they were given, and carry it from then on. */
export const refresh = async ({ shelf, room, send }: Pick<Giving, 'shelf' | 'room' | 'send'>): Promise<void> => {
  const carries = carried(shelf.ring)
  const { invites } = shelf.ring
  const frames = await Promise.all(invites.map(one => frameOf({ ring: shelf.ring, room }, one)))
  if (!frames.every(frame => send({ ...frame, again: true }))) return
  await shelf.keep({ invites: shelf.ring.invites.map(one => (invites.includes(one) ? { ...one, carries } : one)) })
}

type Known = Pick<Giving, 'room'> & { ring: Ring }

const frameOf = async (known: Known, { seat, secret, taken }: GivenInvite) => {
  const contents = taken && isPartner(seat) ? takenCapsule(known, seat) : capsuleOf(known.ring, seat)
  const stored = await storedInvite({ session: known.ring.session, seat, secret: toBytes(secret) }, contents)
  return { type: 'invite', ...stored, ...(taken && { taken }) }
}

/** With every secret this device holds of what that seat reads, and who came to it first, whose link may have been
 *  somebody else's who is gone. */
const takenCapsule = ({ ring, room }: Known, seat: Partner): Capsule => {
  const { earlier: _, ...capsule } = capsuleOf(ring, seat)
  const { secrets, names, practice } = ring
  if (seat === ring.seat) return { ...capsule, from: seat, secrets, names, ...(practice && { practice }) }
  const { room: talk = {}, [whisperOf(seat)]: whispers } = secrets
  const first = room.get().members?.find(one => one.seat === seat)
  return {
    ...capsule,
    known: [...ring.accepted, ...(first ? [first.device] : [])],
    secrets: { room: talk, ...(whispers && ring.seat === 'therapist' ? { [whisperOf(seat)]: whispers } : {}) },
  }
}
