import type { Partner, Seat } from '@haven/shared/steps.ts'
import { newDevice } from '../seal/device.ts'
import { readLink } from '../seal/invite.ts'
import { newId } from '../seal/keys.ts'
import { blank, type Failed, newSecrets, openTalk } from './creating.ts'
import { ringsOf } from './held.ts'
import type { Parts } from './parts.ts'
import type { Ring } from './ring.ts'

export { joinTalk, type JoinedTalk } from './joining.ts'

/** `link` is for p2; `therapistLink` where a therapist was asked for. */
export type Created = { kind: 'created'; session: string; seat: Partner; link: string; therapistLink?: string } | Failed

/** What a link says before anything is claimed. `here`: seats of that session this device already holds. */
export type Preview = { session: string; seat: Seat; here: Seat[] }

/** Whether it says that it is for one more device of whoever made it. */
export const isOwnLink = (href: string): boolean => readLink(href)?.isOwn ?? false

type Asked = {
  name: string
  setting: 'apart' | 'together'
  keepDays: number
  own?: boolean
  hurt?: Partner
  /** A therapist is to have a seat. */
  therapist?: boolean
}

/** Opens a session as p1 and gives the link for p2, and for a therapist where one was asked for (C1). */
export const createTalk = async (
  parts: Parts,
  { name, setting, keepDays, own = true, hurt, therapist = false }: Asked,
): Promise<Created> => {
  const ring: Ring = {
    ...blank(newId(), 'p1', await newDevice()),
    secrets: newSecrets(['room', 'private:p1']),
    asked: { mode: therapist ? 'supervised' : 'couple', setting, keepDays, therapist },
    ...(therapist ? { policy: 'none' } : {}),
    names: { own: name },
    lastVisit: parts.clock.now(),
    ...(hurt ? { hurt } : {}),
  }
  const keyring = own ? parts.keyrings.own : parts.keyrings.shared
  const answer = await openTalk(parts, keyring, { ring, seats: therapist ? ['p2', 'therapist'] : ['p2'] })
  if (answer.kind !== 'opened') return answer
  return { kind: 'created', session: ring.session, seat: 'p1', ...linksOf(answer.links) }
}

const linksOf = ({ p2, therapist }: Partial<Record<Seat, string>>) => ({
  link: p2!,
  ...(therapist ? { therapistLink: therapist } : {}),
})

/** Reads a link and claims nothing. `undefined`: it is no invite. */
export const previewInvite = async (parts: Parts, href: string): Promise<Preview | undefined> => {
  const invite = readLink(href)
  if (!invite) return undefined
  const here = (await ringsOf(parts)).filter(ring => ring.session === invite.session && !ring.joining)
  return { session: invite.session, seat: invite.seat, here: here.map(ring => ring.seat) }
}
