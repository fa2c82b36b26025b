/* oxlint-disable no-restricted-imports -- a test helper one folder down, which imports like vault/ itself */
import { newPortableDevice } from '../../seal/device.ts'
import { newId, random, toText } from '../../seal/keys.ts'
import type { Ring } from '../../session/ring.ts'
import type { Couple, StableRing } from '../content.ts'

export const keptOf = (session: string, secret = toText(random(32))): StableRing => ({
  session,
  seat: 'therapist',
  secrets: { room: { 1: secret } },
  invites: [{ seat: 'p1', secret: toText(random(16)) }],
  accepted: [],
  asked: { mode: 'supervised', setting: 'apart', keepDays: 90, therapist: true },
  names: { own: 'Dr. Stein' },
})

/** A ring as it is when a session has just been made. */
export const newRing = async (): Promise<Ring> => ({
  ...keptOf(newId()),
  device: await newPortableDevice(),
  lastVisit: 5,
  outbox: [],
  returned: [],
})

const key = { kty: 'EC', crv: 'P-256', x: 'x', y: 'y', d: 'd' } as const

export const coupleOf = (session: string, facts: Partial<Couple> = {}): Couple => ({
  session,
  alias: 'the ones from Tuesday',
  kind: 'supervised',
  made: 1,
  changed: 1,
  device: { agree: key, sign: key },
  kept: keptOf(session, `secret of ${session}`),
  ...facts,
})
