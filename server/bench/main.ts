import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { rounded } from './figures.ts'
import { type Goal, isFarOff, isMet, tableOf } from './goals.ts'
import { loaded, openedAndClosed, resumed } from './rooms.ts'
import { returning } from './returns.ts'
import { profileTo, stopAll } from './running.ts'
import { type Lengths, quiet, saturated } from './turns.ts'

const FULL: Lengths = { sessions: 200, saturated: 6, quiet: 20, settle: 30, passes: 3, idle: 1000, opened: 100_000 }
const QUICK: Lengths = { sessions: 200, saturated: 1.2, quiet: 3, settle: 6, passes: 3, idle: 100, opened: 400 }
const LOG_IN_MS = 0.15

export const bench = async (args: readonly string[]): Promise<number> => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      only: { type: 'string' },
      idle: { type: 'string' },
      profile: { type: 'string' },
    },
  })
  const lengths = { ...(values.quick ? QUICK : FULL), ...(values.idle && { idle: Number(values.idle) }) }
  if (values.profile !== undefined) profileTo(values.profile)
  const tooLong = setTimeout(() => process.exit(2), values.quick ? 300_000 : 1_200_000)
  const folder = mkdtempSync(join(tmpdir(), 'haven-bench-'))
  try {
    const goals: Goal[] = []
    for (const [name, measure] of Object.entries(MEASURES)) {
      if (values.only !== undefined && !values.only.split(',').includes(name)) continue
      goals.push(...(await measure(folder, lengths)))
    }
    process.stdout.write(`${tableOf(goals)}\n`)
    if (values.json) process.stdout.write(`${JSON.stringify(jsonOf(goals))}\n`)
    return goals.every(goal => (values.quick ? !isFarOff(goal) : isMet(goal))) ? 0 : 1
  } finally {
    clearTimeout(tooLong)
    await stopAll()
    rmSync(folder, { recursive: true, force: true })
  }
}

const jsonOf = (goals: readonly Goal[]) => Object.fromEntries(goals.map(({ name, value }) => [name, rounded(value)]))
const µs = (value: number) => `${rounded(value)} µs`
const ms = (value: number) => `${rounded(value)} ms`
const mb = (bytes: number) => `${Math.round(bytes / 1e6)} MB`

type Measure = (folder: string, lengths: Lengths) => Promise<Goal[]>
const MEASURES: Record<string, Measure> = {
  turns: async (folder, lengths) => {
    const { floor, haven } = await saturated(folder, lengths)
    return [
      {
        name: 'cpuPerTurn',
        what: 'G1 server CPU for one turn',
        value: haven.cpu / floor.cpu,
        most: 2,
        seen: `${µs(haven.cpu)} and ${µs(floor.cpu)}; generator ${µs(haven.own)} and ${µs(floor.own)}`,
      },
      {
        name: 'turnsPerSecond',
        what: `G4 turns a second, ${lengths.sessions} sessions`,
        value: haven.perSecond / floor.perSecond,
        least: 0.5,
        seen: `${rounded(haven.perSecond)} and ${rounded(floor.perSecond)}`,
      },
    ]
  },
  quiet: async (folder, lengths) => {
    const { floor, committed, haven } = await quiet(folder, lengths)
    const seen = `${ms(haven.p50)} and ${ms(floor.p50)}; with a commit ${ms(committed.p50)}`
    return [
      { name: 'p50', what: 'G2 turn p50, quiet', value: haven.p50 / floor.p50, most: 2.5, seen },
      { name: 'p50Committed', what: 'G2 against a commit each', value: haven.p50 / committed.p50, most: 1.2, seen: '' },
      {
        name: 'p99',
        what: 'G3 turn p99, quiet',
        value: haven.p99 / floor.p99,
        most: 5,
        seen: `${ms(haven.p99)} and ${ms(floor.p99)}; with a commit ${ms(committed.p99)}`,
      },
      { name: 'p99Ms', what: 'G3 turn p99 in ms', value: haven.p99, most: 5, seen: '' },
    ]
  },
  returns: async (folder, lengths) => returnsOf(await returning(folder, lengths)),
  resume: async folder => [
    {
      name: 'resumeMs',
      what: 'G7 server CPU to resume 500 entries, ms',
      value: await resumed(folder),
      most: 5,
      seen: '',
    },
  ],
  load: async folder => {
    const { cold, replay } = await loaded(folder)
    return [
      { name: 'coldLoadMs', what: 'G11 a room of 200 from its snapshot, ms', value: cold, most: 0.5, seen: '' },
      { name: 'replayMs', what: 'G11 a room of 200 from entry 1, ms', value: replay, most: 3, seen: '' },
    ]
  },
  leak: async (folder, { opened }) => {
    const { rss, heap, held, count } = await openedAndClosed(folder, opened)
    const what = `G12 RSS after ${count} sessions came and went`
    return [
      { name: 'rssAfter', what, value: rss, most: 1.1, seen: `heap ${rounded(heap)}` },
      { name: 'held', what: 'G12 rooms, gatherings and lines still held', value: held, most: 0, seen: '' },
    ]
  },
}

const returnsOf = ({ sockets, idle, rss, floor, haven }: Awaited<ReturnType<typeof returning>>): Goal[] => {
  const grown = ({ before, after }: { before: number; after: number }) => after - before
  const perThousand = (bytes: number) => mb((bytes / idle) * 1000)
  const logIn = (haven.none.cpu - floor.none.cpu) / sockets / 1000
  const allowed = Math.min(LOG_IN_MS, logIn) * sockets
  const cpuOf = (storm: { cpu: number }) => (storm.cpu / 1000 - allowed) / (floor.back.cpu / 1000)
  const wallOf = (storm: { ms: number }) => (storm.ms - allowed) / floor.back.ms
  const cpuSeen = (storm: { cpu: number }) => `${ms(storm.cpu / 1000)} and ${ms(floor.back.cpu / 1000)}`
  return [
    {
      name: 'rss',
      what: 'G5 memory an idle session adds',
      value: grown(rss.haven) / grown(rss.floor),
      most: 1.1,
      seen: `${perThousand(grown(rss.haven))} and ${perThousand(grown(rss.floor))} a thousand; whole ${mb(rss.haven.after)} and ${mb(rss.floor.after)}`,
    },
    { name: 'logInMs', what: 'G6 log-in, ms of CPU a socket', value: logIn, most: LOG_IN_MS, seen: '' },
    {
      name: 'stormCpu',
      what: `G6 CPU, ${sockets} sockets back`,
      value: cpuOf(haven.back),
      most: 1.5,
      seen: cpuSeen(haven.back),
    },
    {
      name: 'stormCpuCold',
      what: 'G6 CPU, after a restart',
      value: cpuOf(haven.cold),
      most: 1.5,
      seen: cpuSeen(haven.cold),
    },
    {
      name: 'stormWall',
      what: 'G6 all caught up',
      value: wallOf(haven.back),
      most: 1.5,
      seen: `${ms(haven.back.ms)} and ${ms(floor.back.ms)}`,
    },
    {
      name: 'stormWallCold',
      what: 'G6 all caught up, after a restart',
      value: wallOf(haven.cold),
      most: 1.5,
      seen: ms(haven.cold.ms),
    },
  ]
}
