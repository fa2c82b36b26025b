import { type Device, exportDevice, type ExportedDevice, importDevice } from '../seal/device.ts'
import type { Keyring, RingName, WhyForgotten } from '../session/keyring.ts'
import { createQueue } from '../session/queue.ts'
import { type KeptRing, readRing, type Ring } from '../session/ring.ts'
import { isAlike } from './alike.ts'
import { bury, type Couple, type FleetingRing, isOpenable, type StableRing, type VaultContent } from './content.ts'
import type { Ledger } from './ledger.ts'
import type { Local } from './local.ts'
import { mergeKept } from './merge.ts'

type KeyringParts = { ledger: Pick<Ledger, 'content' | 'change'>; local: Local; now(): number }

const idOf = ({ session, seat }: RingName) => `${session}.${seat}`
const ringRecord = (name: RingName) => `ring:${idOf(name)}`
const draftsRecord = (name: RingName) => `drafts:${idOf(name)}`

/**
 * The rings of a therapist’s seats, whose secrets travel with the vault. A ring written for the first time needs a device
 * that `newPortableDevice` made; it is imported ever after and can be exported no more. `write` resolves once
 * the ring is on the server, or kept on this device where there is no line; a change of what is fleeting never leaves it.
 */
export const vaultKeyring = ({ ledger, local, now }: KeyringParts): Keyring => {
  const inOrder = createQueue()
  const devices = new WeakMap<ExportedDevice, Promise<Device>>()
  const known = knownLinks()
  const find = (name: RingName) =>
    ledger.content.couples.filter(isOpenable).find(({ kept }) => idOf(kept) === idOf(name))
  const deviceOf = (exported: ExportedDevice): Promise<Device> => {
    const imported = devices.get(exported) ?? importDevice(exported)
    devices.set(exported, imported)
    return imported
  }
  const join = async (couple: ReturnType<typeof find> & object): Promise<Ring> => {
    const device = await deviceOf(couple.device)
    known.begin(couple.kept)
    const blank: FleetingRing = { lastVisit: couple.made, outbox: [], returned: [] }
    const fleeting = ((await local.read(ringRecord(couple.kept))) ?? blank) as FleetingRing
    return readRing({ ...couple.kept, ...fleeting, device } as KeptRing)
  }
  const rewrite = async (ring: Ring, until: 'kept' | 'saved'): Promise<void> => {
    const couple = find(ring)
    if (!couple) throw gone()
    const { stable, fleeting } = split(ring)
    await local.write(ringRecord(ring), fleeting)
    const seen = known.next(stable)
    if (!isAlike(beside(couple.kept, stable, seen), couple.kept))
      await ledger.change(withKept(ring.session, stable, seen))[until]
  }
  const found = async (ring: Ring): Promise<void> => {
    const { stable, fleeting } = split(ring)
    const couple = await newCouple(ring, stable, now())
    await local.write(ringRecord(ring), fleeting)
    known.next(stable)
    await ledger.change(content => withCouple(content, couple)).saved
  }
  return {
    form: 'own',
    list: async () => {
      const rings = ledger.content.couples.filter(isOpenable).map(couple => join(couple).catch(() => undefined))
      return (await Promise.all(rings)).filter(ring => ring !== undefined)
    },
    read: async name => {
      const couple = find(name)
      return couple && join(couple)
    },
    write: ring => inOrder(() => (find(ring) ? rewrite(ring, 'saved') : found(ring))),
    rewrite: ring => inOrder(() => rewrite(ring, 'kept')),
    forget: (name, why = 'erased') =>
      inOrder(async () => {
        await local.drop(ringRecord(name))
        await local.drop(draftsRecord(name))
        if (find(name)) await ledger.change(content => withoutSecrets(content, name.session, why)).kept
      }),
    readDrafts: async name => ((await local.read(draftsRecord(name))) ?? {}) as Record<string, string>,
    writeDrafts: (name, drafts) =>
      inOrder(async () => {
        if (!find(name)) throw gone()
        await local.write(draftsRecord(name), drafts)
      }),
  }
}

/** The links each session of this page knows of: one it does not name any more is gone, any other is from elsewhere. */
const knownLinks = () => {
  const known = new Map<string, StableRing['invites']>()
  return {
    begin: (ring: StableRing) => void (known.has(ring.session) || known.set(ring.session, ring.invites)),
    /** The answer is what it knew before. */
    next: (ring: StableRing): StableRing['invites'] => {
      const before = known.get(ring.session) ?? []
      known.set(ring.session, ring.invites)
      return before
    },
  }
}

const split = (ring: Ring): { stable: StableRing; fleeting: FleetingRing } => {
  const { device: _, heads, outbox, returned, lastVisit, until, ...stable } = ring
  return { stable, fleeting: { ...(heads && { heads }), outbox, returned, lastVisit, until } }
}

const newCouple = async ({ session, device, asked }: Ring, kept: StableRing, now: number): Promise<Couple> => ({
  session,
  alias: '',
  kind: asked.mode === 'practice' ? 'practice' : 'supervised',
  made: now,
  changed: now,
  device: await exportDevice(device),
  kept,
})

/** In the place of one that ended here, of which it is the successor. */
const withCouple = (content: VaultContent, couple: Couple): VaultContent => {
  const before = content.couples.find(({ session }) => session === couple.session)
  const made = Math.max(couple.made, (before?.made ?? 0) + 1)
  return { ...content, couples: [...content.couples.filter(one => one !== before), { ...couple, made }] }
}

const withKept = (session: string, stable: StableRing, seen: StableRing['invites']) => (content: VaultContent) =>
  changeCouple(content, session, couple => ({ ...couple, kept: beside(couple.kept, stable, seen) }))

/** A ring as its session has it, with what another device put beside it meanwhile. */
const beside = (there: StableRing, own: StableRing, seen: StableRing['invites']): StableRing => {
  const secrets = new Set(seen.map(({ secret }) => secret))
  return mergeKept({ ...there, invites: there.invites.filter(({ secret }) => !secrets.has(secret)) }, own)
}

/** One that has a name stays on the list; one that never got as far as a name leaves it. */
const withoutSecrets = (content: VaultContent, session: string, why: WhyForgotten): VaultContent =>
  changeCouple(content, session, couple =>
    bury({ ...couple, ended: why, ...(couple.alias === '' && { gone: true as const }) }),
  )

export const changeCouple = (
  content: VaultContent,
  session: string,
  update: (couple: Couple) => Couple,
): VaultContent => ({
  ...content,
  couples: content.couples.map(couple => (couple.session === session ? update(couple) : couple)),
})

const gone = () => new Error('the talk was forgotten on this device')
