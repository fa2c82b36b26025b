import { CLOSE, LIMITS } from '@haven/shared/wire.ts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { bothThere, enter, type House, openHouse } from './testing/house.ts'
import { boxOf, newTestDevice } from './testing/device.ts'
import { allThere, whisper } from './testing/practice.ts'
import type { Sock } from './testing/sock.ts'

let house: House
beforeEach(async () => {
  house = await openHouse({ isUnlimited: true })
})
afterEach(() => house.close())

const wrapOf = (to: readonly { id: string }[], changes: object = {}) => ({
  type: 'wrap',
  channel: 'room',
  epoch: 2,
  room: 3,
  wraps: to.map(({ id }) => ({ to: id, box: boxOf(LIMITS.wrap) })),
  ...changes,
})
const rekeyed = (sock: Sock) => sock.entries.filter(({ act }) => act.type === 'rekeyed')

describe('P43 a new epoch', () => {
  it('each device gets both halves of it before the entry that says so, and its own half alone', async () => {
    const { one, two, p1, p2 } = await bothThere(house)
    const wrap = wrapOf([p1, p2])
    one.send(wrap)
    for (const [sock, at] of [
      [one, 0],
      [two, 1],
    ] as const) {
      await sock.until(() => rekeyed(sock).length === 1)
      const names = sock.frames.map(({ type }) => type)
      expect(names.indexOf('keys')).toBeLessThan(names.lastIndexOf('entries'))
      const [keys] = sock.of('keys')
      expect(keys!.wraps).toEqual([{ channel: 'room', epoch: 2, box: wrap.wraps[at]!.box }])
      expect(keys!.shares).toMatchObject([{ channel: 'room', epoch: 2 }])
      expect(rekeyed(sock)).toMatchObject([{ seq: 4, by: 'haven', epoch: 2, act: { device: p1.id, room: 3 } }])
    }
    expect(one.of('keys')[0]!.shares).toEqual(two.of('keys')[0]!.shares)
  })

  it('P15 later acts of the old one are told so, and those of the new one are stored', async () => {
    const { one, p1, p2 } = await bothThere(house)
    one.send(wrapOf([p1, p2]))
    await one.until(() => rekeyed(one).length === 1)
    expect(await one.does({ type: 'readied' }, 'arrive.welcome')).toBe('old-epoch')
    expect(await one.does({ type: 'readied' }, 'arrive.welcome', { epoch: 2 })).toBe(5)
  })

  it('comes with the next welcome, all shares and own wraps, also after a restart', async () => {
    const { one, two, p1, p2, session } = await bothThere(house)
    const wrap = wrapOf([p1, p2])
    two.cut()
    one.send(wrap)
    await one.until(() => rekeyed(one).length === 1)
    const again = await openHouse({ store: house.store })
    const back = await enter({ house: again, session }, p2)
    await back.until(() => back.entries.length === 4)
    expect(back.welcome).toMatchObject({ epoch: 2, wraps: [{ channel: 'room', epoch: 2, box: wrap.wraps[1]!.box }] })
    expect(back.welcome!.shares.filter(({ channel }) => channel === 'room').map(({ epoch }) => epoch)).toEqual([1, 2])
    await again.close()
  })

  it('of two who make one at the same time one is taken', async () => {
    const { one, two, p1, p2 } = await bothThere(house)
    one.send(wrapOf([p1, p2]))
    two.send(wrapOf([p1, p2]))
    await one.settled()
    await two.settled()
    for (const sock of [one, two]) {
      await sock.until(() => rekeyed(sock).length === 1)
      expect(sock.of('keys')).toHaveLength(1)
    }
  })

  it.each([
    ['leaves a device out', (p1: { id: string }) => wrapOf([p1])],
    [
      'gives it to a stranger',
      (p1: { id: string }, p2: { id: string }, other: { id: string }) => wrapOf([p1, p2, other]),
    ],
    ['names one twice', (p1: { id: string }) => wrapOf([p1, p1])],
    ['skips an epoch', (p1: { id: string }, p2: { id: string }) => wrapOf([p1, p2], { epoch: 3 })],
    ['knows entries that are not there', (p1: { id: string }, p2: { id: string }) => wrapOf([p1, p2], { room: 4 })],
    ['is for a channel of another', (p1: { id: string }) => wrapOf([p1], { channel: 'private:p2' })],
  ])('is not taken where it %s', async (_, wrap) => {
    const { one, p1, p2, session } = await bothThere(house)
    one.send(wrap(p1, p2, await newTestDevice()))
    await one.settled()
    expect(await one.does({ type: 'readied' }, 'arrive.welcome')).toBe(4)
    expect((await house.store.shares.of(session)).every(({ epoch }) => epoch === 1)).toBe(true)
  })

  it('P40 of a whisper is heard by nobody else', async () => {
    const { socks, devices } = await allThere(house)
    const before = socks.p2.frames.length
    socks.therapist.send(wrapOf([devices.p1, devices.therapist], { channel: 'whisper:p1' }))
    await socks.p1.until(() => socks.p1.of('keys').length === 1)
    await socks.p1.until(() => socks.p1.side('whisper:p1').length === 1)
    expect(await whisper(socks.p1, 'p1')).toBe('old-epoch')
    await socks.p2.settled()
    expect(socks.p2.frames.slice(before).map(({ type }) => type)).toEqual(['pong'])
  })
})

describe('P41 after a therapist was sent away', () => {
  const sendAway = async () => {
    const there = await allThere(house)
    const { socks, devices } = there
    const { p1, p2, therapist } = devices
    socks.p1.send(wrapOf([p1, p2, therapist]))
    await socks.p1.until(() => rekeyed(socks.p1).length === 1)
    await socks.p2.does({ type: 'withdrew', kind: 'therapist' }, '', { epoch: 2 })
    return there
  }

  it('no share is given, a wrap that would still be for them is not taken, and theirs are gone', async () => {
    const { socks, session, devices } = await sendAway()
    const { p1, p2, therapist } = devices
    await socks.therapist.until(() => socks.therapist.closed !== undefined)
    expect(socks.therapist.closed).toBe(CLOSE.removed)
    await socks.p1.until(() => socks.p1.entries.length === 8)
    const before = socks.therapist.frames.length
    socks.p1.send(wrapOf([p1, p2, therapist], { epoch: 3, room: 8 }))
    socks.p1.send(wrapOf([p1, p2], { epoch: 3, room: 8 }))
    await socks.p2.until(() => rekeyed(socks.p2).length === 2)
    expect(rekeyed(socks.p2)[1]).toMatchObject({ epoch: 3, seq: 9 })
    expect(socks.therapist.frames.length).toBe(before)
    expect(await house.store.access.wraps(session, therapist.id)).toEqual([])
    expect(await house.store.access.wraps(session, p1.id)).toHaveLength(2)
  })

  it('a forgotten session keeps no wrap', async () => {
    const { session, devices } = await sendAway()
    await house.store.access.forget(session, 1)
    expect(await house.store.access.wraps(session, devices.p1.id)).toEqual([])
  })
})
