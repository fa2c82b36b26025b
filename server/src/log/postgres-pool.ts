import pg from 'pg'

/** Milliseconds. A machine that is gone must not hold up the others; nothing asked for here takes long. */
const PATIENCE = {
  connectionTimeoutMillis: 5_000,
  query_timeout: 10_000,
  lock_timeout: 5_000,
  idle_in_transaction_session_timeout: 10_000,
}
const CONNECTIONS = 10

export type Db = pg.Pool | pg.ClientBase
export type Row = Record<string, unknown>

/** 64-bit numbers, of which none here is too large. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text') =>
    oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
}

export const openPool = (url: string): pg.Pool => {
  const pool = new pg.Pool({ connectionString: url, max: CONNECTIONS, keepAlive: true, types, ...PATIENCE })
  // A connection that was lost while nobody used it; the next question opens another.
  pool.on('error', () => undefined)
  return pool
}

/** A connection of its own that may take its time. */
export const withClient = async <Result>(url: string, work: (db: pg.Client) => Promise<Result>): Promise<Result> => {
  const client = new pg.Client({ connectionString: url, types })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** A statement that each connection prepares once; its values are bound by place. */
export const statement = (name: string, text: string) => {
  const ask = async (db: Db, values: unknown[]) => db.query<Row>({ name, text, values })
  return {
    run: async (db: Db, ...values: unknown[]): Promise<number> => (await ask(db, values)).rowCount ?? 0,
    get: async (db: Db, ...values: unknown[]): Promise<unknown> => (await ask(db, values)).rows[0],
    all: async (db: Db, ...values: unknown[]): Promise<unknown[]> => (await ask(db, values)).rows,
  }
}

/** One commit or nothing: what throws inside leaves no trace. A connection on which something went wrong is not used
 *  again. */
export const inOneCommit = async <Result>(
  pool: pg.Pool,
  work: (db: pg.ClientBase) => Promise<Result>,
): Promise<Result> => {
  const client = await pool.connect()
  let isWhole = false
  try {
    await client.query('begin')
    const result = await work(client)
    await client.query('commit')
    isWhole = true
    return result
  } finally {
    client.release(!isWhole)
  }
}
