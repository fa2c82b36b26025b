import type { Findings, Told } from './checker.ts'
import { openHouse } from './house.ts'
import { openProxy } from './proxy.ts'
import { seeded } from './random.ts'
import { type Round, runRound } from './round.ts'

export type Plan = Pick<
  Round,
  'chorus' | 'couples' | 'gapMs' | 'kills' | 'life' | 'restMs' | 'settleMs' | 'signal' | 'weather'
> & {
  seed: number
  /** So many seeds from the first, each with weather, couples and kills of its own. */
  seeds: number
  /** New couples begin after so many kills. */
  killsARound: number
  /** Another server than the built one. */
  main?: string
  /** The settings of a database: a second server over it is never killed. F16 */
  database?: Record<string, string>
  /** After each round, with all there is so far. */
  onRound?: (result: Result) => void
}

export type Result = {
  findings: Findings
  acked: number
  kills: number
  seconds: number
  /** Milliseconds, each sorted: from the begin of a process until it listens and until its first acknowledgement, and
   *  from healing to equal heads. */
  starts: number[]
  firstAcks: number[]
  healed: number[]
}

/** F1: a server that dies again and again under many hands; lags are short, so that much is stored between two deaths. */
export const KILLS = {
  couples: 1,
  chorus: 10,
  gapMs: [20, 250],
  restMs: 60,
  settleMs: 25_000,
  life: [0, 240],
  killsARound: 20,
  weather: { lagMs: 50, lifeMs: [500, 8_000], lingerMs: [50, 1_000] },
} as const

/** F3: lags up to three seconds, cuts, reloads, and no haste. */
export const STORM = {
  couples: 1,
  chorus: 0,
  gapMs: [50, 500],
  restMs: 120,
  settleMs: 25_000,
  life: [0, 40],
  killsARound: 5,
  weather: { lagMs: 3_000, lifeMs: [200, 5_000], lingerMs: [500, 4_000] },
} as const

/** Rounds of storm and healing over one server of its own, seed after seed. Rejects when the signal is given. */
export const runChaos = async (plan: Plan): Promise<Result> => {
  const began = performance.now()
  const findings = { lost: [], doubled: [], gaps: [], diverged: [] }
  const result: Result = { findings, acked: 0, kills: 0, seconds: 0, starts: [], firstAcks: [], healed: [] }
  for (let at = 0; at < plan.seeds; at += 1) await runSeed({ ...plan, seed: plan.seed + at }, result)
  for (const times of [result.starts, result.firstAcks, result.healed]) times.sort((a, b) => a - b)
  return { ...result, seconds: Math.round((performance.now() - began) / 100) / 10 }
}

const runSeed = async (plan: Plan, result: Result): Promise<void> => {
  const random = seeded(plan.seed)
  const proxy = await openProxy(random.fork())
  const origin = `http://127.0.0.1:${proxy.port}`
  const settings = { HAVEN_ORIGIN: origin, ...plan.database }
  const house = await openHouse(settings, plan.main)
  const steady = plan.database && (await openHouse(settings))
  try {
    if (steady) proxy.also(steady.port)
    proxy.lead(house.port)
    const direct = `${house.url.replace('http', 'ws')}/socket`
    let done = 0
    do {
      const kills = Math.min(plan.killsARound, plan.kills - done)
      const [name, { firstAcks }] = [`${plan.seed}.${done}`, result]
      const round = { ...plan, house, proxy, origin, direct, name, kills, firstAcks, random: random.fork() }
      add(result, await runRound(round))
      done += kills
      result.kills += kills
      plan.onRound?.(result)
    } while (done < plan.kills)
    result.starts.push(...house.starts)
  } finally {
    await proxy.close()
    await house.dispose()
    await steady?.dispose()
  }
}

const add = (result: Result, verdicts: readonly Told[]): void => {
  for (const { acked, healedMs, ...findings } of verdicts) {
    result.acked += acked
    result.healed.push(healedMs)
    for (const kind of ['lost', 'doubled', 'gaps', 'diverged'] as const) result.findings[kind].push(...findings[kind])
  }
}
