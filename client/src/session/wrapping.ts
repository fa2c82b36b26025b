import type { Members } from '@haven/shared/members.ts'
import type { Wrapping } from '@haven/shared/wire.ts'
import { random, toBytes, toText } from '../seal/keys.ts'
import { unwrapSecret, wrapSecret } from '../seal/wrap.ts'
import type { Rekeying } from './rekeyed.ts'
import type { Ring } from './ring.ts'

type Own = Pick<Ring, 'session' | 'device'>
export type NewEpoch = Pick<Rekeying, 'channel' | 'epoch' | 'room'> & { readers: Members }

/** A fresh secret for each of `readers`, this device among them: it is kept nowhere before it comes back in the log. */
export const wrapAll = async (
  { session, device }: Own,
  { channel, epoch, room, readers }: NewEpoch,
): Promise<Wrapping> => {
  const secret = random(32)
  const wraps = readers.map(async ({ device: to, agreePub }) => {
    const place = { session, channel, epoch, from: device.id, to, room }
    return { to, box: toText(await wrapSecret(device, toBytes(agreePub), place, secret)) }
  })
  return { type: 'wrap', channel, epoch, room: room.seq, wraps: await Promise.all(wraps) }
}

/** The secret, base64url. `undefined`: this is not what that device wrapped to this one there. */
export const unwrap = async (
  { session, device }: Own,
  { channel, epoch, from, room }: Rekeying,
  box: string,
): Promise<string | undefined> => {
  const place = { session, channel, epoch, from: from.device, to: device.id, room }
  return unwrapSecret(device, toBytes(from.agreePub), place, toBytes(box)).then(toText, () => undefined)
}
