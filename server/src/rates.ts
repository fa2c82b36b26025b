export type Rate = { burst: number; perSecond: number }

/** No rate at all: for load tools on this computer. */
export const UNLIMITED: Rate = { burst: 1e9, perSecond: 1e9 }

type Bucket = { tokens: number; at: number }

/** One bucket of tokens per key. Times in milliseconds. A full bucket is not kept, so a quiet key leaves no trace. */
export class Rates {
  readonly #rate: Rate
  readonly #now: () => number
  readonly #buckets = new Map<string, Bucket>()

  constructor(rate: Rate, now: () => number) {
    this.#rate = rate
    this.#now = now
  }

  /** Takes a token. Returns 0, or how long to wait for the next one when there is none. */
  take(key: string): number {
    const tokens = this.#tokens(key)
    if (tokens < 1) return Math.ceil(((1 - tokens) / this.#rate.perSecond) * 1000)
    this.#buckets.set(key, { tokens: tokens - 1, at: this.#now() })
    return 0
  }

  giveBack(key: string): void {
    this.#buckets.set(key, { tokens: Math.min(this.#rate.burst, this.#tokens(key) + 1), at: this.#now() })
  }

  sweep(): void {
    for (const key of this.#buckets.keys()) if (this.#tokens(key) >= this.#rate.burst) this.#buckets.delete(key)
  }

  get size(): number {
    return this.#buckets.size
  }

  #tokens(key: string): number {
    const bucket = this.#buckets.get(key)
    if (!bucket) return this.#rate.burst
    const refilled = (Math.max(0, this.#now() - bucket.at) / 1000) * this.#rate.perSecond
    return Math.min(this.#rate.burst, bucket.tokens + refilled)
  }
}
