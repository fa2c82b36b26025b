import type { Keyring, RingName } from './keyring.ts'
import { createQueue } from './queue.ts'
import type { Draft } from './scene.ts'

/** The drafts of one seat, opaque to session/. What was asked last counts, whatever the disk's pace. */
export const createDraft = (keyring: Pick<Keyring, 'readDrafts' | 'writeDrafts'>, name: RingName): Draft => {
  const inOrder = createQueue()
  let loaded: Promise<Record<string, string>> | undefined
  /** A failed reading is tried again at the next word: it must not keep all later words from the device. */
  const load = () =>
    (loaded ??= keyring.readDrafts(name).catch(error => {
      loaded = undefined
      throw error
    }))
  return {
    read: key => inOrder(async () => (await load())[key]),
    all: () => inOrder(async () => ({ ...(await load()) })),
    write: (key, value) =>
      inOrder(async () => {
        const drafts = await load()
        if (value === undefined) delete drafts[key]
        else drafts[key] = value
        await keyring.writeDrafts(name, { ...drafts })
      }),
    clear: () =>
      inOrder(async () => {
        loaded = Promise.resolve({})
        await keyring.writeDrafts(name, {})
      }),
  }
}
