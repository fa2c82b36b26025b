import { createDraft } from './draft.ts'
import type { Keyring, WhyForgotten } from './keyring.ts'
import { createQueue } from './queue.ts'
import type { Ring } from './ring.ts'
import type { Draft } from './scene.ts'

/** The ring of an open session: changed at once in memory, then kept, until the session lets go of it. */
export type Shelf = {
  readonly ring: Ring
  /** False once the session has let go: nothing more is kept. */
  readonly isHeld: boolean
  readonly draft: Draft
  /** Resolves once the change is kept. Rejects where it could not be; the ring is without it then. */
  keep(change: Partial<Ring>): Promise<void>
  /** What was asked for before is still written, nothing after. */
  letGo(): void
  /** C12: ring and drafts are gone, and nothing brings them back. */
  forget(why: WhyForgotten): Promise<void>
}

export const createShelf = (keyring: Keyring, first: Ring): Shelf => {
  const inOrder = createQueue()
  let kept = first
  let pending: readonly Partial<Ring>[] = []
  let isHeld = true
  let isGone = false
  const letGo = () => {
    isHeld = false
  }
  /** One at a time, each on what is kept by then: a change that failed is not in the next. */
  const write = async (change: Partial<Ring>, isWritten: boolean) => {
    try {
      const next = { ...kept, ...change }
      if (isWritten && !isGone) await keyring.rewrite(next)
      kept = next
    } finally {
      pending = pending.filter(one => one !== change)
    }
  }
  return {
    get ring() {
      return pending.reduce<Ring>((ring, change) => ({ ...ring, ...change }), kept)
    },
    get isHeld() {
      return isHeld
    },
    draft: heldDraft(
      createDraft(
        { ...keyring, writeDrafts: async (...asked) => (isGone ? undefined : keyring.writeDrafts(...asked)) },
        first,
      ),
      () => isHeld,
    ),
    keep: change => {
      const isWritten = isHeld
      pending = [...pending, change]
      return inOrder(() => write(change, isWritten))
    },
    letGo,
    forget: async why => {
      letGo()
      isGone = true
      await keyring.forget(first, why)
    },
  }
}

/** What was typed before the session let go is written, however late its drafts are read. */
const heldDraft = (draft: Draft, isHeld: () => boolean): Draft => ({
  read: draft.read,
  all: draft.all,
  write: async (key, value) => {
    if (isHeld()) await draft.write(key, value)
  },
  clear: async () => {
    if (isHeld()) await draft.clear()
  },
})
