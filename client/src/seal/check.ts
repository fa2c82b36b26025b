import { type Bytes, deriveBits, LABEL } from './keys.ts'

/** 32 bytes that two devices of one room have in common, and no other two: for words to be read aloud. */
export const checkBits = (secret: Bytes, place: { session: string; epoch: number }, devices: [string, string]) =>
  deriveBits(secret, new Uint8Array(), [`${LABEL}/check`, place.session, place.epoch, ...devices.toSorted()])
