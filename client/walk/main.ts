import { systemClock } from '../src/session/clock.ts'
import { walkCouple, type Walked } from './couple.ts'
import { type Options, readOptions, USAGE } from './options.ts'

const readOrExplain = (): Options | undefined => {
  try {
    return readOptions(process.argv.slice(2))
  } catch (error) {
    console.error(`${messageOf(error)}\n${USAGE}`)
    return undefined
  }
}

/** A walk that did not get there counts as one that is not ok. */
const walkOnce = ({ origin, say }: Options): Promise<Walked> =>
  walkCouple(origin, say).catch(error => ({ ok: false, ended: '', entries: 0, steps: 0, why: [messageOf(error)] }))

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
const sum = (numbers: number[]): number => numbers.reduce((all, one) => all + one, 0)

const run = async (options: Options): Promise<boolean> => {
  const started = systemClock.now()
  const walks = await Promise.all(Array.from({ length: options.couples }, () => walkOnce(options)))
  for (const why of new Set(walks.flatMap(walk => walk.why))) console.error(`not so: ${why}`)
  const ok = walks.every(walk => walk.ok)
  const result = {
    ok,
    ended: walks.find(walk => walk.ended !== 'done')?.ended ?? 'done',
    entries: sum(walks.map(walk => walk.entries)),
    steps: sum(walks.map(walk => walk.steps)),
    seconds: Math.round((systemClock.now() - started) / 100) / 10,
    ...(options.couples > 1 ? { couples: options.couples } : {}),
  }
  console.log(JSON.stringify(result))
  return ok
}

const options = readOrExplain()
process.exitCode = options ? ((await run(options)) ? 0 : 1) : 2
