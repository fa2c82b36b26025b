import { describe, expect, it } from 'vitest'
import { coachFrom, type GetWeights } from './load-coach.ts'

const BROKEN: [string, GetWeights][] = [
  ['missing', async () => Promise.reject(new Error('404'))],
  ['empty', async () => new ArrayBuffer(0)],
  ['damaged', async () => new Uint8Array(9_000).fill(7).buffer],
]

describe('the coach', () => {
  it.each(BROKEN)('works with its certain rules alone when the weights are %s', async (_, weights) => {
    const coach = await coachFrom(weights)
    expect(coach.isWhole).toBe(false)
    const found = coach.notice('I am sorry you feel that way.', { role: 'injuring', step: 'own.say' })
    expect(found.map(({ category }) => category)).toContain('nonapology')
  })
})
