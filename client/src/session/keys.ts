import type { Channel } from '@haven/shared/acts.ts'
import type { Welcome } from '@haven/shared/wire.ts'
import { toBytes, toText } from '../seal/keys.ts'
import { channelKey, channelKeyBits } from '../seal/seal.ts'
import type { KeyOf } from './opening.ts'
import type { Ring } from './ring.ts'

/** The content keys, in memory alone: made at each log-in of this device's secrets and the server's shares. */
export class Keys {
  #keys = new Map<Channel, Map<number, CryptoKey>>()
  /** The first epoch of each channel this device has a secret of. */
  readonly #first = new Map<Channel, number>()
  #roomEpoch: number | undefined
  /** What the room's keys are made of, by epoch, so that they can be disclosed. */
  #room = new Map<number, { session: string; secret: string; share: string }>()

  async learn({ session, secrets }: Ring, { shares, epoch }: Welcome): Promise<void> {
    for (const [channel, known] of Object.entries(secrets))
      this.#first.set(channel as Channel, Math.min(...Object.keys(known).map(Number)))
    for (const { channel, epoch: of, share } of shares) {
      const secret = secrets[channel]?.[of]
      if (secret === undefined) continue
      const keys = this.#keys.get(channel) ?? new Map<number, CryptoKey>()
      keys.set(of, await channelKey(toBytes(secret), toBytes(share), { session, channel, epoch: of }))
      this.#keys.set(channel, keys)
      if (channel === 'room') this.#room.set(of, { session, secret, share })
    }
    this.#roomEpoch = epoch
  }

  /** Secrets are handed on from the epoch of joining; anything older was before this device was here. */
  of(channel: Channel): KeyOf {
    return epoch =>
      this.#keys.get(channel)?.get(epoch) ?? (epoch < (this.#first.get(channel) ?? 0) ? 'missing' : 'unknown')
  }

  /** What to seal with; `undefined` before the first log-in, or where this device has no secret of the channel. */
  current(channel: Channel): { epoch: number; key: CryptoKey } | undefined {
    const keys = this.#keys.get(channel)
    const epoch = channel === 'room' ? this.#roomEpoch : Math.max(...(keys?.keys() ?? []))
    const key = epoch === undefined ? undefined : keys?.get(epoch)
    return key && { epoch: epoch!, key }
  }

  /** The raw content keys of the room by epoch, base64url: whoever holds them reads all that was said there. */
  async disclose(): Promise<Record<number, string>> {
    const bits = [...this.#room].map(async ([epoch, { session, secret, share }]) => {
      const place = { session, channel: 'room', epoch }
      return [epoch, toText(await channelKeyBits(toBytes(secret), toBytes(share), place))] as const
    })
    return Object.fromEntries(await Promise.all(bits))
  }

  drop(): void {
    this.#keys = new Map()
    this.#room = new Map()
  }
}
