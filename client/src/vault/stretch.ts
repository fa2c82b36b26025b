import type { Bytes } from '../seal/keys.ts'
import { type Asked, COST, SALT, SIZE } from './argon.ts'

/** Argon2id of a phrase to 32 bytes: in a worker where there are any, here otherwise. */
export const stretch = async (phrase: string, cost = COST): Promise<Bytes> => {
  const asked: Asked = { phrase, cost }
  return typeof Worker === 'undefined' ? stretchHere(asked) : stretchApart(asked)
}

/** Slow and correct is better than shut out. */
const stretchApart = async (asked: Asked): Promise<Bytes> => {
  const apart = await import('./apart.ts')
  return apart.stretchApart(asked).catch(() => stretchHere(asked))
}

const stretchHere = async ({ phrase, cost }: Asked): Promise<Bytes> => {
  const { argon2idAsync } = await import('@noble/hashes/argon2.js')
  return Uint8Array.from(await argon2idAsync(phrase, SALT, { ...cost, dkLen: SIZE }))
}
