import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openRoom } from '@haven/shared/testing/room.ts'
import Database from 'libsql'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { toBytes } from '../bytes.ts'
import { openPostgres } from '../log/postgres-store.ts'
import { openSqlite } from '../log/sqlite-store.ts'
import type { Store } from '../log/store.ts'
import { newHash, newId, newTestDevice } from '../testing/device.ts'
import { furnish } from '../testing/furnish.ts'
import { enter, join as claim, openHouse, openTalk } from '../testing/house.ts'
import { hasPostgres, Postgres } from '../testing/postgres.ts'
import { move } from './move.ts'

describe.runIf(hasPostgres())('moving a data folder to PostgreSQL', () => {
  let postgres: Postgres
  let folder: string
  beforeAll(async () => void (postgres = await Postgres.start()))
  afterAll(() => postgres?.dispose())
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'haven-'))
    await postgres.empty()
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const closed = async ({ log, shares }: Store) => {
    await log.close()
    await shares.close()
  }
  const print = () =>
    createHash('sha256')
      .update(readFileSync(join(folder, 'haven.db')))
      .digest('hex')
  const sorted = (shares: { share: string }[]) => shares.map(({ share }) => share).sort()
  const act = { type: 'withdrew', kind: 'shareMeasures' } as const

  it('people go on where they were; the folder is as it was', async () => {
    const here = await openHouse({ store: openSqlite(folder) })
    const talk = await openTalk(here)
    expect((await claim(talk)).status).toBe(200)
    const one = await enter(talk, talk.p1)
    for (let many = 0; many < 5; many += 1) await one.does(act, '')
    const door = { id: newId(), authHash: toBytes(newHash()) }
    await here.store.vaults.put(door, { version: 1, blob: randomBytes(900) }, [door])
    const forgotten = await openTalk(here)
    await here.store.access.forget(forgotten.session, 7)
    await here.close()
    const before = print()
    const moved = await move(folder, postgres.databases)
    expect(moved).toMatchObject({ ok: true, sessions: 1, channels: 3, entries: 8, broken: 0, vaults: 1 })
    expect(print()).toBe(before)

    const there = await openHouse({ store: await openPostgres(postgres.databases) })
    const over = await enter({ ...talk, house: there }, talk.p1)
    await over.until(() => over.entries.length === 8)
    expect(over.entries).toEqual(one.entries)
    expect(sorted(over.welcome!.shares)).toEqual(sorted(one.welcome!.shares))
    expect(await over.does(act, '')).toBe(9)
    expect((await there.store.vaults.open(door))?.version).toBe(1)
    expect(await there.store.access.isErased(forgotten.session)).toBe(true)
    await openTalk(there)
    await there.close()
  })

  it('refuses databases that hold something, and leaves them as they are', async () => {
    const store = openSqlite(folder)
    const three = { p1: await newTestDevice(), p2: await newTestDevice(), therapist: await newTestDevice() }
    await furnish(store, openRoom(), three)
    await closed(store)
    await move(folder, postgres.databases)
    await expect(move(folder, postgres.databases)).rejects.toThrow('not empty')
    expect(await postgres.ask('entries', 'select count(*)::int as count from sessions')).toEqual([{ count: 1 }])
  })

  it('P42 moves nothing of a folder with a chain that does not hold', async () => {
    const store = openSqlite(folder)
    const three = { p1: await newTestDevice(), p2: await newTestDevice(), therapist: await newTestDevice() }
    await furnish(store, openRoom(), three)
    await closed(store)
    const db = new Database(join(folder, 'haven.db'))
    db.exec('update entries set at = at + 1 where id = 1')
    db.close()
    await expect(move(folder, postgres.databases)).rejects.toThrow('do not hold')
  })
})
