import type { Keyring, RingName } from './keyring.ts'
import type { Draft } from './scene.ts'

/** The drafts of one seat, opaque to session/. The last write of a key wins, whatever the disk's pace. */
export const createDraft = (keyring: Keyring, name: RingName): Draft => {
  let loaded: Promise<Record<string, string>> | undefined
  const load = () => (loaded ??= keyring.readDrafts(name))
  return {
    read: async key => (await load())[key],
    write: async (key, value) => {
      const drafts = await load()
      if (value === undefined) delete drafts[key]
      else drafts[key] = value
      await keyring.writeDrafts(name, { ...drafts })
    },
    clear: async () => {
      loaded = Promise.resolve({})
      await keyring.writeDrafts(name, {})
    },
  }
}
