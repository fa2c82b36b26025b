import { isPartner, type Seat } from '@haven/shared/steps.ts'
import { isEndorsable } from '../seal/invite.ts'
import { toBytes } from '../seal/keys.ts'
import type { Ring } from './ring.ts'
import type { Shelf } from './shelf.ts'
import type { Faith, Joined } from './verify.ts'

/**
 * A joiner is believed as this very device, as the one the capsule named, or for the MAC of a link given out here.
 * Where a third seat was invited by somebody else, its joiner is taken at its key: this device has nothing to hold
 * against it, and without the room's secret, which only the inviter's link gives, it cannot seal a word. So too one that
 * takes a seat anew by another's link: nothing of it is taken before that one has vouched for it (P44).
 */
export const faithOf = (shelf: Shelf): Faith => ({
  asked: shelf.ring.asked,
  accepts: async joined => {
    const { ring } = shelf
    if (joined.from && joined.from !== ring.seat) return true
    if (joined.seat === ring.seat) return [ring.device.id, ...ring.accepted].includes(joined.device)
    if (!isPartner(joined.seat) && !ring.asked.therapist) return false
    if (ring.accepted.includes(joined.device) || (!joined.from && isInvitedByAnother(ring, joined.seat))) return true
    if (!(await isInvited(ring, joined))) return false
    await shelf.keep({
      accepted: [...shelf.ring.accepted, joined.device],
      invites: shelf.ring.invites.filter(({ seat }) => seat !== joined.seat),
    })
    return true
  },
})

const isInvitedByAnother = ({ asked, invitedBy }: Ring, seat: Seat): boolean =>
  asked.therapist && invitedBy !== undefined && invitedBy !== seat

const isInvited = async ({ session, invites }: Ring, { seat, device, joinMac }: Joined): Promise<boolean> => {
  if (joinMac === undefined) return false
  for (const invite of invites) {
    if (invite.seat !== seat) continue
    if (await isEndorsable({ session, seat, secret: toBytes(invite.secret) }, device, joinMac)) return true
  }
  return false
}
