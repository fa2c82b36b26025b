import { LIMITS } from '@haven/shared/wire.ts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { boxOf, newHash, newId } from './testing/device.ts'
import { bothThere, enter, type House, openHouse } from './testing/house.ts'
import { allThere } from './testing/practice.ts'
import type { Sock } from './testing/sock.ts'

let house: House
beforeEach(async () => (house = await openHouse()))
afterEach(() => house.close())

const headOf = (seq = 3) => ({
  type: 'head',
  nonce: newId(),
  epoch: 1,
  seq,
  hash: newHash(),
  proofs: [{ to: newId(), box: boxOf(LIMITS.boxOverhead) }],
})
const heads = (sock: Sock) => sock.of('head')

describe('a head', () => {
  it('goes to the other devices that have told theirs, as it was said and with whose it is', async () => {
    const { one, two, p1, p2 } = await bothThere(house)
    const [first, second] = [headOf(), headOf()]
    one.send(first)
    await one.settled()
    two.send(second)
    await one.until(() => heads(one).length === 1)
    expect(heads(one)).toEqual([{ ...second, device: p2.id }])
    one.send(first)
    await two.until(() => heads(two).length === 1)
    expect(heads(two)).toEqual([{ ...first, device: p1.id }])
  })

  it('P39 is kept nowhere: not for who comes later, not in the log, not in a line for the operator', async () => {
    const { one, two, session, p2 } = await bothThere(house)
    two.send(headOf())
    two.cut()
    const head = headOf(7)
    one.send(head)
    await one.settled()
    const late = await enter({ house, session }, p2)
    late.send(headOf())
    await late.settled()
    expect(heads(late)).toEqual([])
    expect((await house.store.log.load(session, 'room', 9))!.head).toBe(3)
    expect(JSON.stringify(house.notes)).not.toContain(head.hash)
  })

  it('beyond its rate it is dropped, and nobody is closed or kept from acting for it', async () => {
    const { one, two } = await bothThere(house)
    two.send(headOf())
    await two.settled()
    const { burst } = LIMITS.heads
    for (let told = 0; told < burst + 10; told += 1) one.send(headOf(told))
    await one.settled()
    await two.settled()
    expect(heads(two).map(({ seq }) => seq)).toEqual(Array.from({ length: burst }, (_, seq) => seq))
    expect(await one.does({ type: 'withdrew', kind: 'export' }, '')).toBe(4)
    expect([one.closed, two.closed]).toEqual([undefined, undefined])
  })

  it.each([
    ['a box that holds words', { proofs: [{ to: newId(), box: boxOf(512 + LIMITS.boxOverhead) }] }],
    ['too many answers', { proofs: Array.from({ length: 9 }, () => ({ to: newId(), box: boxOf(28) })) }],
    ['a device it does not speak for', { device: newId() }],
  ])('with %s is malformed', async (_what, change) => {
    const { one } = await bothThere(house)
    one.send({ ...headOf(), ...change })
    await one.until(() => one.closed !== undefined)
    expect(one.closed).toBe(4400)
  })

  it('R18 of a therapist who is not here goes to nobody, and nobody’s goes there', async () => {
    const { socks } = await allThere(house)
    const { p1, p2, therapist } = socks
    for (const sock of [p1, p2, therapist]) {
      sock.send(headOf())
      await sock.settled()
    }
    p1.send(headOf())
    await p1.settled()
    await therapist.settled()
    expect([heads(p1).length, heads(therapist).length]).toEqual([1, 0])
    therapist.send({ type: 'attend', isHere: true })
    therapist.send(headOf(9))
    await p1.until(() => heads(p1).at(-1)?.seq === 9)
    p2.send(headOf(8))
    await therapist.until(() => heads(therapist).at(-1)?.seq === 8)
  })
})
