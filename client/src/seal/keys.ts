import { enc, type Field } from '@haven/shared/encode.ts'

export type Bytes = Uint8Array<ArrayBuffer>

const { subtle } = globalThis.crypto
const encoder = new TextEncoder()

export const LABEL = 'haven/1'
export const AES = { name: 'AES-GCM', length: 256 } as const
export const MAC = { name: 'HMAC', hash: 'SHA-256', length: 256 } as const

export const utf8 = (text: string): Bytes => encoder.encode(text)
/** Throws on bytes that are not UTF-8. */
export const fromUtf8 = (bytes: Uint8Array): string => new TextDecoder('utf-8', { fatal: true }).decode(bytes)

export const random = (size: number): Bytes => globalThis.crypto.getRandomValues(new Uint8Array(size))

/** base64url without padding. */
export const toText = (bytes: Uint8Array): string => {
  let letters = ''
  for (const byte of bytes) letters += String.fromCharCode(byte)
  return btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/** Throws on anything but base64url. Newer browsers read a long box in a tenth of the time that the loop takes. */
export const toBytes = (text: string): Bytes => {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text, { alphabet: 'base64url' })
  const letters = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  const bytes = new Uint8Array(letters.length)
  for (let at = 0; at < letters.length; at += 1) bytes[at] = letters.charCodeAt(at)
  return bytes
}

/** 16 random bytes as 22 letters. */
export const newId = (): string => toText(random(16))

export const isSame = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, i) => byte === b[i])

export const bind = (...fields: Field[]): Bytes => enc(utf8, fields)

export const sha = async (bytes: Bytes): Promise<Bytes> => new Uint8Array(await subtle.digest('SHA-256', bytes))

const hkdf = (salt: Bytes, label: readonly Field[]) => ({ name: 'HKDF', hash: 'SHA-256', salt, info: bind(...label) })
const source = (secret: Bytes) => subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey', 'deriveBits'])

/** HKDF-SHA-256 (RFC 5869) to 32 bytes; the label's first field names the purpose (protocol.md 2). */
export const deriveBits = async (secret: Bytes, salt: Bytes, label: readonly Field[]): Promise<Bytes> =>
  new Uint8Array(await subtle.deriveBits(hkdf(salt, label), await source(secret), 256))

/** HKDF-SHA-256 to a key that cannot be exported. */
export const deriveKey = async (
  secret: Bytes,
  salt: Bytes,
  label: readonly Field[],
  kind: typeof AES | typeof MAC,
): Promise<CryptoKey> => {
  const uses: KeyUsage[] = kind.name === 'HMAC' ? ['sign', 'verify'] : ['encrypt', 'decrypt']
  return subtle.deriveKey(hkdf(salt, label), await source(secret), kind, false, uses)
}

/** AES-256-GCM with a fresh 12-byte nonce in front. */
export const encrypt = async (key: CryptoKey, bound: Bytes, plain: Bytes): Promise<Bytes> => {
  const iv = random(12)
  const sealed = new Uint8Array(await subtle.encrypt({ name: 'AES-GCM', iv, additionalData: bound }, key, plain))
  const box = new Uint8Array(12 + sealed.length)
  box.set(iv)
  box.set(sealed, 12)
  return box
}

/** Throws when the key, the bytes or what they are bound to differ. */
export const decrypt = async (key: CryptoKey, bound: Bytes, box: Bytes): Promise<Bytes> =>
  new Uint8Array(
    await subtle.decrypt({ name: 'AES-GCM', iv: box.subarray(0, 12), additionalData: bound }, key, box.subarray(12)),
  )
