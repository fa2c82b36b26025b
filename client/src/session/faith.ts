import type { Partner } from '@haven/shared/steps.ts'
import { isPartner } from '@haven/shared/steps.ts'
import { isEndorsable } from '../seal/invite.ts'
import { toBytes } from '../seal/keys.ts'
import type { Ring } from './ring.ts'
import type { Shelf } from './shelf.ts'
import type { Faith, Joined } from './verify.ts'

/** A joiner is believed as this very device, as the one the capsule named, or for the MAC of a link given out here. */
export const faithOf = (shelf: Shelf): Faith => ({
  asked: shelf.ring.asked,
  accepts: async joined => {
    const { ring } = shelf
    if (joined.seat === ring.seat || !isPartner(joined.seat)) return isOwn(ring, joined)
    if (ring.accepted.includes(joined.device)) return true
    if (!(await isInvited(ring, joined, joined.seat))) return false
    await shelf.keep({
      accepted: [...shelf.ring.accepted, joined.device],
      invites: shelf.ring.invites.filter(({ seat }) => seat !== joined.seat),
    })
    return true
  },
})

const isOwn = ({ seat, device }: Ring, joined: Joined) => joined.seat === seat && joined.device === device.id

const isInvited = async ({ session, invites }: Ring, { device, joinMac }: Joined, seat: Partner): Promise<boolean> => {
  if (joinMac === undefined) return false
  for (const invite of invites) {
    if (invite.seat !== seat) continue
    if (await isEndorsable({ session, seat, secret: toBytes(invite.secret) }, device, joinMac)) return true
  }
  return false
}
