import type { Channel } from '@haven/shared/acts.ts'
import pg from 'pg'
import type { Elsewhere, Happened, Moved } from './elsewhere.ts'
import { happenedIn, type Place } from './postgres-notices.ts'
import { openPool, statement } from './postgres-pool.ts'
import { type Blob, textOf, toBytes } from './sqlite-rows.ts'

type HeadRow = { id: number; name: Blob; channel: Channel; head: number }

const AGAIN_MS = 1_000

/** Notices carry numbers alone; which channel a number means is known of those that were loaded here. */
export class PostgresElsewhere implements Elsewhere {
  readonly #url: string
  readonly #pool: pg.Pool
  /** Apart from the others, so that whoever waits for a turn keeps no connection from the one whose turn it is. */
  readonly #turns: pg.Pool
  readonly #places = new Map<number, Place>()
  /** Connections of this machine: what they say is known here. */
  readonly #own = new Set<number | null>()
  #listener: pg.Client | undefined
  #isClosed = false

  constructor(url: string, pool: pg.Pool) {
    this.#url = url
    this.#pool = pool
    this.#turns = openPool(url)
    pool.on('connect', client => void this.#own.add(pidOf(client)))
    pool.on('remove', client => void this.#own.delete(pidOf(client)))
  }

  /** Its notices are understood from now on. */
  know(id: number, place: Place): void {
    this.#places.set(id, place)
  }

  async alone<Result>(session: string, work: () => Promise<Result>): Promise<Result> {
    const client = await this.#turns.connect()
    let isWhole = false
    try {
      const turn = toBytes(session).readBigInt64BE()
      await SQL.take.run(client, turn)
      const result = await work()
      await SQL.giveBack.run(client, turn)
      isWhole = true
      return result
    } finally {
      client.release(!isWhole)
    }
  }

  hear(heard: (happened: Happened) => void): void {
    const again = () => {
      if (!this.#isClosed) setTimeout(() => this.hear(heard), AGAIN_MS).unref()
    }
    const client = new pg.Client({ connectionString: this.#url, keepAlive: true })
    this.#listener = client
    client.on('error', () => undefined)
    client.once('end', again)
    client.on('notification', ({ payload, processId }) => {
      if (this.#own.has(processId)) return
      for (const happened of happenedIn(payload ?? '', id => this.#places.get(id))) heard(happened)
    })
    client.connect().then(
      () => client.query('listen haven').catch(() => client.end()),
      () => undefined,
    )
  }

  async heads(sessions: readonly string[]): Promise<Moved[]> {
    const asked = new Set(sessions)
    for (const [id, { session }] of this.#places) if (!asked.has(session)) this.#places.delete(id)
    const rows = (await SQL.heads.all(this.#pool, sessions.map(toBytes))) as HeadRow[]
    return rows.map(({ id, name, channel, head }) => {
      const place = { session: textOf(name), channel }
      this.#places.set(id, place)
      return { what: 'moved', ...place, head }
    })
  }

  async close(): Promise<void> {
    this.#isClosed = true
    await this.#listener?.end()
    await this.#turns.end()
  }
}

/** The driver has it, its types do not. */
const pidOf = (client: pg.PoolClient): number | null => (client as unknown as { processID: number | null }).processID

const SQL = {
  heads: statement(
    'heads',
    `select channels.id, sessions.name, channels.name as channel, head from channels
      join sessions on sessions.id = channels.session where sessions.name = any($1::bytea[])`,
  ),
  take: statement('take', 'select pg_advisory_lock($1)'),
  giveBack: statement('giveBack', 'select pg_advisory_unlock($1)'),
}
