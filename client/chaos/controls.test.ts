import { expect, it } from 'vitest'
import { type BREAKS, withBroken } from './broken.ts'
import type { Findings } from './checker.ts'
import { KILLS, runChaos } from './run.ts'

const SMALL = { ...KILLS, seeds: 1, couples: 0, chorus: 4, kills: 3, life: [20, 60], settleMs: 2_000 } as const
const { signal } = new AbortController()
/** A kill that hits nothing under way shows nothing: another seed is drawn then. */
const SEEDS = [5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]

const EXPECTED: Record<keyof typeof BREAKS, keyof Findings> = {
  'tells before it stores': 'lost',
  'forgets mids when it starts': 'doubled',
  'leaves one out of what was missed': 'diverged',
}

it.concurrent.each(Object.entries(EXPECTED))(
  'F1 a server that %s is found: %s',
  { timeout: 240_000 },
  async (how, kind) => {
    const found: unknown[] = []
    for (const seed of SEEDS) {
      const run = (main: string) => runChaos({ ...SMALL, seed, main, signal })
      const { findings } = await withBroken(how as keyof typeof BREAKS, run)
      found.push(...findings[kind])
      if (found.length > 0) break
    }
    expect(found).not.toEqual([])
  },
)
