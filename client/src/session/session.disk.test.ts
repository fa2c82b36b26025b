import type { Act } from '@haven/shared/acts.ts'
import { CLOSE } from '@haven/shared/wire.ts'
import { describe, expect, it } from 'vitest'
import { forgetHere } from './holding.ts'
import type { Keyring } from './keyring.ts'
import type { Parts } from './parts.ts'
import { openSession } from './session.ts'
import {
  type Couple,
  hasTold,
  isOpen,
  isStopped,
  newCouple,
  type Person,
  tell,
  TO_MAP_NAME,
  until,
} from './testing/couple.ts'

const spoke: Act = { type: 'spoke', aloud: false }

const bothOpen = async () => {
  const couple = await newCouple()
  const sessions = { p1: await couple.p1.open(), p2: await couple.p2.open() }
  await Promise.all([until(sessions.p1, isOpen), until(sessions.p2, isOpen)])
  await tell(sessions, TO_MAP_NAME)
  return { ...couple, one: sessions.p1, two: sessions.p2 }
}
const ringOf = ({ server, p1 }: Couple) => p1.keyring.read({ session: server.session, seat: 'p1' })
/** The same disk, which refuses as many writes as it is told. */
const failing = (keyring: Keyring) => {
  const rewrite: Keyring['rewrite'] = async ring => {
    if (disk.fails > 0) {
      disk.fails -= 1
      throw new Error('the disk is full')
    }
    await keyring.rewrite(ring)
  }
  const disk = { fails: 0, keyring: { ...keyring, rewrite } }
  return disk
}
const withOwn = ({ parts }: Person, own: Keyring): Parts => ({ ...parts, keyrings: { ...parts.keyrings, own } })
const openFailing = async () => {
  const couple = await bothOpen()
  couple.one.close()
  const disk = failing(couple.p1.keyring)
  const one = (await openSession(withOwn(couple.p1, disk.keyring), couple.server.session))!
  await until(one, isOpen)
  return { couple, disk, one }
}

describe('C2 a disk that is full', () => {
  it('C2 told as not kept is not sent after a reload, whatever is kept meanwhile', async () => {
    const { couple, disk, one } = await openFailing()
    disk.fails = Infinity
    await expect(one.act(spoke, { title: 'the corridor' })).rejects.toThrow('full')
    disk.fails = 0
    expect(one.get().pending).toEqual([])
    await one.proposeNext('mine')
    expect(await ringOf(couple)).toMatchObject({ outbox: [], next: { hurt: 'mine' } })
  })

  it('C2 words that came back are on the device before they leave the outbox', async () => {
    const { couple, disk, one } = await openFailing()
    couple.server.refuse.push({ code: 'not-your-turn' })
    const mid = await one.act(spoke, { title: 'the corridor' })
    disk.fails = 1
    await one.settled(mid)
    while ((await ringOf(couple))?.outbox.length !== 0) await new Promise(setImmediate)
    expect((await ringOf(couple))?.returned).toMatchObject([{ mid, words: { title: 'the corridor' } }])
    await one.dismissAll()
    expect((await ringOf(couple))?.returned).toEqual([])
  })
})

/** The same disk, on which so many more writes land before the page is gone; those after them never end. */
const ending = (keyring: Keyring) => {
  const rewrite: Keyring['rewrite'] = ring => {
    disk.asked += 1
    return disk.asked > disk.lands ? new Promise(() => {}) : keyring.rewrite(ring)
  }
  const disk = { asked: 0, lands: Infinity, keyring: { ...keyring, rewrite } }
  return disk
}

describe('C2 a page that goes between two writes', () => {
  it.each([0, 1, 2])('C2 words are on their way or given back, and never both: gone after %i', async lands => {
    const couple = await bothOpen()
    couple.one.close()
    const disk = ending(couple.p1.keyring)
    const one = (await openSession(withOwn(couple.p1, disk.keyring), couple.server.session))!
    await until(one, isOpen)
    couple.server.refuse.push({ code: 'not-your-turn' })
    const mid = await one.act(spoke, { title: 'the corridor' })
    Object.assign(disk, { asked: 0, lands })
    const outcomes: unknown[] = []
    void one.settled(mid).then(outcome => outcomes.push(outcome))
    while (disk.asked <= lands && outcomes.length === 0) await new Promise(setImmediate)
    const ring = (await ringOf(couple))!
    expect([...ring.outbox.map(({ frame }) => frame.mid), ...ring.returned.map(back => back.mid)]).toEqual([mid])
    expect(one.get().returned === undefined).toBe(ring.returned.length === 0)
  })
})

describe('C12 a talk that is forgotten', () => {
  it('C12 erased is said, and nothing is left on the screen, where the ring cannot be forgotten', async () => {
    const couple = await bothOpen()
    couple.one.close()
    const forget = () => Promise.reject(new Error('the disk is gone'))
    const parts = withOwn(couple.p1, { ...couple.p1.keyring, forget })
    const one = (await openSession(parts, couple.server.session))!
    await until(one, isOpen)
    couple.server.cut(CLOSE.erased, 'p1')
    const scene = await until(one, isStopped)
    expect(scene).toMatchObject({ trouble: { kind: 'erased' }, told: [], names: { own: '' } })
    expect([scene.snapshot, scene.snapshots]).toEqual([undefined, undefined])
  })

  it('C12 forgotten on this device: the open session is closed first, and nothing is written back', async () => {
    const couple = await bothOpen()
    const said = couple.one.act(spoke, { title: 'the corridor' })
    await forgetHere(couple.p1.parts, { session: couple.server.session, seat: 'p1' })
    await expect(said).rejects.toThrow('over')
    await expect(couple.one.act(spoke)).rejects.toThrow('over')
    await until(couple.two, ({ present }) => present.length === 1)
    await couple.one.draft.write('map.name', 'late')
    expect(await couple.p1.keyring.list()).toEqual([])
  })

  it('C12 forgotten in another tab: no entry and no act writes the talk back', async () => {
    const couple = await bothOpen()
    await couple.p1.keyring.forget({ session: couple.server.session, seat: 'p1' })
    await couple.two.act({ type: 'paused', minutes: 5 })
    await until(couple.one, hasTold(14))
    await expect(couple.one.act({ type: 'returned' })).rejects.toThrow('forgotten')
    expect(await couple.p1.keyring.list()).toEqual([])
    expect(couple.one.get().pending).toEqual([])
  })
})
