import type { AnyEntry } from '@haven/shared/acts.ts'
import { genesisInput, linkInput } from '@haven/shared/chain.ts'
import { type Bytes, sha, toBytes, utf8 } from '../seal/keys.ts'

/** The hash before entry 1 of a channel. */
export const genesis = (session: string, channel: string): Promise<Bytes> => sha(genesisInput(utf8, session, channel))

/** The hash after `entry`. Erased words leave it as it was: the hash of the box stands in. Throws on bad base64url. */
export const link = async (previous: Bytes, entry: AnyEntry): Promise<Bytes> => {
  if (entry.by === 'haven') return sha(linkInput(utf8, previous, entry))
  const { base, box, boxHash: kept, ...stamp } = entry
  const boxHash = box === null ? toBytes(kept ?? '') : await sha(toBytes(box))
  return sha(linkInput(utf8, previous, { ...stamp, base: { seq: base.seq, hash: toBytes(base.hash) }, boxHash }))
}
