import { bind, type Bytes, LABEL, sha, toText } from './keys.ts'

const { subtle } = globalThis.crypto

/** Private halves cannot be exported; IndexedDB stores the key objects themselves. */
export type Device = {
  id: string
  agree: CryptoKeyPair
  sign: CryptoKeyPair
  /** Raw points, 65 bytes. */
  agreePub: Bytes
  signPub: Bytes
}

/** ECDH for key wraps to come, ECDSA for log-in; both P-256. */
export const newDevice = async (): Promise<Device> => {
  const agree = await subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveBits'])
  const sign = await subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify'])
  const [agreePub, signPub] = await Promise.all([publicOf(agree), publicOf(sign)])
  return { id: await deviceId(agreePub, signPub), agree, sign, agreePub, signPub }
}

/** The id is a hash of the public keys, so nobody can keep an id and swap the keys under it. */
export const deviceId = async (agreePub: Bytes, signPub: Bytes): Promise<string> =>
  toText((await sha(bind(`${LABEL}/device`, agreePub, signPub))).subarray(0, 16))

/** The log-in proof: raw r‖s over origin, session, device and the server's nonce. Worth nothing elsewhere. */
export const prove = async (device: Device, origin: string, session: string, nonce: Bytes): Promise<Bytes> =>
  new Uint8Array(
    await subtle.sign(
      { name: 'ECDSA', hash: 'SHA-256' },
      device.sign.privateKey,
      bind(`${LABEL}/login`, origin, session, device.id, nonce),
    ),
  )

const publicOf = async (pair: CryptoKeyPair): Promise<Bytes> =>
  new Uint8Array(await subtle.exportKey('raw', pair.publicKey))
