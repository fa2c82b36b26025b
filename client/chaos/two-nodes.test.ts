import { expect, it } from 'vitest'
import { borrowDatabase } from './database.ts'
import { runChaos } from './run.ts'

const SMALL = {
  seeds: 1,
  couples: 1,
  chorus: 1,
  kills: 2,
  settleMs: 25_000,
  killsARound: 2,
  gapMs: [10, 100],
  restMs: 80,
  life: [10, 40],
  weather: { lagMs: 20, lifeMs: [100, 1_500], lingerMs: [50, 400] },
} as const

it.each([
  [31, false],
  [32, true],
])(
  'F16 seed %i: two servers, one killed, notices lost: %s; nothing is lost or doubled',
  { timeout: 180_000 },
  async (seed, isDeaf) => {
    const database = await borrowDatabase(isDeaf)
    if (!database) return expect(process.env['CI']).toBeUndefined()
    try {
      const signal = new AbortController().signal
      const { findings, acked, kills } = await runChaos({ ...SMALL, seed, signal, database: database.settings })
      expect(findings).toEqual({ lost: [], doubled: [], gaps: [], diverged: [] })
      expect(kills).toBe(2)
      expect(acked).toBeGreaterThanOrEqual(10)
    } finally {
      await database.dispose()
    }
  },
)
