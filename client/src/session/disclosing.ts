import { toBytes, toText } from '../seal/keys.ts'
import { channelKeyBits } from '../seal/seal.ts'
import { SEATS } from '@haven/shared/steps.ts'
import type { Keys } from './keys.ts'
import type { Ring } from './ring.ts'
import type { Disclosed } from './scene.ts'
import { nameKeyOf } from './showing.ts'
import type { Threads } from './threads.ts'

/** The room and the keys of it. Rejects where one of them is not there. */
export const disclose = async ({
  ring,
  keys,
  threads,
}: {
  ring: Ring
  keys: Pick<Keys, 'room'>
  threads: Threads
}): Promise<Disclosed> => {
  const { session, seat, names } = ring
  const disclosed = await opened(keys)
  const { open, told } = threads.room.get()
  if (!open || Object.keys(disclosed).length === 0) throw new Error('the story is not open')
  const known = SEATS.flatMap(of => {
    const name = names[nameKeyOf(of, seat)]
    return name ? [[of, name] as const] : []
  })
  return { session, seat, names: Object.fromEntries(known), entries: told.map(({ entry }) => entry), keys: disclosed }
}

/** The raw content keys of the room by epoch, base64url: whoever holds them reads all that was said there. */
const opened = async ({ room }: Pick<Keys, 'room'>): Promise<Record<number, string>> => {
  const bits = [...room].map(async ([epoch, { session, secret, share }]) => {
    const place = { session, channel: 'room', epoch }
    return [epoch, toText(await channelKeyBits(toBytes(secret), toBytes(share), place))] as const
  })
  return Object.fromEntries(await Promise.all(bits))
}
