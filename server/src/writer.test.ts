import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Propose } from '@haven/shared/wire.ts'
import type { Outcome } from './log/event-log.ts'
import { bothThere, type House, openHouse } from './testing/house.ts'
import { draftOf, newSession } from './testing/records.ts'
import { Writer } from './writer.ts'

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

/** The next commit waits until it is let go, and then becomes what it is told; later ones are as ever. */
const heldBack = () => {
  const { log } = house.store
  const append = log.append.bind(log)
  const held: { become?: (outcome: Outcome | 'failed') => void } = {}
  log.append = batch => {
    log.append = append
    return new Promise((resolve, reject) => {
      held.become = outcome =>
        outcome === 'failed' ? reject(new Error('disk full')) : resolve(batch.map(() => outcome))
    })
  }
  return held
}

it.each([
  ['fails', 'failed', ['cannot-store', 'cannot-store'], 4],
  ['comes second', 'behind', [4, 5], 6],
] as const)(
  'P25 P27 a commit that %s late, with more acts waiting, holds up nobody',
  async (_, outcome, fates, next) => {
    const { one, two } = await bothThere(house)
    const held = heldBack()
    const first = one.proposal({ type: 'withdrew', kind: 'export' }, '')
    one.send(first)
    await one.until(() => held.become !== undefined)
    const second = two.proposal({ type: 'withdrew', kind: 'export' }, '')
    two.send(second)
    await two.settled()
    held.become!(outcome)
    expect([await one.fateOf(first.mid), await two.fateOf(second.mid)]).toEqual(fates)
    expect(await one.does({ type: 'withdrew', kind: 'review' }, '')).toBe(next)
    await house.haven.writer.flush()
  },
)

it('P25 what throws while it drafts is told to the alarm, and the next commit goes its way', async () => {
  const alarms: unknown[] = []
  const writer = new Writer({ log: house.store.log, now: () => 0, alarm: error => alarms.push(error) })
  const heard: string[] = []
  const settle = (outcome: string) => void heard.push(outcome)
  const broken = new Error('no draft')
  const throws = () => {
    throw broken
  }
  writer.add({ draft: throws, settle })
  await writer.flush()
  writer.add({ draft: () => draftOf(newSession(), []), settle })
  await writer.flush()
  expect([alarms, heard]).toEqual([[broken], ['gone']])
})
