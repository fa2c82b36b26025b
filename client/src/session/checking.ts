import { isIn } from '@haven/shared/members.ts'
import { checkBits } from '../seal/check.ts'
import { toBytes } from '../seal/keys.ts'
import type { Keys } from './keys.ts'
import type { Ring } from './ring.ts'
import type { Common } from './scene.ts'
import type { Threads } from './threads.ts'

/** With each other device that has joined; none while no key of the room is there. */
export const commonWith = async ({
  ring: { session, secrets, device: own },
  keys,
  threads,
}: {
  ring: Ring
  keys: Pick<Keys, 'current'>
  threads: Pick<Threads, 'room'>
}): Promise<Common[]> => {
  const epoch = keys.current('room')?.epoch
  const secret = epoch === undefined ? undefined : secrets.room?.[epoch]
  if (epoch === undefined || secret === undefined) return []
  const others = (threads.room.get().members ?? []).filter(isIn)
  const common = others
    .filter(({ device }) => device !== own.id)
    .map(async ({ seat, device }): Promise<Common> => {
      const bits = new DataView((await checkBits(toBytes(secret), { session, epoch }, [own.id, device])).buffer)
      return { seat, device, numbers: [bits.getUint32(0), bits.getUint32(4)] }
    })
  return Promise.all(common)
}
