import { isIn, isMember, isTaken, type Members } from './members.ts'
import { isPartner, otherOf, type Seat } from './steps.ts'

/** Whether a link of that seat's opens a partner's seat that is taken: their own for one more device, or that of whoever
 *  may give one for a device that was lost. */
export const mayOpen = (members: Members, seat: Seat, by: Seat): boolean =>
  by === seat
    ? isPartner(seat) && members.some(one => one.seat === by && isMember(members, one.device))
    : reopenerOf(members, seat) === by

/** Whether a device gives the links for seats that nobody has taken: the one that began the talk, and once that one is out
 *  any other of its seat, or of a partner's where a therapist began. */
export const mayInvite = (members: Members, { device, seat }: { device: string; seat: Seat }): boolean => {
  const [first] = members
  if (!first || !isMember(members, device, seat)) return false
  return first.device === device || (!isIn(first) && (first.seat === seat || first.seat === 'therapist'))
}

/** Whether a device may let another one out: of its own seat, and never itself. */
export const mayRemove = (members: Members, { device: by, seat }: { device: string; seat: Seat }, device: string) =>
  device !== by && members.some(one => one.device === device && one.seat === seat && isIn(one))

/** Who may give a new link for the seat of a partner who lost their device: the therapist while they are in a talk that
 *  they began, else the other partner. */
export const reopenerOf = (members: Members, seat: Seat): Seat | undefined => {
  if (!isPartner(seat) || !isTaken(members, seat)) return undefined
  const [first] = members
  const isByTherapist = first?.seat === 'therapist' && members.some(one => one.seat === 'therapist' && isIn(one))
  const by = isByTherapist ? 'therapist' : otherOf(seat)
  return members.some(one => one.seat === by && isMember(members, one.device)) ? by : undefined
}
