import { createStore, del, entries, get, promisifyRequest, set, update, type UseStore } from 'idb-keyval'
import type { Device } from '../seal/device.ts'
import type { Bytes } from '../seal/keys.ts'
import { newLock, openRecord, sealRecord } from '../seal/lock.ts'
import { createQueue } from './queue.ts'
import { type KeptRing, readRing, type Ring } from './ring.ts'

/** Which ring: one browser may hold both seats of a session, each with its own keys. */
export type RingName = Pick<Ring, 'session' | 'seat'>

/** Why a ring goes: its seat was taken back, somebody here wanted it gone, or there is nothing left that it opens. */
export type WhyForgotten = 'removed' | 'forgotten' | 'erased'

/** Where a device keeps its rings and drafts. Writes of one name land in the order they were asked for. */
export type Keyring = {
  /** `own`: survives a reload. `shared`: memory only, gone on close. */
  readonly form: 'own' | 'shared'
  /** Those that can be opened. */
  list(): Promise<Ring[]>
  read(name: RingName): Promise<Ring | undefined>
  write(ring: Ring): Promise<void>
  /** As `write`, in place of the ring that is there. C12: rejects where it was forgotten. */
  rewrite(ring: Ring): Promise<void>
  /** Ring and drafts. Where no reason is given it counts as `erased`; what keeps a list of talks tells them apart. */
  forget(name: RingName, why?: WhyForgotten): Promise<void>
  readDrafts(name: RingName): Promise<Record<string, string>>
  /** C12: rejects where the ring was forgotten. */
  writeDrafts(name: RingName, drafts: Record<string, string>): Promise<void>
}

const idOf = ({ session, seat }: RingName) => `${session}.${seat}`

/** The shared-device and headless form. */
export const memoryKeyring = (): Keyring => {
  const rings = new Map<string, Ring>()
  const drafts = new Map<string, Record<string, string>>()
  const check = (name: RingName) => {
    if (!rings.has(idOf(name))) throw gone()
  }
  return {
    form: 'shared',
    list: async () => [...rings.values()],
    read: async name => rings.get(idOf(name)),
    write: async ring => void rings.set(idOf(ring), ring),
    rewrite: async ring => void (check(ring), rings.set(idOf(ring), ring)),
    forget: async name => void (rings.delete(idOf(name)), drafts.delete(idOf(name))),
    readDrafts: async name => drafts.get(idOf(name)) ?? {},
    writeDrafts: async (name, value) => void (check(name), drafts.set(idOf(name), value)),
  }
}

/** At rest: the device's key objects as objects, all else sealed by the device lock. */
type Kept = { device: Device; sealed: Bytes }

/** The own-device form, in IndexedDB. `name` is the database. */
export const storedKeyring = (name = 'haven'): Keyring => {
  let opened: UseStore | undefined
  const store = () => (opened ??= createStore(name, 'keyring'))
  const inOrder = createQueue()

  const openRing = async (key: string, { device, sealed }: Kept): Promise<Ring> => {
    const rest = (await openRecord(await lockOf(store()), key, sealed)) as Omit<KeptRing, 'device'>
    return readRing({ ...rest, device })
  }
  const sealRing = async ({ device, ...rest }: Ring): Promise<Kept> => ({
    device,
    sealed: await sealRecord(await lockOf(store()), `ring:${idOf(rest)}`, rest),
  })
  return {
    form: 'own',
    list: async () => {
      const kept = (await entries<string, Kept>(store())).filter(([key]) => key.startsWith('ring:'))
      const rings = await Promise.all(kept.map(([key, ring]) => openRing(key, ring).catch(() => undefined)))
      return rings.filter(ring => ring !== undefined)
    },
    read: async ring => {
      const key = `ring:${idOf(ring)}`
      const kept = await get<Kept>(key, store())
      return kept && openRing(key, kept)
    },
    write: ring => inOrder(async () => set(`ring:${idOf(ring)}`, await sealRing(ring), store())),
    rewrite: ring => inOrder(async () => putBeside(ring, `ring:${idOf(ring)}`, await sealRing(ring), store())),
    forget: ring =>
      inOrder(async () => {
        await del(`ring:${idOf(ring)}`, store())
        await del(`drafts:${idOf(ring)}`, store())
      }),
    readDrafts: async ring => {
      const key = `drafts:${idOf(ring)}`
      const sealed = await get<Bytes>(key, store())
      return sealed ? ((await openRecord(await lockOf(store()), key, sealed)) as Record<string, string>) : {}
    },
    writeDrafts: (ring, drafts) =>
      inOrder(async () => {
        const key = `drafts:${idOf(ring)}`
        await putBeside(ring, key, await sealRecord(await lockOf(store()), key, drafts), store())
      }),
  }
}

/** In one transaction: nothing is put where the ring is gone, whichever tab forgot it. */
const putBeside = (name: RingName, key: string, value: unknown, store: UseStore): Promise<void> =>
  store('readwrite', async records => {
    if ((await promisifyRequest(records.count(`ring:${idOf(name)}`))) === 0) throw gone()
    records.put(value, key)
    await promisifyRequest(records.transaction)
  })

const gone = () => new Error('the talk was forgotten on this device')

/** One lock per browser, whichever tab makes it first. */
const lockOf = async (store: UseStore): Promise<CryptoKey> => {
  const known = await get<CryptoKey>('lock', store)
  if (known) return known
  const fresh = await newLock()
  await update<CryptoKey>('lock', old => old ?? fresh, store)
  return (await get<CryptoKey>('lock', store))!
}
