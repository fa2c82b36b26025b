import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { LIMITS } from '@haven/shared/wire.ts'
import { buildApp, type Built } from './app.ts'
import { openDataFolder } from './data-folder.ts'
import { codeOf, type Note } from './haven.ts'
import { Metrics } from './metrics.ts'
import { UnknownSchema } from './log/sqlite-files.ts'
import { openPostgres } from './log/postgres-store.ts'
import { UnfitDatabase } from './log/postgres-tables.ts'
import { openSqlite } from './log/sqlite-store.ts'
import type { Store } from './log/store.ts'
import { BadSetting, readSettings, type Settings } from './settings.ts'
import { sha256, toText } from './bytes.ts'

const HOUR_MS = 3_600_000
/** With what it takes, within 5 s of a commit on another machine. */
const LOOK_MS = 4_000
const STOP_MS = 4_500
/** When everybody comes back at once, nobody knocks in vain and again a second later. */
const BACKLOG = 4_096
const PAGES = fileURLToPath(new URL('../../client/dist', import.meta.url))

const say = (line: string) => process.stdout.write(`${line}\n`)
const note: Note = (what, facts = {}) => say(JSON.stringify({ at: new Date().toISOString(), what, ...facts }))

const start = async (): Promise<void> => {
  const settings = readSettings(process.env)
  const built = await buildApp({
    ...settings,
    store: await openStore(settings),
    metrics: new Metrics().ofProcess(),
    now: Date.now,
    ticks: () => performance.now(),
    note,
    pages: PAGES,
    build: toText(sha256(readFileSync(fileURLToPath(import.meta.url)))).slice(0, 8),
  })
  await built.app.listen({ port: settings.port, host: settings.host, backlog: BACKLOG })
  keepHouse(built)
  stopOn(['SIGTERM', 'SIGINT'], built)
  greet(settings)
}

const openStore = async ({ data, databases }: Settings): Promise<Store> => {
  if (databases) return openPostgres(databases)
  openDataFolder(data)
  return openSqlite(data)
}

const greet = ({ origins, isUnlimited }: Settings) => {
  say(`Haven is open at ${origins[0]}`)
  if (isUnlimited) say('HAVEN_LIMITS=open: nobody is ever asked to slow down.')
}

/** What has to happen by itself, while there is somebody to serve. */
const keepHouse = ({ haven: { failed }, expireStrangers, lookElsewhere, sweep, retain }: Built): void => {
  const every = (ms: number, chore: () => void | Promise<void>) =>
    setInterval(() => void Promise.resolve().then(chore).catch(failed), ms).unref()
  // By then all that has arrived was read: nobody is shut out for a hello that lay waiting here. P3
  every(1_000, () => void setImmediate(expireStrangers))
  every(LIMITS.sweepMs, sweep)
  every(LOOK_MS, lookElsewhere)
  every(HOUR_MS, retain)
  retain().catch(failed)
}

/** P34: within 5 s, whatever is still open. */
const stopOn = (signals: NodeJS.Signals[], { app }: Built): void => {
  const stop = async () => {
    setTimeout(() => process.exit(1), STOP_MS).unref()
    await app.close()
    process.exit(0)
  }
  for (const signal of signals) process.once(signal, () => void stop())
}

/** What somebody can mend is said in words; the rest by its code. */
const whyNot = (error: unknown): string => {
  if (error instanceof BadSetting) return error.message
  if (error instanceof UnknownSchema) return `HAVEN_DATA cannot be used: ${error.message}.`
  if (error instanceof UnfitDatabase) return `The database cannot be used: ${error.message}.`
  const code = codeOf(error)
  if (code === 'SQLITE_CORRUPT' || code === 'SQLITE_NOTADB')
    return 'What HAVEN_DATA holds is damaged: put the last backup in its place.'
  return code === 'EADDRINUSE'
    ? 'The port is taken by somebody else: set PORT to another one.'
    : `It failed with ${code}.`
}

start().catch(error => {
  process.stderr.write(`Haven did not start. ${whyNot(error)}\n`)
  process.exit(1)
})
