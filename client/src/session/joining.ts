import { whisperOf } from '@haven/shared/channels.ts'
import { isPartner, otherOf, type Partner, type Seat } from '@haven/shared/steps.ts'
import { type Device, newDevice, newPortableDevice } from '../seal/device.ts'
import { type Capsule, claimSeat, type Invite, openCapsule, readLink } from '../seal/invite.ts'
import { postClaim } from './api.ts'
import { blank, type Failed, newSecrets } from './creating.ts'
import { ownChannelOf, publicKeys } from './handing.ts'
import type { Keyring } from './keyring.ts'
import type { Parts } from './parts.ts'
import type { Ring } from './ring.ts'
import { nameKeyOf } from './showing.ts'

type Taken<Of extends Seat> = { kind: 'joined'; session: string; seat: Of } | { kind: 'broken' } | Failed
export type JoinedTalk = Taken<Partner>
export type JoinedAsTherapist = Taken<'therapist'>

/** Takes the seat the link offers (C1). Asked again after a lost answer it claims with the same device, own or shared. */
export const joinTalk = async (
  parts: Parts,
  href: string,
  { name, own }: { name: string; own: boolean },
): Promise<JoinedTalk> => {
  const invite = readLink(href)
  if (!invite || !isPartner(invite.seat)) return { kind: 'unknown' }
  const { own: mine, shared } = parts.keyrings
  const [keyring, other] = own ? [mine, shared] : [shared, mine]
  return take(parts, { invite: { ...invite, seat: invite.seat }, keyring, other, name, makeDevice: newDevice })
}

/**
 * As `joinTalk`, for the seat of a therapist whom a partner has asked: the keys are kept in `keyring`, and may travel.
 * Nobody has whispers then; the secret of the notes is made here.
 */
export const joinAsTherapist = async (
  parts: Parts,
  keyring: Keyring,
  href: string,
  { name }: { name: string },
): Promise<JoinedAsTherapist> => {
  const invite = readLink(href)
  if (invite?.seat !== 'therapist') return { kind: 'unknown' }
  return take(parts, { invite: { ...invite, seat: invite.seat }, keyring, name, makeDevice: newPortableDevice })
}

type Taking<Of extends Seat> = {
  invite: Invite & { seat: Of }
  keyring: Keyring
  /** Where a claim may have been begun before. */
  other?: Keyring
  name: string
  makeDevice(): Promise<Device>
}

const take = async <Of extends Seat>(parts: Parts, taking: Taking<Of>): Promise<Taken<Of>> => {
  const { invite, keyring, other, name, makeDevice } = taking
  const seat = { session: invite.session, seat: invite.seat }
  const known = [await keyring.read(seat), await other?.read(seat)].filter(ring => ring !== undefined)
  if (known.some(ring => !ring.joining)) return { kind: 'joined', ...seat }
  const [before] = known
  const ring: Ring = {
    ...(before ?? blank(seat.session, seat.seat, await makeDevice())),
    joining: true,
    names: { own: name },
  }
  await keyring.write(ring)
  if (before) await other?.forget(seat)
  return claim(parts, { keyring, ring, invite })
}

type Claiming<Of extends Seat> = { keyring: Keyring; ring: Ring; invite: Invite & { seat: Of } }

const claim = async <Of extends Seat>(parts: Parts, { keyring, ring, invite }: Claiming<Of>): Promise<Taken<Of>> => {
  const { session, seat } = invite
  const { device } = ring
  const answer = await postClaim(parts, {
    session,
    seat,
    device: publicKeys(device),
    ...(await claimSeat(invite, device.id)),
  })
  if (answer.kind !== 'ok') {
    if (answer.kind !== 'offline' && answer.kind !== 'slowDown') await keyring.forget(ring)
    return answer
  }
  const capsule = await openCapsule(invite, answer.body.capsule).catch(() => undefined)
  // What the page said of this link was true: it is from the seat itself, or it is not.
  if (!capsule || (capsule.from === seat) !== (invite.isOwn ?? false)) return { kind: 'broken' }
  const { joining: _, ...rest } = ring
  await keyring.write({ ...rest, ...learnt(ring, capsule), lastVisit: parts.clock.now() })
  return { kind: 'joined', session, seat }
}

/** What a newcomer has from the capsule. */
const learnt = ({ seat, names }: Ring, capsule: Capsule): Partial<Ring> => {
  const { inviter, mode, setting, keepDays, therapist, policy, practice, hurt, name } = capsule
  const from = capsule.from ?? (isPartner(seat) ? otherOf(seat) : 'p1')
  return {
    secrets: secretsOf(seat, capsule),
    accepted: [inviter, ...(capsule.known ?? [])],
    invitedBy: from,
    asked: { mode, setting, keepDays, therapist },
    ...(policy ? { policy } : {}),
    ...(practice ? { practice } : {}),
    ...(hurt ? { hurt } : {}),
    names: capsule.names ?? { ...names, [nameKeyOf(from, seat)]: name },
  }
}

/** A link that does not say whose it is belongs to a talk from before there was anything beside the room. */
const secretsOf = (seat: Seat, { secret, secrets, earlier, epoch, whisper, from }: Capsule): Ring['secrets'] => {
  if (secrets && isPartner(seat)) return { ...lostOf(seat), ...secrets }
  return {
    room: { ...earlier, [epoch]: secret },
    ...(whisper && isPartner(seat) ? { [whisperOf(seat)]: { 1: whisper } } : {}),
    ...(from ? newSecrets([ownChannelOf(seat)]) : {}),
  }
}

/** Of a seat that was taken, what a lost device alone had is lost: this one makes the next secret itself. */
const lostOf = (seat: Partner): Ring['secrets'] => ({ [whisperOf(seat)]: {}, [ownChannelOf(seat)]: {} })
