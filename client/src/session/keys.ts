import type { Welcome } from '@haven/shared/wire.ts'
import { toBytes } from '../seal/keys.ts'
import { channelKey } from '../seal/seal.ts'
import type { KeyOf } from './opening.ts'
import type { Ring } from './ring.ts'

/** The room's content keys, in memory alone: made at each log-in of this device's secrets and the server's shares. */
export class Keys {
  #keys = new Map<number, CryptoKey>()
  #first = Infinity
  #epoch: number | undefined

  async learn({ session, secrets }: Ring, { shares, epoch }: Welcome): Promise<void> {
    const room = secrets.room ?? {}
    this.#first = Math.min(...Object.keys(room).map(Number))
    for (const { channel, epoch: of, share } of shares) {
      const secret = room[of]
      if (channel !== 'room' || secret === undefined) continue
      this.#keys.set(of, await channelKey(toBytes(secret), toBytes(share), { session, channel, epoch: of }))
    }
    this.#epoch = epoch
  }

  /** Secrets are handed on from the epoch of joining; anything older was before this device was here. */
  readonly of: KeyOf = epoch => this.#keys.get(epoch) ?? (epoch < this.#first ? 'missing' : 'unknown')

  /** What to seal with; `undefined` before the first log-in. */
  get current(): { epoch: number; key: CryptoKey } | undefined {
    const key = this.#epoch === undefined ? undefined : this.#keys.get(this.#epoch)
    return key && { epoch: this.#epoch!, key }
  }

  drop(): void {
    this.#keys = new Map()
  }
}
