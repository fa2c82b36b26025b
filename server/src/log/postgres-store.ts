import type { Channel } from '@haven/shared/acts.ts'
import type pg from 'pg'
import { type Blob, bytesOf, toBytes } from './sqlite-rows.ts'
import { PostgresAccess } from './postgres-access.ts'
import { PostgresElsewhere } from './postgres-elsewhere.ts'
import { PostgresLog } from './postgres-log.ts'
import { openPool, statement, withClient } from './postgres-pool.ts'
import { openHavenTables, openSharesTables } from './postgres-tables.ts'
import { PostgresVaults } from './postgres-vaults.ts'
import type { Share, ShareBox } from './share-box.ts'
import type { Store } from './store.ts'

/** The addresses of two databases; the shares lie apart. */
export type Databases = { url: string; sharesUrl: string }

/** Two databases, which any number of machines may share. */
export const openPostgres = async ({ url, sharesUrl }: Databases): Promise<Store> => {
  const [pool, sharesPool] = [openPool(url), openPool(sharesUrl)]
  try {
    await openHavenTables(pool)
    await openSharesTables(sharesPool)
  } catch (error) {
    await Promise.all([pool.end(), sharesPool.end()])
    throw error
  }
  const elsewhere = new PostgresElsewhere(url, pool)
  const log = new PostgresLog(url, pool, (id, place) => elsewhere.know(id, place))
  const untidy = () => log.untidy()
  return {
    log,
    access: new PostgresAccess(pool, untidy),
    shares: new PostgresShares(sharesUrl, sharesPool),
    vaults: new PostgresVaults(pool, untidy),
    elsewhere,
  }
}

class PostgresShares implements ShareBox {
  readonly #url: string
  readonly #pool: pg.Pool
  #isUntidy = false

  constructor(url: string, pool: pg.Pool) {
    this.#url = url
    this.#pool = pool
  }

  async put(session: string, { channel, epoch, share }: Share): Promise<Share> {
    await SQL.put.run(this.#pool, toBytes(session), channel, epoch, share)
    const kept = (await SQL.one.get(this.#pool, toBytes(session), channel, epoch)) as { share: Blob }
    return { channel, epoch, share: bytesOf(kept.share) }
  }

  async of(session: string): Promise<Share[]> {
    const rows = (await SQL.of.all(this.#pool, toBytes(session))) as { channel: Channel; epoch: number; share: Blob }[]
    return rows.map(({ channel, epoch, share }) => ({ channel, epoch, share: bytesOf(share) }))
  }

  async forget(session: string): Promise<void> {
    if ((await SQL.forget.run(this.#pool, toBytes(session))) > 0) this.#isUntidy = true
  }

  /** The table is written anew, so that no page holds what was deleted. It is small: shares alone lie in it. */
  async tidy(): Promise<void> {
    if (!this.#isUntidy) return
    this.#isUntidy = false
    try {
      await withClient(this.#url, db => db.query('vacuum (full) shares'))
    } catch (error) {
      this.#isUntidy = true
      throw error
    }
  }

  close(): Promise<void> {
    return this.#pool.end()
  }
}

const SQL = {
  put: statement(
    'put',
    'insert into shares(session, channel, epoch, share) values ($1, $2, $3, $4) on conflict do nothing',
  ),
  of: statement('of', 'select channel, epoch, share from shares where session = $1'),
  one: statement('one', 'select share from shares where session = $1 and channel = $2 and epoch = $3'),
  forget: statement('forget', 'delete from shares where session = $1'),
}
