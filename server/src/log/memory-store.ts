import { MemoryAccess } from './memory-access.ts'
import { MemoryLog } from './memory-log.ts'
import { MemoryVaults } from './memory-vaults.ts'
import type { Tables } from './memory-tables.ts'
import type { Share, ShareBox } from './share-box.ts'
import type { Store } from './store.ts'

/** Keeps everything until the process ends: for tests, and to show that the contract is not SQLite's. */
export const openMemory = (): Store => {
  const tables: Tables = { sessions: new Map(), erased: new Map() }
  return {
    log: new MemoryLog(tables),
    access: new MemoryAccess(tables),
    shares: new MemoryShares(),
    vaults: new MemoryVaults(),
  }
}

class MemoryShares implements ShareBox {
  readonly #shares = new Map<string, Share[]>()

  async put(session: string, share: Share) {
    const kept = await this.of(session)
    const there = kept.find(({ channel, epoch }) => channel === share.channel && epoch === share.epoch)
    if (!there) this.#shares.set(session, [...kept, share])
    return there ?? share
  }

  async of(session: string) {
    return this.#shares.get(session) ?? []
  }

  async forget(session: string) {
    this.#shares.delete(session)
  }

  async tidy() {}
  close() {}
}
