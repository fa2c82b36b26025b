import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'libsql'
import { afterAll, expect, it } from 'vitest'
import { draftOf, foundingOf, rowAfter } from '../testing/records.ts'
import { storeContract } from './event-log.contract.ts'
import { openHavenDb, openSharesDb } from './sqlite-files.ts'
import { openSqlite } from './sqlite-store.ts'

const folders: string[] = []
const newFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'haven-'))
  folders.push(folder)
  return folder
}
afterAll(() => folders.forEach(folder => rmSync(folder, { recursive: true })))

storeContract('The SQLite store', () => openSqlite(newFolder()))

it('P35 refuses tables of an unknown version', () => {
  const folder = newFolder()
  openSqlite(folder).log.close()
  const db = new Database(join(folder, 'haven.db'))
  db.exec('update meta set schema = 99')
  db.close()
  expect(() => openSqlite(folder)).toThrow('its tables are version 99')
})

it('G9 writes every commit through to the disk and overwrites what is deleted', () => {
  const folder = newFolder()
  for (const db of [openHavenDb(folder), openSharesDb(folder)]) {
    expect(db.pragma('journal_mode')).toEqual([{ journal_mode: 'wal' }])
    expect(db.pragma('synchronous')).toEqual([{ synchronous: 2 }])
    expect(db.pragma('secure_delete')).toEqual([{ secure_delete: 1 }])
    db.close()
  }
})

it('P36 leaves no byte of an erased box in any file', async () => {
  const folder = newFolder()
  const { log, access, shares } = openSqlite(folder)
  const founding = foundingOf()
  await access.create(founding)
  const said = rowAfter(founding.rows[1]!)
  await log.append([draftOf(founding.session, [said])])
  const canary = Buffer.from('box' in said.entry ? said.entry.box! : '', 'base64url').subarray(100, 140)
  const hasCanary = () => ['haven.db', 'haven.db-wal'].some(file => readFileSync(join(folder, file)).includes(canary))
  expect(hasCanary()).toBe(true)
  const erased = rowAfter(said, { act: { type: 'erased', seqs: [3] } })
  await log.append([{ ...draftOf(founding.session, [erased]), erase: [3] }])
  await log.tidy()
  expect(hasCanary()).toBe(false)
  log.close()
  shares.close()
})

it('P24 a row that cannot be written takes its whole commit with it', async () => {
  const { log, access, shares } = openSqlite(newFolder())
  const [founding, other] = [foundingOf(), foundingOf()]
  for (const one of [founding, other]) await access.create(one)
  const [row, fine] = [rowAfter(founding.rows[1]!), draftOf(other.session, [rowAfter(other.rows[1]!)])]
  await expect(log.append([fine, draftOf(founding.session, [row, row])])).rejects.toThrow(/unique/i)
  expect((await log.load(other.session, 'room', 1))!.head).toBe(2)
  expect(await log.append([fine, draftOf(founding.session, [row])])).toEqual(['stored', 'stored'])
  log.close()
  shares.close()
})

it('P25 says so at once when another program holds the lock, and goes on afterwards', async () => {
  const folder = newFolder()
  const { log, access, shares } = openSqlite(folder)
  const founding = foundingOf()
  await access.create(founding)
  const other = new Database(join(folder, 'haven.db'))
  other.exec('begin immediate')
  const draft = draftOf(founding.session, [rowAfter(founding.rows[1]!)])
  const began = performance.now()
  await expect(log.append([draft])).rejects.toThrow(/locked|busy/i)
  await expect(log.check()).rejects.toThrow(/locked|busy/i)
  expect(performance.now() - began).toBeLessThan(50)
  other.exec('rollback')
  expect(await log.append([draft])).toEqual(['stored'])
  other.close()
  log.close()
  shares.close()
})
