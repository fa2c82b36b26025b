import { STEP_IDS } from '@haven/shared/steps.ts'
import { describe, expect, it } from 'vitest'
import { momentsAt, momentsOf } from './stage.ts'

describe('the made-up talk', () => {
  it('passes through every step of a sitting', () => {
    const moments = momentsOf()
    const missing = STEP_IDS.filter(step => momentsAt(step, moments).length === 0)
    expect(missing).toEqual(['between'])
  })
})
