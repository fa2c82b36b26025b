import type { Channel } from '@haven/shared/acts.ts'
import type { Seat } from '@haven/shared/steps.ts'
import type { Device } from '../seal/device.ts'
import { linkOf, newInvite, storedInvite } from '../seal/invite.ts'
import { random, toText } from '../seal/keys.ts'
import { type Answer, postSession } from './api.ts'
import { capsuleOf, publicKeys } from './handing.ts'
import type { Keyring } from './keyring.ts'
import type { Parts } from './parts.ts'
import type { Ring } from './ring.ts'

export type Failed = Exclude<Answer<never>, { kind: 'ok' }>

/** A ring that knows of nothing yet. */
export const blank = (session: string, seat: Seat, device: Device): Ring => ({
  session,
  seat,
  device,
  secrets: {},
  invites: [],
  accepted: [],
  asked: { mode: 'couple', setting: 'apart', keepDays: 0, therapist: false },
  names: { own: '' },
  lastVisit: 0,
  outbox: [],
  returned: [],
})

/** A fresh secret of epoch 1 for each of these channels. */
export const newSecrets = (channels: readonly Channel[]): Ring['secrets'] =>
  Object.fromEntries(channels.map(channel => [channel, { 1: toText(random(32)) }]))

/** Asks for the talk of a ring, with a link for each of `seats`. C1: the keys are kept before, and gone after a no. */
export const openTalk = async (
  parts: Parts,
  keyring: Keyring,
  { ring: first, seats }: { ring: Ring; seats: readonly Seat[] },
): Promise<{ kind: 'opened'; links: Partial<Record<Seat, string>> } | Failed> => {
  const invites = seats.map(seat => newInvite(first.session, seat))
  const given = parts.clock.now()
  const ring: Ring = { ...first, invites: invites.map(({ seat, secret }) => ({ seat, secret: toText(secret), given })) }
  await keyring.write(ring)
  const { mode, setting, keepDays } = ring.asked
  const answer = await postSession(parts, {
    session: ring.session,
    mode,
    setting,
    seat: ring.seat,
    device: publicKeys(ring.device),
    invites: await Promise.all(invites.map(invite => storedInvite(invite, capsuleOf(ring, invite.seat)))),
    keepDays,
  })
  if (answer.kind === 'ok')
    return { kind: 'opened', links: Object.fromEntries(invites.map(one => [one.seat, linkOf(parts.origin, one)])) }
  await keyring.forget(ring)
  return answer
}
