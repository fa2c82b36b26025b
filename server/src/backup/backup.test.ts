import type { Act } from '@haven/shared/acts.ts'
import Database from 'libsql'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join as joined } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDataFolder } from '../data-folder.ts'
import { forget } from '../forgetting.ts'
import { openSqlite } from '../log/sqlite-store.ts'
import type { Store } from '../log/store.ts'
import { bothThere, enter, type House, openHouse } from '../testing/house.ts'
import type { Sock } from '../testing/sock.ts'
import { backUp, type BackupPlan } from './back-up.ts'
import { bringBack } from './bring-back.ts'
import { newKey } from './sealed-file.ts'

const NOW = 1_700_000_000_000
const DAY_MS = 86_400_000
const withdrew: Act = { type: 'withdrew', kind: 'export' }

let folder: string
let plan: BackupPlan
let house: House
const at = (...names: string[]) => joined(folder, ...names)
const houses: House[] = []
const openOver = async (data: string): Promise<House> => {
  openDataFolder(data)
  const opened = await openHouse({ store: openSqlite(data), isUnlimited: true })
  houses.push(opened)
  return opened
}
const back = (changes: object = {}) =>
  bringBack({ from: sealedIn('copies'), keyFile: at('key'), to: at('back'), now: NOW, ...changes })
const sealedIn = (name: string) => at(name, readdirSync(at(name)).sort().at(-1)!)
const edit = (data: string, text: string) => {
  const db = new Database(joined(data, 'haven.db'))
  db.exec(text)
  db.close()
}
const within = async <Result>(data: string, work: (store: Store) => Promise<Result>): Promise<Result> => {
  const store = openSqlite(data)
  try {
    return await work(store)
  } finally {
    store.log.close()
    store.shares.close()
  }
}
const grow = async (sock: Sock, many: number) => {
  for (let count = 0; count < many; count += 1) expect(await sock.does(withdrew, '')).toBeTypeOf('number')
}

beforeEach(async () => {
  folder = mkdtempSync(joined(tmpdir(), 'haven-backup-'))
  const recipient = await newKey(at('key'))
  plan = { data: at('data'), to: at('copies'), recipient, keepDays: 7, sharesKeepDays: 1, now: NOW }
  house = await openOver(at('data'))
})
afterEach(async () => {
  for (const opened of houses.splice(0)) await opened.close()
  rmSync(folder, { recursive: true })
})

describe('a copy of a data folder in use', () => {
  it('F15 made while acts flow, brought back on an empty folder, goes on where it was', async () => {
    const { session, one, p1, p2 } = await bothThere(house)
    const growing = grow(one, 40)
    const backed = await backUp({ ...plan, sharesTo: at('shares') })
    await growing
    expect(backed).toMatchObject({ ok: true, sessions: 1, broken: 0, dropped: 0 })
    expect(await back({ shares: sealedIn('shares') })).toMatchObject({
      ok: true,
      entries: backed.entries,
      unreadable: 0,
    })
    await house.close()
    houses.splice(0)
    const again = await openOver(at('back'))
    const [left, right] = [await enter({ house: again, session }, p1), await enter({ house: again, session }, p2)]
    await left.until(() => left.entries.length === left.welcome!.heads.room!.seq)
    expect(left.entries).toEqual(one.entries.slice(0, left.entries.length))
    await right.until(() => right.entries.length === left.entries.length)
    expect(await left.does(withdrew, '')).toBe(left.entries.length)
  })

  it('is sealed: nothing of it can be read, or is open to others', async () => {
    await bothThere(house)
    const { file } = await backUp(plan)
    const bytes = readFileSync(file)
    expect(bytes.includes('SQLite format')).toBe(false)
    expect(bytes.includes('joined')).toBe(false)
    expect(statSync(file).mode & 0o077).toBe(0)
    expect(readdirSync(at('data')).filter(name => name.startsWith('.'))).toEqual([])
  })

  it('P42 is not made of a log that does not hold, and the older copies stay', async () => {
    const { one } = await bothThere(house)
    await backUp({ ...plan, now: NOW - 30 * DAY_MS })
    await grow(one, 3)
    edit(at('data'), 'update entries set at = at + 1 where seq = 2')
    await expect(backUp(plan)).rejects.toMatchObject({ name: 'BrokenCopy' })
    expect(readdirSync(at('copies'))).toHaveLength(1)
    expect(readdirSync(at('data')).filter(name => name.startsWith('.'))).toEqual([])
  })

  it('drops copies older than their days once a new one is there, and nothing else', async () => {
    const sharesTo = at('shares')
    for (const days of [9, 8, 6, 2])
      await backUp({ ...plan, sharesTo, keepDays: 99, sharesKeepDays: 99, now: NOW - days * DAY_MS })
    writeFileSync(at('copies', 'of somebody else.txt'), '')
    expect(await backUp({ ...plan, sharesTo })).toMatchObject({ dropped: 2 + 4 })
    expect(readdirSync(at('copies'))).toHaveLength(4)
    expect(readdirSync(sharesTo)).toHaveLength(1)
  })
})

describe('bringing back', () => {
  it('A14 what was forgotten since is unreadable in every kept copy, for its share is gone', async () => {
    const { session } = await bothThere(house)
    const other = await bothThere(house)
    for (const days of [3, 2, 1]) await backUp({ ...plan, now: NOW - days * DAY_MS })
    await forget(house.haven, session)
    await backUp({ ...plan, sharesTo: at('shares') })
    for (const [index, name] of readdirSync(at('copies')).sort().entries()) {
      const to = at(`back${index}`)
      await back({ from: at('copies', name), shares: sealedIn('shares'), to })
      await within(to, async store => {
        expect(await store.shares.of(session)).toEqual([])
        expect(await store.shares.of(other.session)).not.toEqual([])
      })
    }
  })

  it('P37 what was forgotten since does not come back where the folder in use can be read', async () => {
    const { session } = await bothThere(house)
    await bothThere(house)
    await backUp({ ...plan, sharesTo: at('shares') })
    await forget(house.haven, session)
    const done = await back({ shares: sealedIn('shares'), since: at('data') })
    expect(done).toMatchObject({ sessions: 1, forgotten: 1, unreadable: 0 })
    await within(at('back'), async store => {
      expect(await store.access.sessions('', 9)).not.toContain(session)
      expect(await store.access.isErased(session)).toBe(true)
      expect(await store.shares.of(session)).toEqual([])
    })
  })

  it('P36 words withdrawn since stay withdrawn, and the chain holds', async () => {
    const { one, session } = await bothThere(house)
    await grow(one, 2)
    await backUp(plan)
    expect(await one.does({ type: 'erased', seqs: [4] }, '')).toBeTypeOf('number')
    expect(await back({ since: at('data') })).toMatchObject({ withdrawn: 1, broken: 0 })
    await within(at('back'), async store => {
      const rows = await store.log.read({ session, channel: 'room' }, 3, 2)
      expect(rows.map(({ entry }) => 'box' in entry && entry.box === null)).toEqual([true, false])
    })
  })

  it('refuses a folder with something in it, and leaves that alone', async () => {
    await backUp(plan)
    await expect(back({ to: at('data') })).rejects.toMatchObject({ name: 'NotEmpty' })
    expect(readdirSync(at('data'))).toContain('haven.db')
  })

  it.each(['another key', 'a changed byte', 'half a file'])('takes nothing from a copy with %s', async what => {
    await bothThere(house)
    const { file } = await backUp(plan)
    const bytes = readFileSync(file)
    if (what === 'another key') await newKey(at('other'))
    if (what === 'a changed byte') bytes[bytes.length - 40]! ^= 1
    writeFileSync(file, what === 'half a file' ? bytes.subarray(0, bytes.length / 2) : bytes)
    await expect(back({ keyFile: at(what === 'another key' ? 'other' : 'key') })).rejects.toThrow()
    expect(readdirSync(at('back'))).toEqual([])
  })
})
