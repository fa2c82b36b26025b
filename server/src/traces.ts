import { hash, randomBytes } from 'node:crypto'
import { isIPv6 } from 'node:net'

const DAY_MS = 86_400_000

const newSalt = () => randomBytes(32).toString('base64url')

/** Names for addresses and ids that mean nothing tomorrow: hashed under a salt that is forgotten every day. P39 */
export class Traces {
  readonly #now: () => number
  #salt = newSalt()
  #day: number

  constructor(now: () => number) {
    this.#now = now
    this.#day = Math.floor(now() / DAY_MS)
  }

  of(name: string): string {
    const day = Math.floor(this.#now() / DAY_MS)
    if (day !== this.#day) {
      this.#day = day
      this.#salt = newSalt()
    }
    return hash('sha256', this.#salt + name, 'base64url').slice(0, 16)
  }

  /** One name for a whole IPv6 /64, which one household has to itself. An injected request has no address. */
  ofAddress(address: string | undefined): string {
    return this.of(address && isIPv6(address) && !address.includes('.') ? networkOf(address) : (address ?? 'nowhere'))
  }
}

const networkOf = (address: string): string => {
  const [front = '', back = ''] = address.split('::')
  const [head, tail] = [front, back].map(half => half.split(':').filter(Boolean)) as [string[], string[]]
  const gap = address.includes('::') ? Array<string>(Math.max(0, 8 - head.length - tail.length)).fill('0') : []
  return [...head, ...gap, ...tail].slice(0, 4).join(':')
}
