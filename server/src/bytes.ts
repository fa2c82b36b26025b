import { hash, randomBytes } from 'node:crypto'

export const utf8 = (text: string): Uint8Array => Buffer.from(text)
export const toBytes = (text: string): Buffer => Buffer.from(text, 'base64url')
export const toText = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64url')
/** Told as a text: bytes come back from there in memory of their own, which costs more than the hash. */
export const sha256 = (bytes: Uint8Array): Buffer => Buffer.from(hash('sha256', bytes, 'binary'), 'binary')

let drawn = randomBytes(0)

/** 32 random bytes that were never given before. Many are drawn at a time: the price is in the asking. */
export const newNonce = (): Uint8Array => {
  if (drawn.length === 0) drawn = randomBytes(4_096)
  const nonce = drawn.subarray(0, 32)
  drawn = drawn.subarray(32)
  return nonce
}

/** Several texts decode to the same 16 bytes; only the one we would write ourselves may name something. */
export const isCanonical = (id: string): boolean => /[AQgw]$/.test(id)

/** As base64url is written without padding: nothing hides in the bits of the last letter that carry no byte. */
export const isTight = (text: string): boolean => {
  const over = text.length % 4
  const last = text.at(-1)!
  return over === 0 || (over === 2 && 'AQgw'.includes(last)) || (over === 3 && 'AEIMQUYcgkosw048'.includes(last))
}
