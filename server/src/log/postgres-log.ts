import { type Channel, MOVES } from '@haven/shared/acts.ts'
import type pg from 'pg'
import { type Blob, bytesOf, COLUMNS, type EntryRow, rowOf, textOf, toBytes } from './sqlite-rows.ts'
import type { EventLog, Loaded, Outcome, Stand } from './event-log.ts'
import { outcomeOf, placesOf, type Placed, store } from './postgres-append.ts'
import type { Place } from './postgres-notices.ts'
import { inOneCommit, statement, withClient } from './postgres-pool.ts'
import type { Draft, Row } from './records.ts'

type StandRow = { id: number; channel: Channel; head: number; hash: Blob }
type Head = { id: number; epoch: number; head: number; state: string; script: number }

/** Any number of machines may write to the same tables: a channel is locked by its row, and its places are unique.
 *  P21–P24 */
export class PostgresLog implements EventLog {
  readonly #url: string
  readonly #pool: pg.Pool
  readonly #loaded: (id: number, place: Place) => void
  #isUntidy = false

  constructor(url: string, pool: pg.Pool, loaded: (id: number, place: Place) => void) {
    this.#url = url
    this.#pool = pool
    this.#loaded = loaded
  }

  async append(batch: readonly Draft[]): Promise<Outcome[]> {
    if (batch.some(({ erase }) => erase.length > 0)) this.untidy()
    return inOneCommit(this.#pool, async db => {
      const places = await placesOf(db, batch)
      const placed: Placed[] = []
      const outcomes: Outcome[] = []
      for (const draft of batch) {
        const place = places(draft)
        const outcome = await outcomeOf(db, draft, place)
        outcomes.push(outcome)
        if (!place || outcome !== 'stored') continue
        place.head = draft.rows.at(-1)!.entry.seq
        placed.push({ place, draft })
      }
      if (placed.length > 0) await store(db, placed)
      return outcomes
    })
  }

  async read(
    { session, channel }: { session: string; channel: Channel },
    after: number,
    limit: number,
  ): Promise<Row[]> {
    return ((await READ.all(this.#pool, toBytes(session), channel, after, limit)) as EntryRow[]).map(rowOf)
  }

  /** One look at everything, so that all of it belongs together. */
  async load(session: string, channel: Channel, tail: number): Promise<Loaded | undefined> {
    return inOneCommit(this.#pool, async db => {
      await db.query('set transaction isolation level repeatable read read only')
      const there = (await HEAD.get(db, toBytes(session), channel)) as Head | undefined
      if (!there) return undefined
      const { id, epoch, head, state, script } = there
      this.#loaded(id, { session, channel })
      const index = (await INDEX.all(db, id)) as { mid: Blob | null; by: string }[]
      const moves = channel === 'room' ? ((await MOVED.all(db, id, [...MOVES])) as EntryRow[]) : []
      const newest = (await READ.all(db, toBytes(session), channel, Math.max(0, head - tail), tail)) as EntryRow[]
      return {
        epoch,
        head,
        state,
        script,
        index: index.map(({ mid, by }) => ({ mid: mid && textOf(mid), by })),
        moves: moves.map(rowOf),
        tail: newest.map(rowOf),
      }
    })
  }

  async stands(session: string): Promise<Stand[]> {
    const rows = (await STANDS.all(this.#pool, toBytes(session))) as StandRow[]
    for (const { id, channel } of rows) this.#loaded(id, { session, channel })
    return rows.map(({ channel, head, hash }) => ({ channel, head, hash: bytesOf(hash) }))
  }

  async check(): Promise<void> {
    await BEAT.run(this.#pool)
  }

  /** Something was deleted that must not stay in the tables. */
  untidy(): void {
    this.#isUntidy = true
  }

  /** Takes its time, but keeps nobody from reading or writing. */
  async tidy(): Promise<void> {
    if (!this.#isUntidy) return
    this.#isUntidy = false
    try {
      await withClient(this.#url, db =>
        db.query('vacuum entries, channels, sessions, devices, invites, wraps, vaults, vault_doors'),
      )
    } catch (error) {
      this.#isUntidy = true
      throw error
    }
  }

  close(): Promise<void> {
    return this.#pool.end()
  }
}

const IN_CHANNEL = `(select channels.id from sessions
  join channels on channels.session = sessions.id where sessions.name = $1 and channels.name = $2)`

const HEAD = statement(
  'head',
  `select channels.id, epoch, head, state, script from sessions
    join channels on channels.session = sessions.id where sessions.name = $1 and channels.name = $2`,
)
const READ = statement(
  'read',
  `select ${COLUMNS} from entries where channel = ${IN_CHANNEL} and seq > $3 order by seq limit $4`,
)
const INDEX = statement('index', 'select mid, by from entries where channel = $1 order by seq')
const MOVED = statement(
  'moves',
  `select ${COLUMNS} from entries where channel = $1 and type = any($2::text[]) order by seq`,
)
const STANDS = statement(
  'stands',
  `select channels.id, channels.name as channel, head, hash from channels
    join sessions on sessions.id = channels.session where sessions.name = $1`,
)
const BEAT = statement('beat', 'update meta set beat = beat + 1')
