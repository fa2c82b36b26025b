import type { RingName } from './keyring.ts'
import type { Parts } from './parts.ts'

type Held = RingName & { close(): void }

const holding = new WeakMap<Parts['keyrings'], Set<Held>>()

/** A session that is open on this page with these keyrings; the answer is to be called when it is closed. */
export const hold = ({ keyrings }: Parts, held: Held): (() => void) => {
  const all = holding.get(keyrings) ?? new Set()
  holding.set(keyrings, all.add(held))
  return () => void all.delete(held)
}

/** C12: this device alone: closed first where it is open on this page, then its rings and drafts are gone. */
export const forgetHere = async (parts: Parts, { session, seat }: RingName): Promise<void> => {
  const { own, shared } = parts.keyrings
  const all = [...(holding.get(parts.keyrings) ?? [])]
  for (const held of all) if (held.session === session && held.seat === seat) held.close()
  await Promise.all([own, shared].map(one => one.forget({ session, seat }, 'forgotten')))
}
