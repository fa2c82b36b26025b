import { did, roomAt, spoke, supervised } from '@haven/shared/testing/room.ts'
import { openDataFolder } from '../src/data-folder.ts'
import type { EventLog } from '../src/log/event-log.ts'
import { openSqlite } from '../src/log/sqlite-store.ts'
import { readStanding } from '../src/standing.ts'
import { newHash, newId, newTestDevice } from '../src/testing/device.ts'
import { changed } from '../src/testing/changed.ts'
import { furnish } from '../src/testing/furnish.ts'
import { median } from './figures.ts'
import { inviteFor, openTalks, post, turn } from './founding.ts'
import { newPerson } from './person.ts'
import type { Cost } from './probe.ts'
import { startHaven, startHouse } from './running.ts'
import type { Held } from './house.ts'
import { Talk } from './talk.ts'

const TIMES = 40

/** G7, the server's part: ms of CPU for one resume of 500 entries. */
export const resumed = async (folder: string): Promise<number> => {
  const haven = await startHaven(`${folder}/resumed`)
  const [talk] = await openTalks(haven, 1)
  while (talk!.seq < 500) await turn(talk!)
  const resume = async (times: number) => {
    for (let time = 0; time < times; time += 1) await talk!.resume(0)
  }
  await resume(TIMES / 2)
  const { cpu } = await haven.during(() => resume(TIMES))
  await talk!.cut()
  await haven.stop()
  return cpu / TIMES / 1000
}

/** G11: ms to read where a room of 200 entries stands, from its snapshot and from entry 1. */
export const loaded = async (folder: string): Promise<{ cold: number; replay: number }> => {
  openDataFolder(`${folder}/loaded`)
  const store = openSqlite(`${folder}/loaded`)
  const devices = { p1: await newTestDevice(), p2: await newTestDevice(), therapist: await newTestDevice() }
  let room = roomAt('weave.story', supervised)
  while (room.entries.length < 200) room = did(room, room.entries.length % 2 ? 'p1' : 'p2', spoke)
  const session = await furnish(store, room, devices)
  const { log } = store
  const forgetful = changed(log, { load: async (...at) => ({ ...(await log.load(...at))!, state: null }) })
  const figures = { cold: await timed(log, session), replay: await timed(forgetful, session) }
  log.close()
  store.shares.close()
  return figures
}

const timed = async (log: EventLog, session: string): Promise<number> => {
  const times: number[] = []
  for (let time = 0; time < TIMES * 3; time += 1) {
    const began = performance.now()
    if (!(await readStanding(log, { session, channel: 'room' }))) throw new Error('the room is not there')
    if (time >= TIMES) times.push(performance.now() - began)
  }
  return median(times)
}

/** G12: so many sessions made, joined, entered and left. Memory when a tenth of them had gone by, and at the end. */
export const openedAndClosed = async (folder: string, count: number) => {
  const house = await startHouse(`${folder}/opened`)
  const tenth = Math.floor(count / 10)
  let before: Cost | undefined
  const sweep = () => house.ask<Held>({ pass: 61_000 })
  const settled = async (): Promise<Cost> => {
    await sweep()
    return house.ask('tidy')
  }
  for (let at = 0; at < count; at += 20) {
    await Promise.all(Array.from({ length: 20 }, () => openAndClose(house.origin)))
    if (at % 2_000 === 0) await sweep()
    if (!before && at >= tenth) before = await settled()
  }
  const after = await settled()
  const held = await sweep()
  await house.stop()
  return {
    count,
    rss: after.rss / before!.rss,
    heap: after.heap / before!.heap,
    held: held.rooms + held.gatherings + held.lines,
  }
}

const openAndClose = async (origin: string): Promise<void> => {
  const [p1, p2, session, claim] = [newPerson(), newPerson(), newId(), newHash()]
  const invites = [inviteFor('p2', claim)]
  const body = { session, mode: 'couple', setting: 'apart', seat: 'p1', device: p1.keys, invites, keepDays: 30 }
  await post(origin, '/api/sessions', { body, must: 201 })
  await post(origin, '/api/claims', {
    body: { session, seat: 'p2', claim, device: p2.keys, joinMac: claim },
    must: 200,
  })
  const talk = new Talk({ session, origin, people: { p1, p2 } })
  await talk.come()
  await talk.cut()
}
