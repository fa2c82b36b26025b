import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasPostgres, Postgres } from '../testing/postgres.ts'
import { draftOf, foundingOf, newSession, rowAfter } from '../testing/records.ts'
import { storeContract } from './event-log.contract.ts'
import { openPostgres } from './postgres-store.ts'
import type { Store } from './store.ts'
import { vaultsContract } from './vaults.contract.ts'

describe.runIf(hasPostgres())('on PostgreSQL', () => {
  let postgres: Postgres
  beforeAll(async () => void (postgres = await Postgres.start()))
  afterAll(() => postgres?.dispose())

  const open = async () => {
    await postgres.empty()
    return openPostgres(postgres.databases)
  }

  const closed = async ({ log, shares }: Store) => {
    await log.close()
    await shares.close()
  }
  /** Row versions that nobody can see any more and whose bytes are still there. */
  const deadIn = async (table: string) => {
    await postgres.ask('entries', 'create extension if not exists pgstattuple')
    const [row] = await postgres.ask('entries', `select dead_tuple_count::int as dead from pgstattuple('${table}')`)
    return row!['dead']
  }

  storeContract('The PostgreSQL store', open)
  vaultsContract('The PostgreSQL store', open)

  it.each(['fsync', 'full_page_writes', 'synchronous_commit'])('G9 refuses a database with %s off', async setting => {
    await postgres.set(setting, 'off')
    await expect(openPostgres(postgres.databases)).rejects.toThrow(`${setting} must be on`)
    await postgres.set(setting, 'on')
  })

  it('P35 refuses shares in the database of the entries', async () => {
    const { url, sharesUrl } = postgres.databases
    await closed(await open())
    await expect(openPostgres({ url, sharesUrl: url })).rejects.toThrow('a database of their own')
    await expect(openPostgres({ url: sharesUrl, sharesUrl })).rejects.toThrow('a database of their own')
  })

  it('P36 leaves nothing of an erased box in the rows, the dead ones included', async () => {
    const store = await open()
    const founding = foundingOf()
    await store.access.create(founding)
    const said = rowAfter(founding.rows[1]!)
    await store.log.append([draftOf(founding.session, [said])])
    expect(await deadIn('entries')).toBe(0)
    const erased = rowAfter(said, { act: { type: 'erased', seqs: [3] } })
    await store.log.append([{ ...draftOf(founding.session, [erased]), erase: [3] }])
    expect(await deadIn('entries')).toBe(1)
    await store.log.tidy()
    expect(await deadIn('entries')).toBe(0)
    await closed(store)
  })

  it('P37 leaves no byte of a forgotten share in the file of the table', async () => {
    const store = await open()
    const session = newSession()
    const share = randomBytes(32)
    await store.shares.put(session, { channel: 'room', epoch: 1, share })
    expect((await postgres.fileOf('shares', 'shares')).includes(share)).toBe(true)
    await store.shares.forget(session)
    await store.shares.tidy()
    expect((await postgres.fileOf('shares', 'shares')).includes(share)).toBe(false)
    await closed(store)
  })

  it('P35 brings tables of version 3 up to date: one that nothing was ever written to goes', async () => {
    await closed(await open())
    await postgres.ask('entries', 'create table waybacks(id bytea primary key); update meta set schema = 3')
    const store = await openPostgres(postgres.databases)
    const founding = foundingOf()
    expect(await store.access.create(founding)).toBe('created')
    await closed(store)
    await postgres.ask('entries', 'create table waybacks(id bytea primary key)')
  })

  it('P35 refuses tables of an unknown version', async () => {
    await closed(await open())
    await postgres.ask('entries', 'update meta set schema = 99')
    await expect(openPostgres(postgres.databases)).rejects.toThrow('its tables are version 99')
  })
})
