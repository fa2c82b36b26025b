import type { Entry } from '@haven/shared/acts.ts'
import { isPartner, otherOf, type Seat, SEATS } from '@haven/shared/steps.ts'
import type { Welcome } from '@haven/shared/wire.ts'
import type { Clock } from './clock.ts'
import { Inviting } from './inviting.ts'
import type { OwnInvite } from './scene.ts'
import type { Shelf } from './shelf.ts'
import { isJoined } from './showing.ts'

type InvitingsParts = {
  origin: string
  clock: Pick<Clock, 'now'>
  shelf: Shelf
  send(frame: object): boolean
  changed(seat: Seat, invite: OwnInvite): void
}

/** The links for all other seats of a talk. */
export type Invitings = {
  /** Without a seat: the other partner's. Rejects for a seat that has been taken, or that there is not. */
  renew(seat?: Seat): Promise<string>
  welcomed(invites: Welcome['invites']): void
  invited(seat: Seat): Promise<void>
  /** A live entry, which may say that a seat is taken. */
  heard(entry: Entry): void
}

export const createInvitings = ({ changed, ...parts }: InvitingsParts): Invitings => {
  const { seat: own, asked } = parts.shelf.ring
  const others = SEATS.filter(seat => seat !== own && (isPartner(seat) || asked.therapist))
  const one = (seat: Seat) => new Inviting({ ...parts, seat, changed: invite => changed(seat, invite) })
  const all = new Map(others.map(seat => [seat, one(seat)] as const))
  return {
    renew: async (seat = isPartner(own) ? otherOf(own) : undefined) => {
      const inviting = seat && all.get(seat)
      if (!inviting) throw new Error('there is no such seat to invite for')
      return inviting.renew()
    },
    welcomed: invites => {
      for (const inviting of all.values()) inviting.welcomed(invites)
    },
    invited: async seat => all.get(seat)?.invited(),
    heard: entry => {
      for (const [seat, inviting] of all) if (isJoined(entry, seat)) inviting.claimed()
    },
  }
}
