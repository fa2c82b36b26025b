import { resolve } from 'node:path'
import { systemClock } from '../src/session/clock.ts'
import { type Keep, walkCouple, type Walked } from './couple.ts'
import { keepIn } from './keep.ts'
import { walkSupervised, type WalkedSupervised } from './supervised.ts'
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
const walkOnce = ({ origin, say, isSupervised }: Options, keep?: Keep): Promise<Walked | WalkedSupervised> =>
  (isSupervised ? walkSupervised : walkCouple)(origin, say, keep).catch(error => ({
    ok: false,
    ended: '',
    entries: 0,
    steps: 0,
    why: [messageOf(error)],
  }))

/** As seen from where the command was given, which is not where npm runs it. */
const fileOf = (path: string): string => resolve(process.env['INIT_CWD'] ?? process.cwd(), path)

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
const sum = (numbers: number[]): number => numbers.reduce((all, one) => all + one, 0)

const supervisionOf = (walks: readonly (Walked | WalkedSupervised)[]) => {
  const all = walks.map(walk => ('held' in walk ? walk : { held: 0, whispered: 0, steppedBack: 0, whisperTrace: 0 }))
  return {
    held: sum(all.map(({ held }) => held)),
    whispered: sum(all.map(({ whispered }) => whispered)),
    steppedBack: sum(all.map(({ steppedBack }) => steppedBack)),
    whisperTrace: sum(all.map(({ whisperTrace }) => whisperTrace)),
  }
}

const run = async (options: Options): Promise<boolean> => {
  const started = systemClock.now()
  const keep = options.exported === undefined ? undefined : keepIn(fileOf(options.exported))
  const walks = await Promise.all(
    Array.from({ length: options.couples }, (_, index) => walkOnce(options, index === 0 ? keep : undefined)),
  )
  for (const why of new Set(walks.flatMap(walk => walk.why))) console.error(`not so: ${why}`)
  const ok = walks.every(walk => walk.ok)
  const result = {
    ok,
    ended: walks.find(walk => walk.ended !== 'done')?.ended ?? 'done',
    entries: sum(walks.map(walk => walk.entries)),
    steps: sum(walks.map(walk => walk.steps)),
    seconds: Math.round((systemClock.now() - started) / 100) / 10,
    ...(options.couples > 1 ? { couples: options.couples } : {}),
    ...(options.isSupervised ? supervisionOf(walks) : {}),
  }
  console.log(JSON.stringify(result))
  return ok
}

const options = readOrExplain()
process.exitCode = options ? ((await run(options)) ? 0 : 1) : 2
