import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import type { Databases } from '../log/postgres-store.ts'

const DEBIAN = '/usr/lib/postgresql'
/** In memory where there is such a place: what is tried here is not the disk. */
const HOME = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

/** Where `postgres` and `initdb` are installed. */
const binaries = (): string | undefined => {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : []
  const folders = [
    ...versions.map(version => join(DEBIAN, version, 'bin')),
    ...(process.env['PATH'] ?? '').split(delimiter),
  ]
  return folders.find(folder => ['postgres', 'initdb'].every(name => existsSync(join(folder, name))))
}

/** Whether the tests that need one can run here. It is said aloud where they cannot, and never happens where changes are
 *  checked before they land. */
export const hasPostgres = (): boolean => {
  if (binaries()) return true
  if (process.env['CI']) throw new Error('PostgreSQL is not installed: apt-get install postgresql')
  console.warn('SKIPPED: PostgreSQL is not installed, so nothing is known about Haven on it.')
  return false
}

/** It does not run as root. */
const someoneElse = (): { uid: number; gid: number } | undefined => {
  if (process.getuid?.() !== 0) return undefined
  const people = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map(line => line.split(':'))
  const who = people.find(([name]) => name === 'postgres') ?? people.find(([name]) => name === 'nobody')
  return { uid: Number(who![2]), gid: Number(who![3]) }
}

/** A PostgreSQL of its own, made for a test and gone with it. */
export class Postgres {
  readonly folder: string
  readonly #port: number
  readonly #process: ChildProcess

  private constructor(folder: string, port: number, running: ChildProcess) {
    this.folder = folder
    this.#port = port
    this.#process = running
  }

  static async start(): Promise<Postgres> {
    const folder = mkdtempSync(join(HOME, 'haven-postgres-'))
    const who = someoneElse()
    if (who) chownSync(folder, who.uid, who.gid)
    const bin = binaries()!
    const data = join(folder, 'data')
    const init = ['-D', data, '-U', 'haven', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync']
    await promisify(execFile)(join(bin, 'initdb'), init, { cwd: folder, ...who })
    const port = await freePort()
    const settings = [`port=${port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories=', 'shared_buffers=16MB']
    const args = ['-D', data, ...settings.flatMap(setting => ['-c', setting])]
    const running = spawn(join(bin, 'postgres'), args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'], ...who })
    await isReady(running)
    const postgres = new Postgres(folder, port, running)
    for (const name of ['entries', 'shares']) await postgres.ask('postgres', `create database ${name}`)
    return postgres
  }

  get databases(): Databases {
    return { url: this.#urlOf('entries'), sharesUrl: this.#urlOf('shares') }
  }

  /** As a server is told of them. */
  get settings(): Record<string, string> {
    const { url, sharesUrl } = this.databases
    return { DATABASE_URL: url, HAVEN_SHARES_URL: sharesUrl }
  }

  /** From now on nobody hears a notice, on connections that are opened from now on. */
  async dropNotices(): Promise<void> {
    await this.ask('entries', `create function public.pg_notify(text, text) returns void language sql as 'select'`)
    await this.ask('entries', 'alter database entries set search_path = public, pg_catalog')
  }

  /** No row is left in either database, but for the number of the tables. */
  async empty(): Promise<void> {
    const each = `do $$ declare every text; begin
      select string_agg(quote_ident(tablename), ', ') into every from pg_tables
        where schemaname = 'public' and tablename <> 'meta';
      if every is not null then execute 'truncate ' || every || ' cascade'; end if; end $$`
    for (const name of ['entries', 'shares']) await this.ask(name, each)
  }

  /** As its owner, in one of its databases. */
  async ask(database: string, text: string): Promise<Record<string, unknown>[]> {
    const client = new pg.Client({ connectionString: this.#urlOf(database) })
    await client.connect()
    try {
      return (await client.query<Record<string, unknown>>(text)).rows
    } finally {
      await client.end()
    }
  }

  /** For every connection that is opened from now on. */
  async set(setting: string, value: 'on' | 'off'): Promise<void> {
    await this.ask('postgres', `alter system set ${setting} = ${value}`)
    await this.ask('postgres', 'select pg_reload_conf()')
    for (let is = ''; is !== value;) {
      const [row] = await this.ask('postgres', `select current_setting('${setting}') as is`)
      is = String(row!['is'])
    }
  }

  /** The bytes of a table as they lie on the disk. */
  async fileOf(database: string, table: string): Promise<Buffer> {
    await this.ask(database, 'checkpoint')
    const [row] = await this.ask(database, `select pg_relation_filepath('${table}') as path`)
    return readFileSync(join(this.folder, 'data', String(row!['path'])))
  }

  async dispose(): Promise<void> {
    const exited = new Promise(resolve => this.#process.once('exit', resolve))
    if (this.#process.exitCode === null && this.#process.kill('SIGINT')) await exited
    rmSync(this.folder, { recursive: true, force: true })
  }

  #urlOf(database: string): string {
    return `postgres://haven@127.0.0.1:${this.#port}/${database}`
  }
}

const isReady = (running: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    let printed = ''
    running.once('exit', code => reject(new Error(`PostgreSQL stopped with ${code}: ${printed}`)))
    running.stderr!.on('data', bytes => {
      printed += String(bytes)
      if (printed.includes('ready to accept connections')) resolve()
    })
  })

const freePort = () =>
  new Promise<number>(resolve => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
