import type { Act } from '@haven/shared/acts.ts'
import { did, type Room, roomAt } from '@haven/shared/testing/room.ts'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { newTestDevice } from './testing/device.ts'
import { furnish } from './testing/furnish.ts'
import { enter, type House, openHouse } from './testing/house.ts'
import type { Sock } from './testing/sock.ts'

let house: House
beforeEach(async () => (house = await openHouse({ isUnlimited: true })))
afterEach(() => house.close())

const ended: Act = { type: 'ended' }
const paused: Act = { type: 'paused', minutes: 5 }

/** Both partners in a room that has come this far. */
const bothIn = async (room: Room): Promise<[Sock, Sock]> => {
  const devices = { p1: await newTestDevice(), p2: await newTestDevice(), therapist: await newTestDevice() }
  const session = await furnish(house.store, room, devices)
  const socks: [Sock, Sock] = [await enter({ house, session }, devices.p1), await enter({ house, session }, devices.p2)]
  for (const sock of socks) await sock.until(() => sock.entries.length === room.entries.length + 2)
  return socks
}

const work = roomAt('hear.check')
it.each([
  ['both', 'a step of the work', work, 'hear.check'],
  ['one twice', 'a step of the work', work, 'hear.check'],
  ['both', 'a pause over the work', did(work, 'p1', paused), 'over.pause'],
  ['one twice', 'a pause over the work', did(work, 'p1', paused), 'over.pause'],
] as const)('P17 an end pressed by %s in %s leads into the close and does not close it', async (who, _, room, step) => {
  const [one, two] = await bothIn(room)
  const presses = [one, who === 'both' ? two : one].map(sock => ({ sock, frame: sock.proposal(ended, step) }))
  for (const { sock, frame } of presses) sock.send(frame)
  const fates = await Promise.all(presses.map(({ sock, frame }) => sock.fateOf(frame.mid)))
  expect(fates.map(fate => (typeof fate === 'number' ? 'stored' : fate)).sort()).toEqual(['stale-step', 'stored'])
  expect([...one.of('refusal'), ...two.of('refusal')].map(refusal => refusal.step)).toEqual(['close.check'])
  for (const sock of [one, two]) expect(await sock.does({ type: 'readied' }, 'close.check')).toBeTypeOf('number')
})

it('P17 an end pressed in the close ends the talk, whatever has come over it since', async () => {
  const [one, two] = await bothIn(roomAt('close.check'))
  const end = two.proposal(ended, 'close.check')
  expect(await one.does(paused, 'close.check')).toBeTypeOf('number')
  expect(await one.does(ended, 'hear.check')).toBe('stale-step')
  two.send(end)
  expect(await two.fateOf(end.mid)).toBeTypeOf('number')
  expect(await two.does(ended, 'close.check')).toBe('closed')
})
