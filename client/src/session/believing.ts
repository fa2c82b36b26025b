import { isMember, type Members } from '@haven/shared/members.ts'
import { mayOpen } from '@haven/shared/reseating.ts'
import type { Seat } from '@haven/shared/steps.ts'
import { isEndorsable } from '../seal/invite.ts'
import { toBytes } from '../seal/keys.ts'
import type { Ring } from './ring.ts'
import type { Shelf } from './shelf.ts'
import type { Joined } from './verify.ts'

/**
 * Of a device that this one knows nothing of yet. By a link of another seat it is taken at its key: nothing of it is taken
 * before that seat has vouched for it (P44). By a link given here it is believed for its MAC. Of what came by another device
 * of this seat nothing is taken before that one has vouched for it (P44, P45). An empty seat that somebody else's link gave
 * away is taken at its device's key: without the room's secret, which only that link gives, it cannot seal a word, and
 * until it has, nothing is wrapped to it (rotating.ts).
 */
export const isBelieved = async (shelf: Shelf, joined: Joined, members: Members): Promise<boolean> => {
  const { ring } = shelf
  const { seat, from } = joined
  if (from && !mayOpen(members, seat, from)) return false
  if (from && from !== ring.seat) return true
  if (seat === ring.seat && !from) return false
  if (await isInvited(ring, joined)) {
    await shelf.keep({
      accepted: [...shelf.ring.accepted, joined.device],
      invites: shelf.ring.invites.filter(one => one.seat !== seat),
    })
    return true
  }
  return from ? isByAnother(ring, members) : isInvitedByAnother(ring, seat)
}

/** Another device of this seat could have given the link; so too where this one was not yet here. */
const isByAnother = ({ device, seat }: Ring, members: Members): boolean =>
  !isMember(members, device.id) || members.some(one => one.device !== device.id && isMember(members, one.device, seat))

const isInvitedByAnother = ({ asked, invitedBy, seat: own }: Ring, seat: Seat): boolean =>
  invitedBy === own || (asked.therapist && invitedBy !== undefined && invitedBy !== seat)

const isInvited = async ({ session, invites }: Ring, { seat, device, joinMac }: Joined): Promise<boolean> => {
  if (joinMac === undefined) return false
  for (const invite of invites) {
    if (invite.seat !== seat) continue
    if (await isEndorsable({ session, seat, secret: toBytes(invite.secret) }, device, joinMac)) return true
  }
  return false
}
