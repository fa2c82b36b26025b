import { isPartner } from '@haven/shared/steps.ts'
import type { Shelf } from './shelf.ts'
import type { Faith } from './verify.ts'

/**
 * A joiner is believed as this very device, by the link it was told of, or as one that a capsule named. For the rest see
 * `believing.ts`.
 */
export const faithOf = (shelf: Shelf): Faith => ({
  asked: shelf.ring.asked,
  accepts: async (joined, members) => {
    const { device, seat, accepted, asked, invitedBy } = shelf.ring
    if (joined.device === device.id) return joined.seat === seat && (!joined.from || joined.from === invitedBy)
    if (!isPartner(joined.seat) && !asked.therapist) return false
    return accepted.includes(joined.device) || (await import('./believing.ts')).isBelieved(shelf, joined, members)
  },
})
