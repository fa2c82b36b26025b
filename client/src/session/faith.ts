import type { Members } from '@haven/shared/members.ts'
import { isPartner } from '@haven/shared/steps.ts'
import type { Shelf } from './shelf.ts'
import type { Faith, Joined } from './verify.ts'

/**
 * A joiner is believed as this very device, as one that a capsule named, or for the MAC of a link given out here. One that
 * takes a seat anew by a link of another seat is taken at its key: nothing of it is taken before that one has vouched for
 * it (P44). For the rest see `believing.ts`.
 */
export const faithOf = (shelf: Shelf): Faith => ({
  asked: shelf.ring.asked,
  accepts: async (joined, members) => {
    const { device, seat, accepted, asked, invitedBy } = shelf.ring
    if (joined.device === device.id) return joined.seat === seat && (!joined.from || joined.from === invitedBy)
    if (joined.from && joined.from !== seat) return true
    if (!isPartner(joined.seat) && !asked.therapist) return false
    return accepted.includes(joined.device) || believe(shelf, joined, members)
  },
})

const believe = async (shelf: Shelf, joined: Joined, members: Members): Promise<boolean> =>
  (await import('./believing.ts')).isBelieved(shelf, joined, members)
