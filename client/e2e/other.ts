import type { Act } from '@haven/shared/acts.ts'
import { placeOf } from '@haven/shared/replay.ts'
import type { Place } from '@haven/shared/steps.ts'
import { findRing } from '../src/session/held.ts'
import type { Ring } from '../src/session/ring.ts'
import type { Session, Words } from '../src/session/scene.ts'
import { joinTalk } from '../src/session/talks.ts'
import { type Device, newDevice, until } from '../walk/partner.ts'
import { consent } from '../walk/table.ts'
import { openHere } from '../walk/talk.ts'

/** The other partner, without a page: says what they like, of any shape, and shows what their device knows. */
export type Other = {
  session: Session
  /** Every frame as it came. */
  heard: string[]
  ring(): Promise<Ring>
  /** Waits until the talk stands there, and resolves when it is stored. */
  does(place: Place, act: Act, words?: Words): Promise<void>
  close(): void
}

export const joinAsOther = async (origin: string, link: string, name: string): Promise<Other> => {
  const heard: string[] = []
  const device = newDevice(origin, frame => heard.push(frame))
  const joined = await joinTalk(device.parts, link, { name, own: false })
  if (joined.kind !== 'joined') throw new Error(`join: ${joined.kind}`)
  return otherAt(device, joined.session, heard)
}

export const otherAt = async (device: Device, id: string, heard: string[]): Promise<Other> => {
  const session = await openHere(device, id)
  return {
    session,
    heard,
    ring: async () => (await findRing(device.parts, id))!.ring,
    does: async (place, act, words) => {
      await until(session, ({ snapshot }) => snapshot !== undefined && placeOf(snapshot) === place)
      const outcome = await session.settled(await session.act(act, words))
      if (outcome !== 'stored') throw new Error(`${act.type} in ${place} was not stored`)
    },
    close: () => session.close(),
  }
}

type Arriving = { name: string; hurt: 'me' | 'partner'; kinds?: string }

const readied: Act = { type: 'readied' }

/** From the first page to the first words of the conversation, beside a partner at a page. */
export const arriveAsOther = async (other: Other, { name, hurt, kinds }: Arriving) => {
  const { act, words } = consent(name, kinds)
  await other.does('arrive.welcome', readied)
  await other.does('arrive.safety', readied)
  await other.does('arrive.consent', act, words)
  await other.does('arrive.roles', { type: 'chose', choice: hurt })
  await other.does('arrive.settle', readied)
}
