import { randomBytes } from 'node:crypto'
import { mayCarryWords } from '@haven/shared/acts.ts'
import { LIMITS } from '@haven/shared/wire.ts'
import { sha256, toText } from '../src/bytes.ts'

/** What 400 bytes of words, or none, are once sealed. A server cannot tell a box from random bytes, so these are made
 *  beforehand and nothing is sealed while something is measured. */
export type Box = { text: string; hash: Uint8Array }

const made = (plain: number): Box[] =>
  Array.from({ length: 64 }, () => {
    const bytes = randomBytes(plain + LIMITS.boxOverhead)
    return { text: toText(bytes), hash: sha256(bytes) }
  })

const WORDS = made(LIMITS.boxSizes.find(size => size > 400)!)
const EMPTY = made(0)
let next = 0

export const boxFor = (type: string): Box => {
  const boxes = mayCarryWords(type) ? WORDS : EMPTY
  return boxes[next++ % boxes.length]!
}
