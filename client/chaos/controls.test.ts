import { expect, it } from 'vitest'
import { type BREAKS, withBroken } from './broken.ts'
import type { Findings } from './checker.ts'
import { KILLS, runChaos } from './run.ts'

const SMALL = { ...KILLS, seeds: 1, couples: 0, chorus: 2, kills: 2, life: [20, 60], settleMs: 2_000, seed: 5 } as const
const { signal } = new AbortController()

const EXPECTED: Record<keyof typeof BREAKS, keyof Findings> = {
  'tells before it stores': 'lost',
  'forgets mids when it starts': 'doubled',
  'leaves one out of what was missed': 'diverged',
}

it.concurrent.each(Object.entries(EXPECTED))(
  'F1 a server that %s is found: %s',
  { timeout: 240_000 },
  async (how, kind) => {
    const { findings } = await withBroken(how as keyof typeof BREAKS, main => runChaos({ ...SMALL, main, signal }))
    expect(findings[kind]).not.toEqual([])
  },
)
