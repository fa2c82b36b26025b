import type { Entry } from '@haven/shared/acts.ts'
import { LIMITS } from '@haven/shared/wire.ts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { bothThere, enter, type House, openHouse, START_MS } from '../testing/house.ts'
import type { Sock } from '../testing/sock.ts'

const DAY = 86_400_000

let house: House
/** The time of day, which jumps, and the other clock, which does not. */
let [day, steady] = [START_MS, 0]
beforeEach(async () => {
  ;[day, steady] = [START_MS, 0]
  house = await openHouse({ now: () => day, ticks: () => steady })
})
afterEach(() => house.close())

const act = (sock: Sock) => sock.does({ type: 'withdrew', kind: 'export' }, '')
const isSorted = (numbers: number[]) => numbers.every((one, at) => at === 0 || one >= numbers[at - 1]!)

describe('F5 the clock of the server jumps a day, either way', () => {
  const JUMPS = [DAY, -DAY, -DAY, 3_600_000, 2 * DAY, -1_000, -DAY]

  it('P24 order is by seq alone, times never decrease, and nobody is cut off', async () => {
    const { one, two } = await bothThere(house)
    const seqs: unknown[] = []
    for (const jump of JUMPS) {
      day += jump
      steady += 1_000
      house.haven.lines.expireStrangers()
      await house.sweep()
      seqs.push(await act(one), await act(two))
    }
    expect(seqs).toEqual(seqs.map((_, at) => at + 4))
    await one.until(() => one.entries.length === seqs.length + 3)
    expect(isSorted(one.entries.map(({ at }) => at))).toBe(true)
    expect([one.closed, two.closed]).toEqual([undefined, undefined])
  })

  it('no entry is written and no step is taken by a clock', async () => {
    const { one, session, p1 } = await bothThere(house)
    await one.does({ type: 'readied' }, 'arrive.welcome')
    await one.does({ type: 'paused', minutes: 20 }, '')
    const before: Entry[] = [...one.entries]
    for (const jump of JUMPS) {
      day += jump
      await house.sweep()
    }
    const again = await enter({ house, session }, p1)
    await again.until(() => again.entries.length >= before.length)
    expect(again.entries).toEqual(before)
  })

  it('P12 who was asked to slow down waits as long as was said, not until the old time has come back', async () => {
    const { one } = await bothThere(house)
    let fate: number | string = 0
    while (typeof fate === 'number') fate = await act(one)
    expect(fate).toBe('slow-down')
    day -= DAY
    steady += 1_000
    expect(await act(one)).toBeTypeOf('number')
  })

  it('P31 who fell silent before the jump is closed after 50 s all the same', async () => {
    const { one, two } = await bothThere(house)
    day -= DAY
    steady += LIMITS.silentMs - 1
    two.send({ type: 'ping', n: 1 })
    await two.settled()
    steady += 1
    await house.sweep()
    await one.until(() => one.closed !== undefined)
    expect(two.closed).toBeUndefined()
  })
})
