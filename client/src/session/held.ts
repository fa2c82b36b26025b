import { isPartner, type Partner, type Seat } from '@haven/shared/steps.ts'
import type { Keyring } from './keyring.ts'
import type { Parts } from './parts.ts'
import type { Ring } from './ring.ts'

export type TalkRow = Pick<Ring, 'session' | 'lastVisit' | 'until'> & { seat: Partner; partner?: string }

/** What a second talk begins with: the first one's name and whose turn it is to be heard. */
export type Second = { name: string; hurt: Partner }

type Found = { keyring: Keyring; ring: Ring }

/** The ring of a session on this device, the shared form first. */
export const findRing = async ({ keyrings }: Parts, session: string, seat?: Seat): Promise<Found | undefined> => {
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
    .flatMap(({ session, seat, names: { partner }, lastVisit, until }) =>
      isPartner(seat) ? [{ session, seat, lastVisit, until, ...(partner === undefined ? {} : { partner }) }] : [],
    )

/** The second talk that was asked for last on this device. The creator of a talk sits as p1. */
export const readSecond = async (parts: Parts): Promise<Second | undefined> => {
  const first = (await ringsOf(parts)).sort(latestFirst).find(ring => ring.next)
  return first?.next && { name: first.names.own, hurt: first.next.hurt === 'mine' ? 'p1' : 'p2' }
}

export const ringsOf = async ({ keyrings }: Parts) => [
  ...(await keyrings.shared.list()),
  ...(await keyrings.own.list()),
]
const latestFirst = (a: Ring, b: Ring) => b.lastVisit - a.lastVisit
