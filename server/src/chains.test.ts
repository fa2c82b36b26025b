import Database from 'libsql'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openRoom } from '@haven/shared/testing/room.ts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { followAll } from './chains.ts'
import { openSqlite } from './log/sqlite-store.ts'
import type { Store } from './log/store.ts'
import { newTestDevice } from './testing/device.ts'
import { furnish } from './testing/furnish.ts'

const three = async () => ({
  p1: await newTestDevice(),
  p2: await newTestDevice(),
  therapist: await newTestDevice(),
})

describe('following every chain', () => {
  let folder: string
  let store: Store
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'haven-chains-'))
    store = openSqlite(folder)
    for (let many = 0; many < 3; many += 1) await furnish(store, openRoom(), await three())
  })
  afterEach(() => {
    store.log.close()
    store.shares.close()
    rmSync(folder, { recursive: true })
  })

  const edit = (text: string) => {
    const db = new Database(join(folder, 'haven.db'))
    db.exec(text)
    db.close()
  }

  it('P42 counts what it followed and finds nothing wrong in what was written honestly', async () => {
    const found = await followAll(store)
    expect(found).toMatchObject({ sessions: 3, channels: 9, broken: 0 })
    expect(found.entries).toBeGreaterThan(6)
  })

  it.each([
    ['a time', 'update entries set at = at + 1 where id = 2'],
    ['a seat', `update entries set by = 'p2' where id = 1`],
    ['a fact', `update entries set facts = '{}' where id = 1`],
    ['a hash', 'update entries set hash = zeroblob(32) where id = 2'],
    ['an entry that is gone', 'delete from entries where id = 1'],
  ])('P42 finds the one session in which somebody changed %s', async (_what, text) => {
    edit(text)
    expect(await followAll(store)).toMatchObject({ sessions: 3, broken: 1 })
  })
})
