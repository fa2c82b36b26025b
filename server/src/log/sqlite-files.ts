import { join } from 'node:path'
import Database from 'libsql'
import { type Blob, wordOf } from './sqlite-rows.ts'

export const SCHEMA_VERSION = 4

/** What version 2 added. */
const ADDED = `
  alter table sessions add column leave_at int;
  create index sessions_left on sessions(leave_at) where leave_at is not null;
  create table vaults(id integer primary key, version int not null, blob blob not null);
  create table vault_doors(id blob primary key, auth_hash blob not null, vault int not null references vaults(id));
  create index vault_doors_of on vault_doors(vault);`

/** What version 3 added. */
const WRAPS = `
  create table wraps(channel int not null references channels(id), epoch int not null, device blob not null,
    box blob not null, primary key(channel, epoch, device));`

/** Version 3 had a table that nothing was ever written to. */
const UNUSED = 'drop table if exists waybacks;'

/** What brings tables of a version to the next one. */
const STEPS: Readonly<Record<number, string>> = { 1: ADDED, 2: WRAPS, 3: UNUSED }

const HAVEN = `
  create table meta(schema int not null, beat int not null);
  create table sessions(id integer primary key, name blob not null unique, body_hash blob not null, mode text not null,
    script int not null, state text not null, forget_by text not null default '', forget_at int, created int not null);
  create table channels(id integer primary key, session int not null references sessions(id), name text not null,
    epoch int not null, head int not null, hash blob not null, unique(session, name));
  create table entries(id integer primary key, channel int not null references channels(id), seq int not null,
    at int not null, by text not null, device blob, mid blob, epoch int not null, step text, type text not null,
    facts text not null, base_seq int, base_hash blob, box blob, box_hash blob, hash blob not null, unique(channel, seq));
  create table devices(id blob not null, session int not null references sessions(id), seat text not null,
    agree_pub blob not null, sign_pub blob not null, since int not null, removed int, primary key(session, id));
  create table invites(session int not null references sessions(id), seat text not null, claim_hash blob not null,
    capsule blob, by_device blob not null, expires int not null, claimed_at int, claimed_by blob,
    tried_again int not null default 0);
  create index invites_of on invites(session);
  create index sessions_due on sessions(forget_at) where forget_at is not null;
  create table erased(name_hash blob primary key, at int not null);
  ${ADDED}
  ${WRAPS}
  insert into meta(schema, beat) values (${SCHEMA_VERSION}, 0);`

const SHARES = `
  create table shares(session blob not null, channel text not null, epoch int not null, share blob not null,
    primary key(session, channel, epoch))`

/** Every commit reaches the disk, what is deleted is overwritten, and a lock held elsewhere never stops the loop. */
const PRAGMAS = [
  'journal_mode = WAL',
  'synchronous = FULL',
  'secure_delete = ON',
  'foreign_keys = ON',
  'busy_timeout = 0',
]

const open = (file: string, schema: string): Database.Database => {
  const db = new Database(file)
  for (const pragma of PRAGMAS) db.pragma(pragma)
  const isNew = db.prepare(`select count(*) as n from sqlite_master where type = 'table'`).get() as { n: number }
  if (isNew.n === 0) db.transaction(() => db.exec(schema)).immediate()
  return db
}

/** Brings older tables up to date in one commit. Throws when they are of a version this one does not know. P35 */
export const openHavenDb = (folder: string): Database.Database => {
  const db = open(join(folder, 'haven.db'), HAVEN)
  try {
    const found = upgrade(db)
    if (found !== SCHEMA_VERSION) throw new UnknownSchema(found)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

const schemaOf = (db: Database.Database): number | undefined =>
  (db.prepare('select schema from meta').get() as { schema: number } | undefined)?.schema

/** Looks again under the lock, for another process may have been here first. */
const upgrade = (db: Database.Database): number | undefined =>
  schemaOf(db) === SCHEMA_VERSION
    ? SCHEMA_VERSION
    : inOneCommit(db, () => {
        for (let step = STEPS[schemaOf(db) ?? 0]; step; step = STEPS[schemaOf(db) ?? 0])
          db.exec(`${step} update meta set schema = schema + 1`)
        return schemaOf(db)
      })

export const openSharesDb = (folder: string): Database.Database => open(join(folder, 'shares.db'), SHARES)

export class UnknownSchema extends Error {
  override readonly name = 'UnknownSchema'

  constructor(found: number | undefined) {
    super(`its tables are version ${found ?? 'unknown'}, this Haven knows version ${SCHEMA_VERSION}`)
  }
}

/** One commit or nothing: what throws inside leaves no trace. */
export const inOneCommit = <Result>(db: Database.Database, work: () => Result): Result =>
  db.transaction(work).immediate()

/** A prepared statement whose values are bound by place. Raw: a row is the list of its columns, which names no one. */
export type Query = {
  run: (...values: unknown[]) => Database.RunResult
  /** As `run` inside a commit, for whoever does not ask how many: the driver counts at a third of the price. */
  put: (...values: unknown[]) => void
  get: (...values: unknown[]) => unknown
  all: (...values: unknown[]) => unknown[]
}

/** Values always go in as one list: a lone blob would be taken for an object of names, which ends the process. A write
 *  takes the lock first: one that meets a lock half way would stay open and keep every later commit from ending. */
export const prepared = (db: Database.Database, text: string, { isRaw = false } = {}): Query => {
  const prepare = () => {
    const made = db.prepare<[unknown[]]>(text)
    return isRaw ? made.raw() : made
  }
  let statement = prepare()
  // One that failed here would tell its failure once more when it is next asked, so another takes its place.
  const get = (values: unknown[]): unknown => {
    try {
      return statement.get(values)
    } catch (error) {
      statement = prepare()
      throw error
    }
  }
  return {
    run: (...values) => (db.inTransaction ? statement.run(values) : inOneCommit(db, () => statement.run(values))),
    put: (...values) => void get(values),
    get: (...values) => get(values),
    all: (...values) => statement.all(values),
  }
}

/** How a column is read; whatever stands there, it becomes one of these or nothing. P42 */
const KINDS = {
  number: (name: string) => `cast(${name} as integer)`,
  text: (name: string) => `cast(${name} as text)`,
  bytes: (name: string) => `iif(${name} is null, null, hex(${name}))`,
}

/** Short rows, all of them in one: the driver asks a price for every row and every column. `from` may be ordered. Throws a
 *  `SyntaxError` where one is damaged. */
export const listed = <Row extends object>(
  db: Database.Database,
  columns: Record<keyof Row & string, keyof typeof KINDS>,
  from: string,
): ((...values: unknown[]) => Row[]) => {
  const fields = Object.entries(columns) as [keyof Row & string, keyof typeof KINDS][]
  const row = fields.map(([name, kind]) => KINDS[kind](name)).join()
  const sql = prepared(db, `select cast(json_group_array(json_array(${row})) as blob) from (${from})`, { isRaw: true })
  const rowOf = (values: (number | string | null)[]): Row => {
    const made: Record<string, unknown> = {}
    for (const [at, [name, kind]] of fields.entries()) {
      const value = values[at]
      made[name] = kind === 'bytes' && typeof value === 'string' ? Buffer.from(value, 'hex') : value
    }
    return made as Row
  }
  return (...values) => {
    const [list] = sql.get(...values) as [Blob]
    return (JSON.parse(wordOf(list)) as (number | string | null)[][]).map(rowOf)
  }
}
