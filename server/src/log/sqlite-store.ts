import type Database from 'libsql'
import type { Share, ShareBox } from './share-box.ts'
import { SqliteAccess } from './sqlite-access.ts'
import { openHavenDb, openSharesDb, listed, prepared, type Query } from './sqlite-files.ts'
import { SqliteLog } from './sqlite-log.ts'
import { type Blob, blobs, bytesOf, toBytes } from './sqlite-rows.ts'
import { SqliteVaults } from './sqlite-vaults.ts'
import type { Store } from './store.ts'

/** Two files in `folder`: the log with who may enter, and the shares by themselves. */
export const openSqlite = (folder: string): Store => {
  const db = openHavenDb(folder)
  return {
    log: new SqliteLog(db),
    access: new SqliteAccess(db),
    shares: new SqliteShares(openSharesDb(folder)),
    vaults: new SqliteVaults(db),
  }
}

class SqliteShares implements ShareBox {
  readonly #db: Database.Database
  readonly #sql: Record<'put' | 'one' | 'forget', Query>
  readonly #of: (session: Uint8Array) => Share[]

  constructor(db: Database.Database) {
    this.#db = db
    this.#sql = {
      put: prepared(db, 'insert or ignore into shares(session, channel, epoch, share) values (?, ?, ?, ?)'),
      one: prepared(db, `select ${blobs('share')} from shares where session = ? and channel = ? and epoch = ?`),
      forget: prepared(db, 'delete from shares where session = ?'),
    }
    const columns = { channel: 'text', epoch: 'number', share: 'bytes' } as const
    this.#of = listed<Share>(db, columns, 'select channel, epoch, share from shares where session = ?')
  }

  async put(session: string, { channel, epoch, share }: Share): Promise<Share> {
    this.#sql.put.run(toBytes(session), channel, epoch, share)
    const kept = this.#sql.one.get(toBytes(session), channel, epoch) as { share: Blob }
    return { channel, epoch, share: bytesOf(kept.share) }
  }

  async of(session: string): Promise<Share[]> {
    return this.#of(toBytes(session))
  }

  async forget(session: string): Promise<void> {
    this.#sql.forget.run(toBytes(session))
    this.#db.pragma('wal_checkpoint(TRUNCATE)')
  }

  /** It left when it was forgotten. */
  async tidy(): Promise<void> {}

  close(): void {
    this.#db.close()
  }
}
