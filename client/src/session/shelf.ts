import { createDraft } from './draft.ts'
import type { Keyring } from './keyring.ts'
import type { Ring } from './ring.ts'
import type { Draft } from './scene.ts'

/** The ring of an open session: changed at once in memory, then kept, until the session lets go of it. */
export type Shelf = {
  readonly ring: Ring
  /** False once the session has let go: nothing is kept any more. */
  readonly isHeld: boolean
  readonly draft: Draft
  /** Resolves once the change is kept. */
  keep(change: Partial<Ring>): Promise<void>
  /** Nothing is written from here on. */
  letGo(): void
  /** C12: ring and drafts are gone, and nothing brings them back. */
  forget(): Promise<void>
}

export const createShelf = (keyring: Keyring, first: Ring): Shelf => {
  let ring = first
  let isHeld = true
  const letGo = () => {
    isHeld = false
  }
  const writeDrafts: Keyring['writeDrafts'] = async (name, drafts) => {
    if (isHeld) await keyring.writeDrafts(name, drafts)
  }
  return {
    get ring() {
      return ring
    },
    get isHeld() {
      return isHeld
    },
    draft: createDraft({ ...keyring, writeDrafts }, first),
    keep: async change => {
      ring = { ...ring, ...change }
      if (isHeld) await keyring.write(ring)
    },
    letGo,
    forget: async () => {
      letGo()
      await keyring.forget(ring)
    },
  }
}
