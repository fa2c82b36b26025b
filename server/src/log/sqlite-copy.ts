import { existsSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'libsql'
import { type Blob, textOf } from './sqlite-rows.ts'

/** Milliseconds a writer may hold a file before a copy gives up. */
const PATIENCE = 10_000

/**
 * Both files as of one moment each, while somebody writes. Shares come second: a session that is in the copy has its
 * share there, or was forgotten in between.
 * @throws NoDataFolder; the error of the disk
 */
export const copyFiles = (data: string, to: string): void => {
  for (const name of ['haven.db', 'shares.db'])
    within(join(data, name), db => db.prepare<[unknown[]]>('vacuum into ?').run([join(to, name)]))
}

/** What was withdrawn in `live` since is withdrawn in `copy` too. How many boxes, and the sessions `live` has no more. */
export const catchUp = (copy: string, live: string): { withdrawn: number; gone: string[] } =>
  within(join(copy, 'haven.db'), db => {
    within(join(live, 'haven.db'), () => undefined)
    db.prepare<[unknown[]]>('attach ? as live').run([join(live, 'haven.db')])
    const gone = db.prepare(GONE).all() as { name: Blob }[]
    return { withdrawn: db.prepare(WITHDRAW).run().changes, gone: gone.map(({ name }) => textOf(name)) }
  })

const within = <Result>(file: string, work: (db: Database.Database) => Result): Result => {
  if (!existsSync(file)) throw new NoDataFolder(file)
  const db = new Database(file)
  try {
    db.pragma(`busy_timeout = ${PATIENCE}`)
    return work(db)
  } finally {
    db.close()
  }
}

export class NoDataFolder extends Error {
  override readonly name = 'NoDataFolder'

  constructor(file: string) {
    super(`${file} is not there`)
  }
}

const GONE = 'select name from sessions where name not in (select name from live.sessions)'
const WITHDRAW = `update entries set box = null where box is not null and id in (
  select here.id from entries as here join channels on channels.id = here.channel
  join sessions on sessions.id = channels.session
  join live.sessions as live_sessions on live_sessions.name = sessions.name
  join live.channels as live_channels on live_channels.session = live_sessions.id and live_channels.name = channels.name
  join live.entries as live_entries on live_entries.channel = live_channels.id and live_entries.seq = here.seq
  where live_entries.box is null)`
