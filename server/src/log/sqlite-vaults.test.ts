import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'libsql'
import { afterAll, describe, expect, it } from 'vitest'
import { toBytes } from '../bytes.ts'
import { newHash, newId } from '../testing/device.ts'
import { SCHEMA_VERSION } from './sqlite-files.ts'
import { openSqlite } from './sqlite-store.ts'
import { vaultsContract } from './vaults.contract.ts'

const folders: string[] = []
const newFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'haven-'))
  folders.push(folder)
  return folder
}
afterAll(() => folders.forEach(folder => rmSync(folder, { recursive: true })))

vaultsContract('The SQLite store', () => openSqlite(newFolder()))

const newDoor = () => ({ id: newId(), authHash: toBytes(newHash()) })

it('leaves no byte of a forgotten blob in any file', async () => {
  const folder = newFolder()
  const { log, shares, vaults } = openSqlite(folder)
  const door = newDoor()
  const blob = randomBytes(20_000)
  const hasCanary = () =>
    ['haven.db', 'haven.db-wal'].some(file => readFileSync(join(folder, file)).includes(blob.subarray(50, 90)))
  await vaults.put(door, { version: 1, blob }, [door])
  expect(hasCanary()).toBe(true)
  await vaults.forget(door)
  expect(hasCanary()).toBe(false)
  log.close()
  shares.close()
})

describe('a folder of version 1', () => {
  /** Takes away what later versions added. */
  const makeOld = (folder: string, more = '') => {
    const { log, shares } = openSqlite(folder)
    log.close()
    shares.close()
    const db = new Database(join(folder, 'haven.db'))
    db.exec(`drop table wraps; drop table vault_doors; drop table vaults; drop index sessions_left;
      alter table sessions drop column leave_at; update meta set schema = 1; ${more}`)
    db.close()
  }
  const look = (folder: string) => {
    const db = new Database(join(folder, 'haven.db'))
    const tables = db.prepare(`select name from sqlite_master where type = 'table'`).all() as { name: string }[]
    const { schema } = db.prepare('select schema from meta').get() as { schema: number }
    db.close()
    return { schema, hasVaults: tables.some(({ name }) => name === 'vaults') }
  }

  it('P35 is brought up to date at opening, keeps its sessions and takes vaults', async () => {
    const folder = newFolder()
    const name = toBytes(newId())
    makeOld(
      folder,
      `insert into sessions(name, body_hash, mode, script, state, created)
       values (x'${name.toString('hex')}', x'00', 'couple', 1, '{}', 5)`,
    )
    expect(look(folder)).toEqual({ schema: 1, hasVaults: false })
    const { log, shares, vaults, access } = openSqlite(folder)
    expect(await access.forgetting(name.toString('base64url'))).toEqual({ seats: [], due: null })
    const door = newDoor()
    expect(await vaults.put(door, { version: 1, blob: randomBytes(8) }, [door])).toBe('stored')
    log.close()
    shares.close()
    expect(look(folder)).toEqual({ schema: SCHEMA_VERSION, hasVaults: true })
    const again = openSqlite(folder)
    expect((await again.vaults.open(door))?.version).toBe(1)
    again.log.close()
    again.shares.close()
  })

  it('P35 of version 3 loses the table that nothing was ever written to, and nothing else', async () => {
    const folder = newFolder()
    const name = toBytes(newId())
    const { log, shares } = openSqlite(folder)
    log.close()
    shares.close()
    const db = new Database(join(folder, 'haven.db'))
    db.exec(`create table waybacks(id blob primary key, session int not null references sessions(id), device blob not null,
      capsule blob not null); create index waybacks_of on waybacks(session); update meta set schema = 3;
      insert into sessions(name, body_hash, mode, script, state, created)
      values (x'${name.toString('hex')}', x'00', 'couple', 1, '{}', 5)`)
    db.close()
    const now = openSqlite(folder)
    expect(await now.access.forgetting(name.toString('base64url'))).toEqual({ seats: [], due: null })
    now.log.close()
    now.shares.close()
    expect(look(folder)).toEqual({ schema: SCHEMA_VERSION, hasVaults: true })
    const after = new Database(join(folder, 'haven.db'))
    expect(after.prepare(`select name from sqlite_master where name like 'waybacks%'`).all()).toEqual([])
    after.close()
  })

  it('P35 is left whole and old where it cannot be brought up to date', () => {
    const folder = newFolder()
    makeOld(folder, 'create table vault_doors(other int)')
    expect(() => openSqlite(folder)).toThrow('vault_doors')
    expect(look(folder)).toEqual({ schema: 1, hasVaults: false })
  })
})
