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

const AGREE = { name: 'ECDH', namedCurve: 'P-256' } as const
const SIGN = { name: 'ECDSA', namedCurve: 'P-256' } as const

/** ECDH for key wraps to come, ECDSA for log-in; both P-256. */
export const newDevice = (): Promise<Device> => makeDevice(false)

/** As `newDevice`, but `exportDevice` can read it: for a vault alone, which travels from one machine to the next. */
export const newPortableDevice = (): Promise<Device> => makeDevice(true)

const makeDevice = async (isPortable: boolean): Promise<Device> =>
  deviceOf(
    await subtle.generateKey(AGREE, isPortable, ['deriveBits']),
    await subtle.generateKey(SIGN, isPortable, ['sign', 'verify']),
  )

const deviceOf = async (agree: CryptoKeyPair, sign: CryptoKeyPair): Promise<Device> => {
  const [agreePub, signPub] = await Promise.all([publicOf(agree), publicOf(sign)])
  return { id: await deviceId(agreePub, signPub), agree, sign, agreePub, signPub }
}

/** A private P-256 key as JWK; its public half is `x` and `y`. Base64url. */
export type JsonWebKeyPair = { kty: 'EC'; crv: 'P-256'; x: string; y: string; d: string }

/** Both key pairs of a device in the open: to be sealed at once. */
export type ExportedDevice = { agree: JsonWebKeyPair; sign: JsonWebKeyPair }

/** Rejects for a device that `newPortableDevice` did not make. */
export const exportDevice = async ({ agree, sign }: Device): Promise<ExportedDevice> => ({
  agree: await exportPair(agree),
  sign: await exportPair(sign),
})

/** The same device with private halves that cannot be exported again. Rejects on anything but two key pairs. */
export const importDevice = async ({ agree, sign }: ExportedDevice): Promise<Device> =>
  deviceOf(await importPair(agree, AGREE, ['deriveBits']), await importPair(sign, SIGN, ['sign', 'verify']))

const exportPair = async ({ privateKey }: CryptoKeyPair): Promise<JsonWebKeyPair> => {
  const { x, y, d } = await subtle.exportKey('jwk', privateKey)
  if (!x || !y || !d) throw new Error('not a whole key pair')
  return { kty: 'EC', crv: 'P-256', x, y, d }
}

const importPair = async (
  { d, ...open }: JsonWebKeyPair,
  kind: EcKeyImportParams,
  uses: KeyUsage[],
): Promise<CryptoKeyPair> => ({
  privateKey: await subtle.importKey('jwk', { ...open, d }, kind, false, uses.filter(isPrivateUse)),
  publicKey: await subtle.importKey('jwk', open, kind, true, uses.filter(isPublicUse)),
})

const isPublicUse = (use: KeyUsage): boolean => use === 'verify'
const isPrivateUse = (use: KeyUsage): boolean => !isPublicUse(use)

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
