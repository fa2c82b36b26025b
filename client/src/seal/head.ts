import { bind, type Bytes, decrypt, encrypt, LABEL } from './keys.ts'

/** Where the verified room of a device ends, said to whoever gave that nonce. */
export type HeadPlace = { session: string; device: string; seq: number; hash: Bytes; nonce: string }

/** An empty box (28 bytes): a holder of the room's key says this, and says it to that nonce. */
export const sealHead = (key: CryptoKey, place: HeadPlace): Promise<Bytes> =>
  encrypt(key, bound(place), new Uint8Array())

/** False for anything but what was sealed. */
export const isHead = async (key: CryptoKey, place: HeadPlace, box: Bytes): Promise<boolean> =>
  decrypt(key, bound(place), box).then(
    plain => plain.length === 0,
    () => false,
  )

const bound = ({ session, device, seq, hash, nonce }: HeadPlace): Bytes =>
  bind(`${LABEL}/head`, session, 'room', device, seq, hash, nonce)
