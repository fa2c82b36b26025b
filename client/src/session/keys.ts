import type { Channel } from '@haven/shared/acts.ts'
import type { Welcome } from '@haven/shared/wire.ts'
import { toBytes } from '../seal/keys.ts'
import { channelKey } from '../seal/seal.ts'
import type { KeyOf } from './opening.ts'
import type { Rekeying } from './rekeyed.ts'
import type { Ring } from './ring.ts'
import type { Shelf } from './shelf.ts'

type Halves = Pick<Welcome, 'shares' | 'wraps'>
type Place = { channel: Channel; epoch: number }
const nameOf = ({ channel, epoch }: Place) => `${channel} ${epoch}`

/** The content keys, in memory alone: made of this device's secrets and the server's shares. */
export class Keys {
  readonly #keys = new Map<Channel, Map<number, CryptoKey>>()
  readonly #shares = new Map<string, string>()
  readonly #wraps = new Map<string, string>()
  /** The first epoch of each channel this device has a secret of. */
  readonly #first = new Map<Channel, number>()
  /** Epochs that were not meant for this device. */
  readonly #missing = new Set<string>()
  /** What the room's keys are made of, by epoch, so that they can be disclosed. */
  readonly room = new Map<number, { session: string; secret: string; share: string }>()

  async learn(ring: Pick<Ring, 'session' | 'secrets'>, { shares, wraps }: Halves): Promise<void> {
    for (const [channel, known] of Object.entries(ring.secrets))
      this.#first.set(channel as Channel, Math.min(...Object.keys(known).map(Number)))
    for (const wrap of wraps) this.#wraps.set(nameOf(wrap), wrap.box)
    for (const share of shares) {
      this.#shares.set(nameOf(share), share.share)
      await this.#make(ring, share)
    }
  }

  async #make({ session, secrets }: Pick<Ring, 'session' | 'secrets'>, place: Place): Promise<void> {
    const { channel, epoch } = place
    const [secret, share] = [secrets[channel]?.[epoch], this.#shares.get(nameOf(place))]
    const keys = this.#keys.get(channel) ?? new Map<number, CryptoKey>()
    if (secret === undefined || share === undefined || keys.has(epoch)) return
    this.#keys.set(
      channel,
      keys.set(epoch, await channelKey(toBytes(secret), toBytes(share), { session, channel, epoch })),
    )
    if (channel === 'room') this.room.set(epoch, { session, secret, share })
  }

  /** The secret that a verified entry tells of is kept. False: the wrap for this device is not there, or does not open. */
  async take(shelf: Pick<Shelf, 'ring' | 'keep'>, rekeying: Rekeying): Promise<boolean> {
    const { channel, epoch, readers } = rekeying
    const { device, secrets } = shelf.ring
    if (secrets[channel]?.[epoch] === undefined) {
      if (!readers.some(one => one.device === device.id)) return Boolean(this.#missing.add(nameOf(rekeying)))
      const box = this.#wraps.get(nameOf(rekeying))
      const secret = box && (await (await import('./wrapping.ts')).unwrap(shelf.ring, rekeying, box))
      if (!secret) return false
      const now = shelf.ring.secrets
      await shelf.keep({ secrets: { ...now, [channel]: { ...now[channel], [epoch]: secret } } })
    }
    await this.#make(shelf.ring, rekeying)
    return true
  }

  /** Secrets are handed on from the epoch of joining; anything older, or not meant for this device, was without it. */
  of(channel: Channel): KeyOf {
    return epoch => {
      const key = this.#keys.get(channel)?.get(epoch)
      const isBefore = epoch < (this.#first.get(channel) ?? 0) || this.#missing.has(nameOf({ channel, epoch }))
      return key ?? (isBefore ? 'missing' : 'unknown')
    }
  }

  /** What to seal with; `undefined` before the first log-in, or where this device has no secret of the channel. */
  current(channel: Channel): { epoch: number; key: CryptoKey } | undefined {
    const keys = this.#keys.get(channel)
    const epoch = Math.max(...(keys?.keys() ?? []))
    const key = keys?.get(epoch)
    return key && { epoch, key }
  }

  drop(): void {
    for (const all of [this.#keys, this.room, this.#shares, this.#wraps]) all.clear()
  }
}
