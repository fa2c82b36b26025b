import { startHaven } from '../e2e/server.ts'
import type { Findings, Verdict } from './checker.ts'
import { openProxy } from './proxy.ts'
import { seeded } from './random.ts'
import { type Round, runRound } from './round.ts'
import { portOf } from './storm.ts'

export type Plan = Pick<Round, 'couples' | 'gapMs' | 'healMs' | 'kills' | 'signal' | 'weather'> & { seed: number }
export type Result = { findings: Findings; acked: number; kills: number; seconds: number }

/** The storms of F1 and F3: kills, cuts, lag and reloads. */
export const FULL = {
  couples: 3,
  gapMs: [50, 500],
  healMs: 2_000,
  weather: { lagMs: 3_000, lifeMs: [200, 5_000], lingerMs: [500, 4_000] },
} as const

const KILLS_A_ROUND = 5

/** Rounds of storm and healing over one server of its own, until all kills are done. Rejects when the signal is given. */
export const runChaos = async (plan: Plan): Promise<Result> => {
  const began = performance.now()
  const random = seeded(plan.seed)
  const result: Result = { findings: { lost: [], doubled: [], gaps: [], diverged: [] }, acked: 0, kills: 0, seconds: 0 }
  const proxy = await openProxy(random.fork())
  const origin = `http://127.0.0.1:${proxy.port}`
  const haven = await startHaven({ HAVEN_ORIGIN: origin })
  try {
    proxy.lead(portOf(haven))
    const direct = `${haven.url.replace('http', 'ws')}/socket`
    do {
      const kills = Math.min(KILLS_A_ROUND, plan.kills - result.kills)
      const name = `${plan.seed}.${result.kills}`
      add(result, await runRound({ ...plan, haven, proxy, origin, direct, name, kills, random: random.fork() }))
      result.kills += kills
    } while (result.kills < plan.kills)
  } finally {
    await proxy.close()
    await haven.dispose()
  }
  return { ...result, seconds: Math.round((performance.now() - began) / 100) / 10 }
}

const add = (result: Result, verdicts: readonly Verdict[]): void => {
  for (const { acked, ...findings } of verdicts) {
    result.acked += acked
    for (const kind of ['lost', 'doubled', 'gaps', 'diverged'] as const) result.findings[kind].push(...findings[kind])
  }
}
