import type { Partner } from '@haven/shared/steps.ts'
import { isPartner, otherOf } from '@haven/shared/steps.ts'
import { type Device, newDevice } from '../seal/device.ts'
import {
  type Capsule,
  claimSeat,
  type Invite,
  linkOf,
  newInvite,
  openCapsule,
  readLink,
  storedInvite,
} from '../seal/invite.ts'
import { newId, random, toText } from '../seal/keys.ts'
import { type Answer, postClaim, postSession } from './api.ts'
import type { Keyring, RingName } from './keyring.ts'
import type { Parts } from './parts.ts'
import type { Ring } from './ring.ts'

type Failed = Exclude<Answer<never>, { kind: 'ok' }>
export type Created = { kind: 'created'; session: string; seat: Partner; link: string } | Failed
export type JoinedTalk = { kind: 'joined'; session: string; seat: Partner } | { kind: 'broken' } | Failed

/** What a link says before anything is claimed. `here`: seats of that session this device already holds. */
export type Preview = { session: string; seat: Partner; here: Partner[] }
export type TalkRow = { session: string; seat: Partner; partner?: string; lastVisit: number }

type Asked = { name: string; setting: 'apart' | 'together'; keepDays: number; own?: boolean; hurt?: Partner }

/** What a second talk begins with: the first one's name and whose turn it is to be heard. */
export type Second = { name: string; hurt: Partner }

/** Opens a session as p1 and gives the link for p2. C1: the keys are kept before the request that makes them matter. */
export const createTalk = async (
  parts: Parts,
  { name, setting, keepDays, own = true, hurt }: Asked,
): Promise<Created> => {
  const device = await newDevice()
  const invite = newInvite(newId(), 'p2')
  const ring: Ring = {
    ...blank(invite.session, 'p1', device),
    secrets: { room: { 1: toText(random(32)) } },
    invites: [{ seat: 'p2', secret: toText(invite.secret) }],
    asked: { setting, keepDays },
    names: { own: name },
    lastVisit: parts.clock.now(),
    ...(hurt ? { hurt } : {}),
  }
  const keyring = keyringOf(parts, own)
  await keyring.write(ring)
  const answer = await postSession(parts, {
    session: ring.session,
    mode: 'couple',
    setting,
    seat: 'p1',
    device: publicKeys(device),
    invites: [await storedInvite(invite, capsuleOf(ring))],
    keepDays,
  })
  if (answer.kind === 'ok')
    return { kind: 'created', session: ring.session, seat: 'p1', link: linkOf(parts.origin, invite) }
  await keyring.forget(ring)
  return answer
}

/** Reads a link and claims nothing. `undefined`: it is no invite to a partner's seat. */
export const previewInvite = async (parts: Parts, href: string): Promise<Preview | undefined> => {
  const invite = readLink(href)
  if (!invite || !isPartner(invite.seat)) return undefined
  const here = (await ringsOf(parts)).filter(ring => ring.session === invite.session && !ring.joining)
  return { session: invite.session, seat: invite.seat, here: here.map(ring => ring.seat) }
}

/** Takes the seat the link offers (C1). Asked again after a lost answer it claims with the same device, own or shared. */
export const joinTalk = async (
  parts: Parts,
  href: string,
  { name, own }: { name: string; own: boolean },
): Promise<JoinedTalk> => {
  const invite = readLink(href)
  if (!invite || !isPartner(invite.seat)) return { kind: 'unknown' }
  const seat: RingName = { session: invite.session, seat: invite.seat }
  const here = (await ringsOf(parts)).filter(ring => isNamed(ring, seat))
  if (here.some(ring => !ring.joining)) return { kind: 'joined', ...seat }
  const [before] = here
  const keyring = keyringOf(parts, own)
  const ring: Ring = {
    ...(before ?? blank(seat.session, seat.seat, await newDevice())),
    joining: true,
    names: { own: name },
  }
  await keyring.write(ring)
  if (before) await keyringOf(parts, !own).forget(seat)
  return claim(parts, { keyring, ring, invite })
}

/** The ring of a session on this device, the shared form first. */
export const findRing = async (
  { keyrings }: Parts,
  session: string,
  seat?: Partner,
): Promise<{ keyring: Keyring; ring: Ring } | undefined> => {
  for (const keyring of [keyrings.shared, keyrings.own]) {
    const rings = (await keyring.list()).filter(ring => ring.session === session && !ring.joining)
    const ring = rings.sort(latestFirst).find(one => seat === undefined || one.seat === seat)
    if (ring) return { keyring, ring }
  }
  return undefined
}

/** For "Go on with …": the last visited first. */
export const listTalks = async (parts: Parts): Promise<TalkRow[]> =>
  (await ringsOf(parts))
    .filter(ring => !ring.joining)
    .sort(latestFirst)
    .map(({ session, seat, names: { partner }, lastVisit }) => ({
      session,
      seat,
      lastVisit,
      ...(partner === undefined ? {} : { partner }),
    }))

/** The second talk that was asked for last on this device. The creator of a talk sits as p1. */
export const readSecond = async (parts: Parts): Promise<Second | undefined> => {
  const first = (await ringsOf(parts)).sort(latestFirst).find(ring => ring.next)
  return first?.next && { name: first.names.own, hurt: first.next.hurt === 'mine' ? 'p1' : 'p2' }
}

/** What the inviter tells the newcomer. */
export const capsuleOf = ({ secrets, device, names, asked, hurt }: Ring): Capsule => {
  const [epoch, secret] = Object.entries(secrets.room ?? {}).at(-1) ?? []
  if (!epoch || !secret) throw new Error('no secret to hand on')
  return {
    secret,
    epoch: Number(epoch),
    inviter: device.id,
    ...publicKeys(device),
    name: names.own,
    ...asked,
    ...(hurt ? { hurt } : {}),
  }
}

type Claiming = { keyring: Keyring; ring: Ring; invite: Invite }

const claim = async (parts: Parts, { keyring, ring, invite }: Claiming): Promise<JoinedTalk> => {
  const { session, seat, device } = ring
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
  if (!capsule) return { kind: 'broken' }
  const { joining: _, ...rest } = ring
  await keyring.write({
    ...rest,
    secrets: { room: { [capsule.epoch]: capsule.secret } },
    accepted: [capsule.inviter],
    asked: { setting: capsule.setting, keepDays: capsule.keepDays },
    ...(capsule.hurt ? { hurt: capsule.hurt } : {}),
    names: { ...ring.names, partner: capsule.name },
    lastVisit: parts.clock.now(),
  })
  return { kind: 'joined', session, seat }
}

const blank = (session: string, seat: Partner, device: Device): Ring => ({
  session,
  seat,
  device,
  secrets: {},
  invites: [],
  accepted: [],
  asked: { setting: 'apart', keepDays: 0 },
  names: { own: '' },
  lastVisit: 0,
  outbox: [],
  returned: [],
})

const publicKeys = ({ agreePub, signPub }: Device) => ({ agreePub: toText(agreePub), signPub: toText(signPub) })
const keyringOf = ({ keyrings }: Parts, own: boolean) => (own ? keyrings.own : keyrings.shared)
const ringsOf = async ({ keyrings }: Parts) => [...(await keyrings.shared.list()), ...(await keyrings.own.list())]
const isNamed = (ring: Ring, { session, seat }: RingName) => ring.session === session && ring.seat === seat
const latestFirst = (a: Ring, b: Ring) => b.lastVisit - a.lastVisit

/** A fresh link for the other seat, and what the server may hold of it. */
export const inviteAgain = async (
  ring: Ring,
): Promise<{ invite: Invite; stored: Awaited<ReturnType<typeof storedInvite>> }> => {
  const invite = newInvite(ring.session, otherOf(ring.seat))
  return { invite, stored: await storedInvite(invite, capsuleOf(ring)) }
}
