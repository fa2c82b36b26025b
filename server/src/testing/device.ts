import { webcrypto } from 'node:crypto'
import { mayCarryWords } from '@haven/shared/acts.ts'
import { enc } from '@haven/shared/encode.ts'
import { LIMITS } from '@haven/shared/wire.ts'
import { deviceIdOf } from '../access.ts'
import { toBytes, toText, utf8 } from '../bytes.ts'

const { subtle } = webcrypto
const random = (size: number): string => toText(webcrypto.getRandomValues(new Uint8Array(size)))

export const newId = (): string => random(16)
export const newHash = (): string => random(32)

/** A device as a browser has it, with real keys. The server never opens a box, so random bytes of a legal size serve. */
export type TestDevice = {
  id: string
  keys: { agreePub: string; signPub: string }
  prove: (said: { origin: string; session: string; nonce: string; device?: string }) => Promise<string>
}

export const newTestDevice = async (): Promise<TestDevice> => {
  const agree = await subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveBits'])
  const sign = await subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign'])
  const publicOf = async (pair: typeof agree) => new Uint8Array(await subtle.exportKey('raw', pair.publicKey))
  const [agreePub, signPub] = [await publicOf(agree), await publicOf(sign)]
  const id = deviceIdOf(agreePub, signPub)
  return {
    id,
    keys: { agreePub: toText(agreePub), signPub: toText(signPub) },
    prove: async ({ origin, session, nonce, device = id }) => {
      const said = enc(utf8, ['haven/1/login', origin, session, device, toBytes(nonce)])
      return toText(new Uint8Array(await subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, sign.privateKey, said)))
    },
  }
}

/** Of the smallest size its type may have. */
export const boxFor = (type: string): string => {
  const padded = mayCarryWords(type) ? LIMITS.boxSizes[0] : 0
  return random(padded + LIMITS.boxOverhead)
}
export const boxOf = random
