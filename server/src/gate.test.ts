import { setImmediate as round } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { Gate } from './gate.ts'

const asking = (gate: Gate, count: number) => {
  const through: number[] = []
  for (let at = 0; at < count; at += 1) void gate.pass().then(() => through.push(at))
  return through
}

it('lets one alone through at once, and many in their order, so many each time the loop goes round', async () => {
  const gate = new Gate(3)
  const through = asking(gate, 8)
  await Promise.resolve()
  expect(through).toEqual([0, 1, 2])
  await round()
  expect(through).toEqual([0, 1, 2, 3, 4, 5])
  await round()
  expect(through).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  const later = asking(gate, 1)
  await round()
  expect(later).toEqual([0])
})
