import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Rates } from './rates.ts'
import { Traces } from './traces.ts'

const rate = { burst: 5, perSecond: 2 }

it('gives a burst, then one by one, and says how long to wait', () => {
  let now = 0
  const rates = new Rates(rate, () => now)
  expect([1, 2, 3, 4, 5, 6].map(() => rates.take('a'))).toEqual([0, 0, 0, 0, 0, 500])
  expect(rates.take('b')).toBe(0)
  now = 400
  expect(rates.take('a')).toBeCloseTo(100, -1)
  now = 500
  expect([rates.take('a'), rates.take('a')]).toEqual([0, 500])
  rates.giveBack('a')
  expect(rates.take('a')).toBe(0)
})

it('never gives more than the burst and what has flowed in, whatever the clock does', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -5_000, max: 5_000 }), { maxLength: 60 }), steps => {
      let [now, highest, taken] = [0, 0, 0]
      const rates = new Rates(rate, () => now)
      let flowed = 0
      for (const step of steps) {
        now += step
        flowed += Math.max(0, step)
        highest = Math.max(highest, now)
        if (rates.take('a') === 0) taken += 1
      }
      expect(taken).toBeLessThanOrEqual(rate.burst + (flowed / 1000) * rate.perSecond)
    }),
  )
})

it('keeps nothing of a key that is full again', () => {
  let now = 0
  const rates = new Rates(rate, () => now)
  rates.take('a')
  rates.sweep()
  expect(rates.size).toBe(1)
  now = 500
  rates.sweep()
  expect(rates.size).toBe(0)
})

it('P39 a trace is another one tomorrow, and one for a whole IPv6 network', () => {
  let now = 0
  const traces = new Traces(() => now)
  const today = traces.ofAddress('192.0.2.1')
  expect(traces.ofAddress('192.0.2.1')).toBe(today)
  expect(traces.ofAddress('192.0.2.2')).not.toBe(today)
  expect(traces.ofAddress('2001:db8:1:2::5')).toBe(traces.ofAddress('2001:db8:1:2:9:9:9:9'))
  expect(traces.ofAddress('2001:db8:1:2::5')).not.toBe(traces.ofAddress('2001:db8:1:3::5'))
  expect(traces.ofAddress(undefined)).toHaveLength(16)
  now = 86_400_000
  expect(traces.ofAddress('192.0.2.1')).not.toBe(today)
})
