import { expect, it } from 'vitest'
import { runChaos } from './run.ts'

/** Lags shorter than a log-in, and healing that a busy machine has time for. */
const SMALL = {
  seeds: 1,
  couples: 1,
  chorus: 1,
  kills: 1,
  killsARound: 1,
  gapMs: [10, 100],
  restMs: 80,
  settleMs: 25_000,
  life: [10, 40],
  weather: { lagMs: 20, lifeMs: [100, 1_500], lingerMs: [50, 400] },
} as const

it.concurrent.each([11, 12])(
  'F1 F3 seed %i: a kill, cuts and lag, and nothing is lost, doubled or told two ways',
  { timeout: 240_000 },
  async seed => {
    const { findings, acked, kills } = await runChaos({ ...SMALL, seed, signal: new AbortController().signal })
    expect(findings).toEqual({ lost: [], doubled: [], gaps: [], diverged: [] })
    expect(kills).toBe(1)
    expect(acked).toBeGreaterThanOrEqual(10)
  },
)
