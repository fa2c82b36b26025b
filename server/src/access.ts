import { createPublicKey, generateKeyPairSync, type KeyObject, verify } from 'node:crypto'
import { enc } from '@haven/shared/encode.ts'
import type { Seat } from '@haven/shared/steps.ts'
import { LIMITS } from '@haven/shared/wire.ts'
import { isCanonical, sha256, toBytes, toText, utf8 } from './bytes.ts'
import type { AccessBook } from './log/access-book.ts'
import type { Device } from './log/records.ts'

/** What a device says in `hello`, with what this socket knows by itself. */
export type Hello = { session: string; device: string; proof: string; origin: string; nonce: Uint8Array }

/** Each takes about 6 kB once it was used, and a tenth of a millisecond to read again. */
const KEPT_KEYS = 5_000

/** Who is at the door. A key is parsed once; a device nobody knows is verified under a key nobody has. P4 */
export class Access {
  readonly #book: AccessBook
  readonly #keys = new Map<string, KeyObject>()
  readonly #dummy = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey

  constructor(book: AccessBook) {
    this.#book = book
  }

  /** The device that holds this key, or nobody; nothing tells which part was wrong. */
  async prove({ session, device: id, proof, origin, nonce }: Hello): Promise<Device | undefined> {
    const device = await this.#book.device(session, id)
    const isNamed = isCanonical(session) && isCanonical(id)
    const signed = enc(utf8, ['haven/1/login', origin, session, id, nonce])
    const key = (device && this.#keyOf(device)) ?? this.#dummy
    const isHolder = verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, toBytes(proof))
    return isHolder && isNamed ? device : undefined
  }

  #keyOf({ id, signPub }: Device): KeyObject | undefined {
    const kept = this.#keys.get(id)
    if (kept) return kept
    const key = keyOf(signPub)
    if (!key) return undefined
    const [oldest] = this.#keys.keys()
    if (oldest !== undefined && this.#keys.size >= KEPT_KEYS) this.#keys.delete(oldest)
    this.#keys.set(id, key)
    return key
  }
}

/** The id binds both keys, so nobody can keep an id and swap the keys under it. */
export const deviceIdOf = (agreePub: Uint8Array, signPub: Uint8Array): string =>
  toText(sha256(enc(utf8, ['haven/1/device', agreePub, signPub])).subarray(0, 16))

/** Undefined if one of the two is not a point of P-256. */
export const newDevice = (
  keys: { agreePub: string; signPub: string },
  since: number,
): Omit<Device, 'seat'> | undefined => {
  const [agreePub, signPub] = [toBytes(keys.agreePub), toBytes(keys.signPub)]
  if (!keyOf(agreePub) || !keyOf(signPub)) return undefined
  return { id: deviceIdOf(agreePub, signPub), agreePub, signPub, since }
}

/** From a raw point of 65 bytes. */
const keyOf = (point: Uint8Array): KeyObject | undefined => {
  if (point.length !== 65 || point[0] !== 4) return undefined
  const [x, y] = [toText(point.subarray(1, 33)), toText(point.subarray(33))]
  try {
    return createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' })
  } catch {
    return undefined
  }
}

/** When a link made at `now` ends, in whole seconds. A therapist's lives shorter: it opens more. One for the maker's own
 *  seat is for a device that lies beside. */
export const expiryOf = (seat: Seat, now: number, by?: Seat): number => {
  const other = seat === 'therapist' ? LIMITS.therapistInviteMs : LIMITS.inviteMs
  return now + (seat === by ? LIMITS.ownInviteMs : other) / 1000
}
