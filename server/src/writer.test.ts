import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Propose } from '@haven/shared/wire.ts'
import { bothThere, type House, openHouse } from './testing/house.ts'

let house: House
beforeEach(async () => (house = await openHouse({ isUnlimited: true })))
afterEach(() => house.close())

it('P23 acts of one tick share one commit, whatever rooms they are in; the next tick has its own', async () => {
  const talks = [await bothThere(house), await bothThere(house), await bothThere(house)]
  const { log } = house.store
  const append = log.append.bind(log)
  const groups: number[] = []
  log.append = batch => {
    groups.push(batch.length)
    return append(batch)
  }
  const proposeAll = async () => {
    for (const { session, one, p1 } of talks) {
      const { room, release } = house.haven.rooms.hold(session)
      const propose = one.proposal({ type: 'withdrew', kind: 'export' }, '') as Propose
      const silent = { already: () => undefined, refuse: () => undefined, malformed: () => undefined }
      room.propose({ propose, member: { session, device: p1.id, seat: 'p1' }, reply: silent, tries: 0 })
      release()
    }
    await house.haven.writer.flush()
  }
  await proposeAll()
  await proposeAll()
  expect(groups).toEqual([3, 3])
  for (const { one } of talks) await one.until(() => one.entries.length === 5)
})
