import { whisperOf } from '@haven/shared/channels.ts'
import type { Partner, Seat } from '@haven/shared/steps.ts'
import { newHash, newId, newTestDevice, type TestDevice } from './device.ts'
import { CAPSULE, enter, hashOf, type House } from './house.ts'
import type { Sock } from './sock.ts'

/** A session a therapist has opened for two, with the three who belong there. */
export type Supervised = {
  house: House
  session: string
  devices: Record<Seat, TestDevice>
  claims: Record<Partner, string>
}

export const openSupervised = async (house: House, changes: Record<string, unknown> = {}): Promise<Supervised> => {
  const [p1, p2, therapist] = [await newTestDevice(), await newTestDevice(), await newTestDevice()]
  const supervised = {
    house,
    session: newId(),
    devices: { p1, p2, therapist },
    claims: { p1: newHash(), p2: newHash() },
  }
  const { status } = await house.post('/api/sessions', { ...supervisedBody(supervised), ...changes })
  if (status !== 201) throw new Error(`not created: ${status}`)
  return supervised
}

export const supervisedBody = ({ session, devices, claims }: Omit<Supervised, 'house'>) => ({
  session,
  mode: 'supervised',
  setting: 'apart',
  seat: 'therapist',
  device: devices.therapist.keys,
  invites: (['p1', 'p2'] as const).map(seat => ({ seat, claimHash: hashOf(claims[seat]), capsule: CAPSULE })),
  keepDays: 90,
})

export const claimSeat = ({ house, session, devices, claims }: Supervised, seat: Partner) =>
  house.post('/api/claims', { session, seat, claim: claims[seat], device: devices[seat].keys, joinMac: claims[seat] })

/** All three there, both partners vouched for. */
export const allThere = async (house: House, changes: Record<string, unknown> = {}) => {
  const supervised = await openSupervised(house, changes)
  for (const seat of ['p1', 'p2'] as const)
    if ((await claimSeat(supervised, seat)).status !== 200) throw new Error(`${seat} not joined`)
  const { devices } = supervised
  const [p1, p2, therapist] = [
    await enter(supervised, devices.p1),
    await enter(supervised, devices.p2),
    await enter(supervised, devices.therapist),
  ]
  const socks: Record<Seat, Sock> = { p1, p2, therapist }
  await therapist.until(() => therapist.entries.length >= 4)
  for (const seat of ['p1', 'p2'] as const) await therapist.does({ type: 'endorsed', device: devices[seat].id }, '')
  for (const sock of Object.values(socks)) await sock.until(() => sock.entries.length >= 6)
  return { ...supervised, socks }
}

export const whisper = (sock: Sock, partner: Partner) => sock.beside(whisperOf(partner), { type: 'whispered' })
