import type { Keyring, RingName } from './keyring.ts'
import { createQueue } from './queue.ts'
import type { Draft } from './scene.ts'

/** The drafts of one seat, opaque to session/. What was asked last counts, whatever the disk's pace. */
export const createDraft = (keyring: Pick<Keyring, 'readDrafts' | 'writeDrafts'>, name: RingName): Draft => {
  const inOrder = createQueue()
  let loaded: Promise<Record<string, string>> | undefined
  const load = () => (loaded ??= keyring.readDrafts(name))
  return {
    read: key => inOrder(async () => (await load())[key]),
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
