import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Seat } from '@haven/shared/steps.ts'
import { roomAt } from '@haven/shared/testing/room.ts'
import { CLOSE } from '@haven/shared/wire.ts'
import Database from 'libsql'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSqlite } from './log/sqlite-store.ts'
import { readStanding } from './standing.ts'
import { newTestDevice, type TestDevice } from './testing/device.ts'
import { furnish } from './testing/furnish.ts'
import { enter, type House, openHouse } from './testing/house.ts'
import { Broken } from './whole.ts'

let folder: string
let house: House
let devices: Record<Seat, TestDevice>
let hit: string
let other: string
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'haven-'))
  house = await openHouse({ store: openSqlite(folder), isUnlimited: true })
  devices = { p1: await newTestDevice(), p2: await newTestDevice(), therapist: await newTestDevice() }
  hit = await furnish(house.store, roomAt('reach.ask'), devices)
  other = await furnish(house.store, roomAt('reach.ask'), devices)
})
afterEach(async () => {
  await house.close()
  rmSync(folder, { recursive: true })
})

/** The first session of the folder is the one that is hit. */
const edit = (text: string) => {
  const db = new Database(join(folder, 'haven.db'))
  db.exec(text)
  db.close()
}
const isWhole = async (session: string) => {
  const sock = await enter({ house, session }, devices.p1)
  await sock.until(() => sock.closed !== undefined || sock.entries.length === sock.welcome!.heads.room!.seq)
  return sock
}

describe('P42 a row that does not fit its predecessor', () => {
  it.each([
    ['seq', 'seq = 9999'],
    ['at', 'at = at + 1'],
    ['by', `by = 'p2'`],
    ['device', 'device = zeroblob(16)'],
    ['mid', 'mid = zeroblob(16)'],
    ['epoch', 'epoch = 2'],
    ['step', `step = 'map.name'`],
    ['act', `type = 'finished'`],
    ['facts', `facts = '{"aloud":true}'`],
    ['facts that are none', `facts = '{'`],
    ['text that is none', `facts = cast(x'ff' as text)`],
    ['base', 'base_seq = base_seq - 1'],
    ['hash of the base', 'base_hash = zeroblob(32)'],
    ['box', 'box = zeroblob(length(box))'],
    ['hash of the box', 'box_hash = zeroblob(32)'],
    ['hash', 'hash = zeroblob(32)'],
  ])('closes its session, with another %s, however old it is', async (_what, change) => {
    edit(`update entries set ${change} where channel = 1 and seq = (select max(seq) from entries
      where channel = 1 and type = 'spoke' and facts = '{"aloud":false}' and by = 'p1')`)
    const [broken, whole] = [await isWhole(hit), await isWhole(other)]
    expect(broken.closed).toBe(CLOSE.cannotLoad)
    expect(whole.closed).toBeUndefined()
    expect(await whole.does({ type: 'withdrew', kind: 'export' }, '')).toBe(whole.entries.length)
  })

  it('closes every line of the session and alarms the operator once, with no id and no word', async () => {
    const sock = await isWhole(hit)
    edit('update entries set at = at + 1 where channel = 1 and seq = 2')
    await house.sweep()
    const fresh = await enter({ house, session: hit }, devices.p2)
    await sock.until(() => sock.closed !== undefined && fresh.closed !== undefined)
    expect([sock.closed, fresh.closed]).toEqual([CLOSE.cannotLoad, CLOSE.cannotLoad])
    expect((await isWhole(hit)).closed).toBe(CLOSE.cannotLoad)
    const alarms = house.notes.filter(({ what }) => what === 'broken')
    expect(alarms).toHaveLength(1)
    expect(JSON.stringify(house.notes)).not.toContain(hit)
  })

  it.each([
    ['a device', `update devices set seat = cast(x'ff' as text) where session = 1`],
    ['a link', `update invites set seat = cast(x'ff' as text) where session = 1`],
    ['a channel', `update channels set name = cast(x'ff' as text) where session = 1 and name = 'private:p1'`],
  ])('where %s cannot be read nobody comes in, and others do', async (_what, change) => {
    edit(change)
    expect((await isWhole(hit)).closed).toBe(CLOSE.cannotLoad)
    expect((await isWhole(other)).closed).toBeUndefined()
  })

  it('is told from an erased talk: a device is never asked to drop its keys', async () => {
    edit(`update channels set name = 'rooom' where id = 1`)
    expect((await isWhole(hit)).closed).toBe(CLOSE.cannotLoad)
  })

  it.each([
    ['the newest entries are gone', 'delete from entries where channel = 1 and seq > 20'],
    ['one in the middle is gone', 'delete from entries where channel = 1 and seq = 5'],
    ['the head names an older entry', 'update channels set head = head - 1 where id = 1'],
  ])('P42 and where %s, before anything is judged', async (_what, change) => {
    edit(change)
    await expect(readStanding(house.store.log, { session: hit, channel: 'room' })).rejects.toThrow(Broken)
  })
})

it.each([
  ['another place', `state = replace(state, 'reach.ask', 'hear.voice')`],
  ['an older one', `state = (select state from sessions where id = 2)`],
  ['no text', `state = cast(x'ff' as text)`],
])('P30 P42 a kept state that says %s is not believed; the log is replayed', async (_what, change) => {
  edit(`update sessions set ${change} where id = 1`)
  const { talk } = (await readStanding(house.store.log, { session: hit, channel: 'room' }))!
  expect(talk!.snapshot.value).toBe('reach.ask')
})
