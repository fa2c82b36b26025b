import { systemClock } from '../src/session/clock.ts'
import { borrowDatabase } from './database.ts'
import { type Options, readOptions, USAGE } from './options.ts'
import { KILLS, type Plan, type Result, runChaos, STORM } from './run.ts'
import { soak } from './soak.ts'

const INTERRUPTED = 130

const readOrExplain = (): Options | undefined => {
  try {
    return readOptions(process.argv.slice(2))
  } catch (error) {
    console.error(`${messageOf(error)}\n${USAGE}`)
    return undefined
  }
}

/** Far more than it takes, so that a run that hangs still ends. */
const mostMs = ({ seeds, kills, soak: minutes = 0 }: Options) => seeds * (120_000 + kills * 30_000) + minutes * 120_000

const run = async (options: Options): Promise<number> => {
  const stop = new AbortController()
  let code = 1
  const interrupt = () => {
    code = INTERRUPTED
    stop.abort(new Error('interrupted'))
  }
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt)
  const cancel = systemClock.after(mostMs(options), () => stop.abort(new Error('it took too long')))
  console.log(`seed ${options.seed}`)
  try {
    if (options.soak !== undefined) return await tellSoak({ ...options, minutes: options.soak }, stop.signal)
    const weather = options.kills > 0 ? KILLS : STORM
    const result = await over(options, database =>
      runChaos({ ...weather, ...options, ...database, signal: stop.signal, onRound: tellRound }),
    )
    return tell(options, result) ? 0 : 1
  } catch (error) {
    console.error(messageOf(stop.signal.aborted ? stop.signal.reason : error))
    return code
  } finally {
    cancel()
  }
}

const tellSoak = async ({ seed, minutes, couples = 200 }: Options & { minutes: number }, signal: AbortSignal) => {
  const { found, ...soaked } = await soak({ seed, minutes, couples, signal })
  for (const sentence of found) console.error(sentence)
  console.log(JSON.stringify({ found: found.length, ...soaked }))
  return found.length === 0 ? 0 : 1
}

/** With a database for as long as it takes, where one is asked for. */
const over = async ({ nodes }: Options, work: (plan: Pick<Plan, 'database'>) => Promise<Result>): Promise<Result> => {
  if (nodes === undefined) return work({})
  const database = await borrowDatabase(nodes === 'deaf')
  if (!database) throw new Error('PostgreSQL is not installed')
  try {
    return await work({ database: database.settings })
  } finally {
    await database.dispose()
  }
}

/** So that a long run shows that it goes on, and a broken one what there was. */
const tellRound = ({ findings, acked, kills, healed }: Result): void =>
  console.log(
    `${healed.length} talks, ${kills} kills, ${acked} acknowledged, ${Object.values(findings).flat().length} found`,
  )

/** False if anything was found. */
const tell = ({ seed, seeds }: Options, { findings, starts, firstAcks, healed, ...told }: Result): boolean => {
  const { acked, kills, seconds } = told
  const { lost, doubled, gaps, diverged } = findings
  for (const [kind, sentences] of Object.entries(findings))
    for (const sentence of sentences) console.error(`${kind}: ${sentence}`)
  const counts = { lost: lost.length, doubled: doubled.length, gaps: gaps.length, diverged: diverged.length }
  const times = { startMs: shareOf(starts), firstAckMs: shareOf(firstAcks), healedMs: shareOf(healed) }
  console.log(JSON.stringify({ acked, kills, ...counts, seconds, seed, seeds, ...times }))
  return Object.values(counts).every(count => count === 0)
}

/** Of sorted milliseconds. */
const shareOf = (sorted: readonly number[]) => {
  const at = (share: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0)
  return { p50: at(0.5), p99: at(0.99), most: at(1) }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const options = readOrExplain()
process.exitCode = options ? await run(options) : 2
