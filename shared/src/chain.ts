import { enc, factsOf, type Room, type Utf8 } from './encode.ts'

/** What a link commits to. Hashes are raw bytes; what an entry by `haven` lacks is left out. */
export type Linked = {
  seq: number
  at: number
  by: string
  epoch: number
  act: { type: string }
  device?: string
  mid?: string
  step?: string
  base?: { seq: number; hash: Uint8Array }
  boxHash?: Uint8Array
}

/** The input of h₀: SHA-256 of it is the hash before entry 1. */
export const genesisInput = (utf8: Utf8, session: string, channel: string): Uint8Array<ArrayBuffer> =>
  enc(utf8, ['haven/1/chain', session, channel])

/** The input of hₙ. It commits to the hash of the box, so erased words leave the chain whole. */
export const linkInput = (utf8: Utf8, previous: Uint8Array, entry: Linked, room?: Room): Uint8Array<ArrayBuffer> =>
  enc(
    utf8,
    [
      'haven/1/chain',
      previous,
      entry.seq,
      entry.at,
      entry.by,
      entry.device ?? '',
      entry.mid ?? '',
      entry.epoch,
      entry.step ?? '',
      entry.act.type,
      factsOf(entry.act),
      entry.base?.seq ?? '',
      entry.base?.hash ?? '',
      entry.boxHash ?? '',
    ],
    room,
  )
