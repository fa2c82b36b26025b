import { writeSync } from 'node:fs'
import { isBySeat } from '@haven/shared/acts.ts'
import { openHavenDb } from '../../log/sqlite-files.ts'
import { SqliteAccess } from '../../log/sqlite-access.ts'
import { SqliteLog } from '../../log/sqlite-log.ts'
import type { Row } from '../../log/records.ts'
import { draftOf, foundingOf, newSession, rowAfter } from '../../testing/records.ts'
import { genesisOf, linked } from '../../whole.ts'

/** Writes down each thing it was told is stored, in the same stream of system calls as what it stores:
 *  `ack SESSION SEQ MID`. Commits one by one and in groups, lets words go, and empties the journal now and then. */
const write = async (folder: string, commits: number, isWeak: boolean): Promise<void> => {
  const db = openHavenDb(folder)
  // The control: a promise this program does not keep.
  if (isWeak) db.pragma('synchronous = NORMAL')
  const [log, access] = [new SqliteLog(db), new SqliteAccess(db)]
  const talks = new Map<string, Row>()
  for (let talk = 0; talk < TALKS; talk += 1) {
    const founding = foundedIn(newSession())
    await access.create(founding)
    talks.set(founding.session, founding.rows.at(-1)!)
  }
  writeSync(1, 'ready\n')
  for (let commit = 1; commit <= commits; commit += 1) {
    const group = [...talks].slice(commit % TALKS).slice(0, 1 + (commit % GROUP))
    const rows = group.map(([session, last]) => [session, rowAfter(last)] as const)
    const letGo = (row: Row) => (commit % 9 === 0 && row.entry.seq > 4 ? [row.entry.seq - 1] : [])
    const drafts = rows.map(([session, row]) => ({ ...draftOf(session, [row]), erase: letGo(row) }))
    await log.append(drafts)
    for (const [session, { entry }] of rows)
      if (isBySeat(entry)) writeSync(1, `ack ${session} ${entry.seq} ${entry.mid}\n`)
    for (const [session, row] of rows) talks.set(session, row)
    if (commit % TIDY === 0) await log.tidy()
  }
  log.close()
}

const TALKS = 8
const GROUP = 4
const TIDY = 90

const foundedIn = (session: string) => {
  const founding = foundingOf({ session })
  let hash = genesisOf(session, 'room')
  const rows = founding.rows.map(({ entry }) => {
    const row = linked(hash, entry)
    hash = row.hash
    return row
  })
  return { ...founding, rows }
}

const [folder, commits, how] = process.argv.slice(2)
await write(folder!, Number(commits), how === 'weak')
