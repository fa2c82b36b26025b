import { createStore, get, keys, promisifyRequest, type UseStore } from 'idb-keyval'

/** Where a device keeps what is sealed; keys and values say nothing by themselves. */
export type Records = {
  read(key: string): Promise<unknown>
  /** In one step: no other tab’s change comes between. `undefined` takes the record away. */
  change(key: string, update: (old: unknown) => unknown): Promise<void>
  keys(): Promise<string[]>
}

/** In IndexedDB. `name` is the database. */
export const storedRecords = (name = 'haven-workspace'): Records => {
  let opened: UseStore | undefined
  const store = () => (opened ??= createStore(name, 'records'))
  return {
    read: key => get(key, store()),
    change: (key, update) =>
      store()('readwrite', async records => {
        const next = update(await promisifyRequest(records.get(key)))
        if (next === undefined) records.delete(key)
        else records.put(next, key)
        await promisifyRequest(records.transaction)
      }),
    keys: () => keys<string>(store()),
  }
}

/** Gone with the page: for a shared computer and for headless use. */
export const memoryRecords = (): Records => {
  const records = new Map<string, unknown>()
  return {
    read: async key => records.get(key),
    change: async (key, update) => {
      const next = update(records.get(key))
      if (next === undefined) records.delete(key)
      else records.set(key, next)
    },
    keys: async () => [...records.keys()],
  }
}
