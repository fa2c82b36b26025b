import { afterEach, beforeEach, expect, it } from 'vitest'
import { bothThere, enter, type House, openHouse } from './testing/house.ts'
import type { Sock } from './testing/sock.ts'

let house: House
beforeEach(async () => (house = await openHouse({ isUnlimited: true })))
afterEach(() => house.close())

const act = (sock: Sock) => sock.does({ type: 'withdrew', kind: 'export' }, '')
const seqs = (sock: Sock) => sock.entries.map(({ seq }) => seq)

/** From now on a page of history comes only when it is let through. */
const slowHistory = async () => {
  await house.sweep()
  const { log } = house.store
  const read = log.read.bind(log)
  const waiting: (() => void)[] = []
  log.read = async (at, after, limit) => {
    const rows = await read(at, after, limit)
    if (limit > 1) await new Promise<void>(resolve => waiting.push(resolve))
    return rows
  }
  const next = async (sock: Sock) => {
    await sock.until(() => waiting.length > 0)
    waiting.shift()!()
  }
  return { next, waiting }
}

it('P28 what is stored while a page is on its way comes after it, once', async () => {
  const { one, two, session, p2 } = await bothThere(house)
  two.cut()
  const { next } = await slowHistory()
  const sock = await enter({ house, session }, p2)
  expect([await act(one), await act(one)]).toEqual([4, 5])
  await next(sock)
  await next(sock)
  await sock.until(() => sock.entries.length >= 5)
  expect(await act(one)).toBe(6)
  await sock.until(() => sock.entries.length >= 6)
  expect(seqs(sock)).toEqual([1, 2, 3, 4, 5, 6])
})

it('P28 a resume while a page is on its way counts from where it says', async () => {
  const { one, two, session, p2 } = await bothThere(house)
  two.cut()
  for (let count = 0; count < 5; count += 1) await act(one)
  const { next } = await slowHistory()
  const sock = await enter({ house, session }, p2)
  sock.send({ type: 'resume', since: { room: 6 } })
  await sock.settled()
  await next(sock)
  await next(sock)
  await sock.until(() => sock.entries.length >= 2)
  await sock.settled()
  expect(seqs(sock)).toEqual([7, 8])
})

it('P6 a seat is told the shares of its own channels and of no other', async () => {
  const { session, p1, p2 } = await bothThere(house)
  for (const channel of ['whisper:p1', 'whisper:p2', 'notes'] as const)
    await house.store.shares.put(session, { channel, epoch: 1, share: Buffer.alloc(32, 7) })
  const channelsOf = async (device: typeof p1) =>
    (await enter({ house, session }, device)).welcome?.shares.map(({ channel }) => channel)
  expect(await channelsOf(p1)).toEqual(['room', 'private:p1', 'whisper:p1'])
  expect(await channelsOf(p2)).toEqual(['room', 'private:p2', 'whisper:p2'])
})
