import { existsSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'libsql'
import type { ClientBase } from 'pg'
import type { Databases } from './postgres-store.ts'
import { inOneCommit, openPool } from './postgres-pool.ts'
import { UnfitDatabase } from './postgres-tables.ts'
import { NoDataFolder } from './sqlite-copy.ts'
import { type Blob, blobs, bytesOf, numbers, wordOf } from './sqlite-rows.ts'

type Column = { name: string; type: string }

const PAGE = 500
/** Says of what version the tables are, and is there already. */
const OWN = 'meta'

/**
 * Every row of every table, as it is, into tables that are there and empty. Nothing is written to the folder meanwhile, by
 * anybody. How many rows of each table; all of them or none.
 * @throws NoDataFolder, UnfitDatabase; what the folder holds and the database has no place for
 */
export const copyTables = async (folder: string, { url, sharesUrl }: Databases): Promise<Record<string, number>> => ({
  ...(await copyFile(join(folder, 'shares.db'), sharesUrl)),
  ...(await copyFile(join(folder, 'haven.db'), url)),
})

const copyFile = async (file: string, url: string): Promise<Record<string, number>> => {
  if (!existsSync(file)) throw new NoDataFolder(file)
  const from = new Database(file)
  const pool = openPool(url)
  try {
    from.exec('begin immediate')
    return await inOneCommit(pool, to => copyAll(from, to))
  } finally {
    if (from.inTransaction) from.exec('rollback')
    from.close()
    await pool.end()
  }
}

const copyAll = async (from: Database.Database, to: ClientBase): Promise<Record<string, number>> => {
  const names = (
    from.prepare(`select name from sqlite_master where type = 'table' order by rowid`).all() as { name: string }[]
  )
    .map(({ name }) => name)
    .filter(name => !name.startsWith('sqlite_'))
  if (names.includes(OWN)) await sameVersion(from, to)
  const copied: Record<string, number> = {}
  for (const name of names.filter(one => one !== OWN)) copied[name] = await copyTable(from, to, name)
  return copied
}

const sameVersion = async (from: Database.Database, to: ClientBase): Promise<void> => {
  const { schema } = from.prepare('select schema from meta').get() as { schema: number }
  const { rows } = await to.query<{ schema: number }>('select schema from meta')
  if (rows[0]?.schema !== schema)
    throw new UnfitDatabase(`the folder is of version ${schema}, the database of ${rows[0]?.schema}: start Haven once`)
}

const copyTable = async (from: Database.Database, to: ClientBase, table: string): Promise<number> => {
  const { rows } = await to.query(`select 1 from ${table} limit 1`)
  if (rows.length > 0) throw new UnfitDatabase('it is not empty')
  const columns = from.prepare(`select name, type from pragma_table_info('${table}')`).all() as Column[]
  const names = columns.map(({ name }) => name)
  const types = await typesOf(to, table, names)
  const insert = `insert into ${table}(${names.join()})
    select * from unnest(${types.map((type, at) => `$${at + 1}::${type}[]`).join()})`
  const shown = columns.map(({ name, type }) => (isNumber(type) ? numbers(name) : blobs(name))).join()
  const page = from.prepare<[unknown[]]>(
    `select rowid as place, ${shown} from ${table} where rowid > ? order by rowid limit ${PAGE}`,
  )
  let count = 0
  for (let place = 0; ;) {
    const found = page.all([place]) as Record<string, unknown>[]
    if (found.length === 0) break
    await to.query(
      insert,
      columns.map(column => found.map(row => valueOf(row, column))),
    )
    count += found.length
    place = found.at(-1)!['place'] as number
  }
  if (names.includes('id') && types[names.indexOf('id')] === 'bigint') await goOnAfter(to, table)
  return count
}

/** As the database has them; a column it does not have stops everything. */
const typesOf = async (to: ClientBase, table: string, names: readonly string[]): Promise<string[]> => {
  const { rows } = await to.query<{ name: string; type: string }>(
    `select column_name as name, data_type as type from information_schema.columns
      where table_schema = current_schema() and table_name = $1`,
    [table],
  )
  const types = new Map(rows.map(({ name, type }) => [name, type]))
  return names.map(name => {
    const type = types.get(name)
    if (!type) throw new UnfitDatabase(`it has no ${name} in ${table}`)
    return type
  })
}

const isNumber = (type: string): boolean => /^int/i.test(type)

const valueOf = (row: Record<string, unknown>, { name, type }: Column): unknown => {
  const value = row[name]
  if (value === null || isNumber(type)) return value
  return /^text/i.test(type) ? wordOf(value as Blob) : bytesOf(value as Blob)
}

/** Rows that are made from now on get ids of their own. */
const goOnAfter = async (to: ClientBase, table: string): Promise<void> => {
  await to.query(
    `select setval(pg_get_serial_sequence($1, 'id'), coalesce((select max(id) from ${table}), 0) + 1, false)`,
    [table],
  )
}
