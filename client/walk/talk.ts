import type { Session } from '../src/session/scene.ts'
import { openSession } from '../src/session/session.ts'
import { findRing } from '../src/session/held.ts'
import { createTalk, joinTalk } from '../src/session/talks.ts'
import type { Device } from './partner.ts'

type Devices = readonly [Pick<Device, 'parts'>, Pick<Device, 'parts'>]

/** One asks for a talk and the other takes the seat: the session's id. `own`: whether the devices are their own. */
export const beginTalk = async ([one, two]: Devices, name: string, own = false): Promise<string> => {
  const created = await createTalk(one.parts, { name, setting: 'apart', keepDays: 30, own })
  if (created.kind !== 'created') throw new Error(`create: ${created.kind}`)
  const joined = await joinTalk(two.parts, created.link, { name, own })
  if (joined.kind !== 'joined') throw new Error(`join: ${joined.kind}`)
  return created.session
}

export const openHere = async ({ parts }: Pick<Device, 'parts'>, session: string): Promise<Session> => {
  const open = await openSession(parts, session)
  if (!open) throw new Error('no ring of this session')
  return open
}

/** The verified head as the device keeps it. */
export const headOf = async ({ parts }: Pick<Device, 'parts'>, session: string): Promise<string> => {
  const { ring } = (await findRing(parts, session)) ?? {}
  return JSON.stringify(ring?.heads?.room)
}
