import { isMember, readersOf } from '@haven/shared/members.ts'
import type { Wrapping } from '@haven/shared/wire.ts'
import { toBytes } from './bytes.ts'
import type { Desk } from './desk.ts'
import type { Haven } from './haven.ts'
import type { Member } from './judge.ts'
import type { Room } from './room.ts'

/** P43: taken from a device that reads the channel, when it is the next epoch and there is a wrap for each device that
 *  reads it and for no other. Anything else is dropped: whoever made it learns from the log what came before it. */
export const rekey = async (
  { store, newShare }: Pick<Haven, 'store' | 'newShare'>,
  { desk, member }: { desk: Desk; member: Member },
  { channel, epoch, room, wraps }: Wrapping,
): Promise<void> => {
  const at = desk.at(channel)
  const { session, device } = member
  const isFitting = () => isFor(desk.room, { channel, device, wraps })
  if (!(await at?.load()) || !at || epoch !== at.epoch + 1 || room > desk.room.head || !isFitting()) return
  const { share } = await store.shares.put(session, { channel, epoch, share: newShare() })
  const sealed = wraps.map(({ to, box }) => ({ to, box: toBytes(box) }))
  at.rekey({ epoch, wraps: sealed, share, device, room, isFitting })
}

const isFor = (
  { members }: Room,
  { channel, device, wraps }: Pick<Wrapping, 'channel' | 'wraps'> & { device: string },
): boolean => {
  const readers = new Set(readersOf(members, channel).map(one => one.device))
  return isMember(members, device) && readers.has(device) && isSameSet(readers, wraps)
}

const isSameSet = (readers: ReadonlySet<string>, wraps: Wrapping['wraps']): boolean =>
  wraps.length === readers.size &&
  new Set(wraps.map(({ to }) => to)).size === readers.size &&
  wraps.every(({ to }) => readers.has(to))
