import 'fake-indexeddb/auto'
import { createStore, entries } from 'idb-keyval'
import { describe, expect, it } from 'vitest'
import { newDevice } from '../seal/device.ts'
import { newId, random, toText } from '../seal/keys.ts'
import { type Keyring, memoryKeyring, storedKeyring } from './keyring.ts'
import { readRing, type Ring } from './ring.ts'

const newRing = async (seat: 'p1' | 'p2' = 'p1', session = newId()): Promise<Ring> => ({
  session,
  seat,
  device: await newDevice(),
  secrets: { room: { 1: toText(random(32)) } },
  invites: [{ seat: 'p2', secret: toText(random(16)) }],
  accepted: [newId()],
  asked: { mode: 'couple', setting: 'apart', keepDays: 30, therapist: false },
  names: { own: 'Adalbert', partner: 'Benedikta' },
  lastVisit: 5,
  outbox: [
    {
      frame: {
        type: 'propose',
        mid: newId(),
        channel: 'room',
        epoch: 1,
        step: 'hear.voice',
        base: { seq: 1, hash: toText(random(32)) },
        act: { type: 'spoke', aloud: false },
        box: toText(random(540)),
      },
      words: { text: 'in the corridor' },
      resealed: 0,
    },
  ],
  returned: [
    { mid: newId(), code: 'stale-step', step: 'map.name', act: { type: 'parked' }, words: { title: 'unsaid' } },
  ],
})
const nameOf = ({ session, seat }: Ring) => ({ session, seat })
const fresh = () => storedKeyring(`haven-${newId()}`)

/** Every byte and letter of a database, key objects aside, which say nothing. */
const dump = async (name: string): Promise<string> => {
  const records = await entries(createStore(name, 'keyring'))
  return records.map(record => JSON.stringify(record, asLetters)).join('\n')
}
const asLetters = (_: string, value: unknown) =>
  value instanceof Uint8Array ? `${Buffer.from(value).toString('latin1')} ${toText(value)}` : value

describe.each([
  ['own', fresh],
  ['shared', memoryKeyring],
] as [string, () => Keyring][])('a keyring on an %s device', (form, make) => {
  it('gives back what was written, for each seat its own', async () => {
    const keyring = make()
    const one = await newRing('p1')
    const two = await newRing('p2', one.session)
    await Promise.all([keyring.write(one), keyring.write(two), keyring.writeDrafts(nameOf(one), { a: 'half a line' })])
    expect(keyring.form).toBe(form)
    expect(await keyring.read(nameOf(one))).toEqual(one)
    expect(await keyring.read(nameOf(two))).toEqual(two)
    expect((await keyring.list()).map(({ seat }) => seat).sort()).toEqual(['p1', 'p2'])
    expect(await keyring.readDrafts(nameOf(one))).toEqual({ a: 'half a line' })
    expect(await keyring.readDrafts(nameOf(two))).toEqual({})
  })

  it('keeps the last of two writes', async () => {
    const keyring = make()
    const ring = await newRing()
    await Promise.all([1, 2, 3].map(lastVisit => keyring.write({ ...ring, lastVisit })))
    expect((await keyring.read(nameOf(ring)))?.lastVisit).toBe(3)
  })

  it('C12 forgets ring and drafts, and nothing else', async () => {
    const keyring = make()
    const [gone, kept] = [await newRing(), await newRing()]
    for (const ring of [gone, kept]) {
      await keyring.write(ring)
      await keyring.writeDrafts(nameOf(ring), { a: 'half a line' })
    }
    await keyring.forget(nameOf(gone))
    expect(await keyring.read(nameOf(gone))).toBeUndefined()
    expect(await keyring.readDrafts(nameOf(gone))).toEqual({})
    expect(await keyring.list()).toEqual([kept])
    expect(await keyring.readDrafts(nameOf(kept))).toEqual({ a: 'half a line' })
  })

  it('C12 writes in place of a ring that is there, and never brings a forgotten one back', async () => {
    const keyring = make()
    const [ring, other] = [await newRing(), await newRing()]
    await Promise.all([keyring.write(ring), keyring.write(other)])
    await keyring.rewrite({ ...ring, lastVisit: 6 })
    expect((await keyring.read(nameOf(ring)))?.lastVisit).toBe(6)
    await keyring.forget(nameOf(ring))
    await expect(keyring.rewrite(ring)).rejects.toThrow('forgotten')
    await expect(keyring.writeDrafts(nameOf(ring), { a: 'late' })).rejects.toThrow('forgotten')
    expect(await keyring.list()).toEqual([other])
    expect(await keyring.readDrafts(nameOf(ring))).toEqual({})
  })
})

describe('a ring kept before talks had other channels', () => {
  it('opens with what it left out, and goes on from the head it knew', async () => {
    const name = `haven-${newId()}`
    const { heads: _, asked, ...ring } = await newRing()
    const head = { seq: 7, hash: toText(random(32)) }
    const before = { ...ring, asked: { setting: asked.setting, keepDays: asked.keepDays }, head }
    await storedKeyring(name).write(before as never)
    const expected = { ...ring, asked: { ...asked, mode: 'couple', therapist: false }, heads: { room: head } }
    expect(await storedKeyring(name).read(nameOf(expected as never))).toEqual(expected)
    const keyring = storedKeyring(name)
    const [opened] = await keyring.list()
    expect(opened).toEqual(expected)
    const later = { ...opened!, heads: { room: { seq: 8, hash: head.hash } } }
    await keyring.rewrite(later)
    expect(await storedKeyring(name).read(nameOf(later))).toEqual(later)
  })

  it('one that never stood anywhere remembers no head', async () => {
    const ring = await newRing()
    expect(readRing(ring)).toEqual(ring)
    expect(readRing(ring)).not.toHaveProperty('heads')
  })
})

describe('at rest', () => {
  it('C12 a ring forgotten in another tab leaves no record behind', async () => {
    const name = `haven-${newId()}`
    const ring = await newRing()
    const here = storedKeyring(name)
    await here.write(ring)
    await storedKeyring(name).forget(nameOf(ring))
    await expect(here.rewrite(ring)).rejects.toThrow('forgotten')
    expect(await dump(name)).not.toContain(ring.session)
  })

  it('C2 is there after a reload, and the device still signs', async () => {
    const name = `haven-${newId()}`
    const ring = await newRing()
    await storedKeyring(name).write(ring)
    const read = await storedKeyring(name).read(nameOf(ring))
    expect(read).toEqual(ring)
    expect(read!.device.sign.privateKey.extractable).toBe(false)
    const kind = { name: 'ECDSA', hash: 'SHA-256' }
    expect(await crypto.subtle.sign(kind, read!.device.sign.privateKey, random(8))).toBeDefined()
  })

  it('C2 no word, name or secret can be read', async () => {
    const name = `haven-${newId()}`
    const ring = await newRing()
    const keyring = storedKeyring(name)
    await keyring.write(ring)
    await keyring.writeDrafts(nameOf(ring), { 'hear.voice': 'half a line' })
    const dumped = await dump(name)
    expect(dumped).toContain(ring.session)
    for (const hidden of ['corridor', 'unsaid', 'half a line', 'Adalbert', 'Benedikta', 'hear.voice', 'stale-step'])
      expect(dumped).not.toContain(hidden)
    for (const secret of [ring.secrets.room![1]!, ring.invites[0]!.secret, ring.outbox[0]!.frame.box])
      expect(dumped).not.toContain(secret.slice(0, 16))
  })

  it('one browser has one lock, whoever comes first', async () => {
    const name = `haven-${newId()}`
    const rings = await Promise.all([newRing(), newRing(), newRing()])
    await Promise.all(rings.map(ring => storedKeyring(name).write(ring)))
    expect(await storedKeyring(name).list()).toHaveLength(3)
  })
})
