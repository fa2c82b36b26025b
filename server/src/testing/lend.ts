import { hasPostgres, Postgres } from './postgres.ts'

/** `tsx lend.ts [deaf]`: a PostgreSQL for as long as standard input is open. One line says how a server is told of it, or
 *  `null` where none is installed; `deaf`: its notices are lost. */
const postgres = hasPostgres() ? await Postgres.start() : null
if (postgres && process.argv.includes('deaf')) await postgres.dropNotices()
process.stdout.write(`${JSON.stringify(postgres?.settings ?? null)}\n`)
const giveBack = async () => {
  await postgres?.dispose()
  process.exit()
}
if (!postgres) process.exit()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void giveBack())
process.stdin.resume().once('end', () => void giveBack())
