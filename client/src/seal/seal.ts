import { encFacts } from '@haven/shared/encode.ts'
import { LIMITS } from '@haven/shared/wire.ts'
import { AES, bind, type Bytes, decrypt, deriveBits, deriveKey, encrypt, fromUtf8, LABEL, utf8 } from './keys.ts'

/** Everything the server can see about a box when it is made; all of it is bound by the seal. */
export type Header = {
  session: string
  channel: string
  epoch: number
  by: string
  device: string
  mid: string
  step: string
  act: { type: string }
  base: { seq: number; hash: Bytes }
}

/** Where a content key belongs. */
export type KeyPlace = { session: string; channel: string; epoch: number }

/** Needs both halves: the secret the devices hold and the share the server can delete. */
export const channelKey = (secret: Bytes, share: Bytes, { session, channel, epoch }: KeyPlace): Promise<CryptoKey> =>
  deriveKey(secret, share, [`${LABEL}/channel`, session, channel, epoch], AES)

/** The raw bits of `channelKey`: for a copy that is meant to be opened by whoever holds it. */
export const channelKeyBits = (secret: Bytes, share: Bytes, { session, channel, epoch }: KeyPlace): Promise<Bytes> =>
  deriveBits(secret, share, [`${LABEL}/channel`, session, channel, epoch])

/** A content key from its raw bits: it opens and cannot seal. */
export const openingKey = (bits: Bytes): Promise<CryptoKey> =>
  globalThis.crypto.subtle.importKey('raw', bits, AES.name, false, ['decrypt'])

/**
 * Without words the box is a bare proof (28 bytes) that a holder of the key pressed this button here.
 * RangeError when the words do not fit the largest size class.
 */
export const seal = async (key: CryptoKey, header: Header, words?: string): Promise<Bytes> =>
  encrypt(key, bound(header), words === undefined ? new Uint8Array() : pad(utf8(words)))

/** Throws if the key is wrong or anything about the act was changed. Never show that as an empty message. */
export const open = async (key: CryptoKey, header: Header, box: Bytes): Promise<string | undefined> => {
  const plain = await decrypt(key, bound(header), box)
  return plain.length === 0 ? undefined : fromUtf8(unpad(plain))
}

const bound = ({ session, channel, epoch, by, device, mid, step, act, base }: Header): Bytes =>
  bind(
    `${LABEL}/body`,
    session,
    channel,
    epoch,
    by,
    device,
    mid,
    step,
    act.type,
    encFacts(utf8, act),
    base.seq,
    base.hash,
  )

/** The server learns a size class, not a size: marker 0x80, then zeros. */
const pad = (bytes: Bytes): Bytes => {
  const size = LIMITS.boxSizes.find(candidate => candidate > bytes.length)
  if (!size) throw new RangeError('too long to seal')
  const padded = new Uint8Array(size)
  padded.set(bytes)
  padded[bytes.length] = 0x80
  return padded
}

const unpad = (bytes: Bytes): Bytes => {
  const end = bytes.findLastIndex(byte => byte !== 0)
  if (bytes[end] !== 0x80) throw new Error('bad padding')
  return bytes.subarray(0, end)
}
