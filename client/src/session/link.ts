import type { AnyEntry } from '@haven/shared/acts.ts'
import { genesisInput, linkInput } from '@haven/shared/chain.ts'
import { type Bytes, sha, toBytes, toText, utf8 } from '../seal/keys.ts'

/** The hash before entry 1 of a channel. */
export const genesis = (session: string, channel: string): Promise<Bytes> => sha(genesisInput(utf8, session, channel))

/** The hash after `entry`. Erased words leave it as it was: the hash of the box stands in. Throws on bad base64url. */
export const link = async (previous: Bytes, entry: AnyEntry): Promise<Bytes> => {
  const known = foreseen.get(entry)
  return known && known.previous === toText(previous) ? known.hash : linkOf(previous, entry)
}

/**
 * Begins the links of entries that came together all at once, each on the hash that another one of them names as its
 * base. Nothing of it is believed: `link` takes one up only where the hash before it turns out to be that very one.
 */
export const foresee = (entries: readonly AnyEntry[]): void => {
  const named = new Map<number, string>()
  for (const entry of entries) if (entry.by !== 'haven') named.set(entry.base.seq, entry.base.hash)
  for (const entry of entries) {
    const previous = named.get(entry.seq - 1)
    if (previous === undefined) continue
    const hash = begin(previous, entry)
    hash.catch(() => {})
    foreseen.set(entry, { previous, hash })
  }
}

const foreseen = new WeakMap<AnyEntry, { previous: string; hash: Promise<Bytes> }>()

const begin = async (previous: string, entry: AnyEntry): Promise<Bytes> => linkOf(toBytes(previous), entry)

const linkOf = async (previous: Bytes, entry: AnyEntry): Promise<Bytes> => {
  if (entry.by === 'haven') return sha(linkInput(utf8, previous, entry))
  const { base, box, boxHash: kept, ...stamp } = entry
  const boxHash = box === null ? toBytes(kept ?? '') : await sha(toBytes(box))
  return sha(linkInput(utf8, previous, { ...stamp, base: { seq: base.seq, hash: toBytes(base.hash) }, boxHash }))
}
