import { isIn, isMember, isTaken } from '@haven/shared/members.ts'
import { mayInvite, mayOpen } from '@haven/shared/reseating.ts'
import type { Seat } from '@haven/shared/steps.ts'
import { LIMITS, type Upward } from '@haven/shared/wire.ts'
import { expiryOf } from './access.ts'
import { toBytes, toText } from './bytes.ts'
import type { Desk } from './desk.ts'
import type { Haven } from './haven.ts'
import type { Member } from './judge.ts'
import type { NewInvite } from './log/access-book.ts'
import type { Room } from './room.ts'

type Asked = Extract<Upward, { type: 'invite' }>
type Giver = { desk: Pick<Desk, 'room'>; member: Member }

/** A link nobody has used is replaced by another one of the same seat; the old one is dead from then on. To a seat that
 *  was withdrawn there is no link. P44, P45: to one that is taken there is one where it is asked for as such. */
export const invite = (haven: Haven, { desk: { room }, member }: Giver, asked: Asked): Promise<void> =>
  haven.rooms.alone(member.session, async () => {
    const { hub, store } = haven
    const { seat, taken, claimHash, again } = asked
    if (isOut(room, seat) || isOut(room, member.seat)) return
    const made = await inviteOf(haven, member, asked)
    if (!made || !(taken ? mayReopen : mayFill)(room, member, seat)) return
    if (taken) await store.access.addInvite(member.session, made)
    else if (!(await store.access.replaceInvite(member.session, made))) return
    if (again) return
    const isOwn = ({ device }: { device: string }) => device === member.device
    hub.tell(member.session, { type: 'invited', seat, ...(taken && { claimHash }) }, isOwn)
  })

const isOut = (room: Room, seat: Seat): boolean => !room.seating.has(seat) || room.isLeaving(seat)

/** The same link again has another capsule and no longer life, and is none once it was used or is somebody else's. */
const inviteOf = async (
  { store, seconds }: Pick<Haven, 'store' | 'seconds'>,
  { session, device, seat: by }: Member,
  { seat, claimHash, capsule, again }: Asked,
): Promise<NewInvite | undefined> => {
  const before = (await store.access.invites(session)).find(one => toText(one.claimHash) === claimHash)
  if (again && !(before && before.expires > seconds())) return undefined
  if (before && (before.claimedAt !== null || before.byDevice !== device)) return undefined
  const expires = before?.expires ?? expiryOf(seat, seconds(), by)
  return { seat, claimHash: toBytes(claimHash), capsule: toBytes(capsule), byDevice: device, expires }
}

const mayFill = ({ members }: Room, member: Member, seat: Seat): boolean =>
  mayInvite(members, member) && !isTaken(members, seat)

const mayReopen = ({ members }: Room, { seat: by, device }: Member, seat: Seat): boolean => {
  const isRoom = seat !== by || members.filter(one => one.seat === seat && isIn(one)).length < LIMITS.seatDevices
  return mayOpen(members, seat, by) && isMember(members, device) && isRoom
}
