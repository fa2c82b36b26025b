import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AnyEntry } from './acts.ts'
import { holdersOf, isClosed, isEven, isMember, learnMember, type Members, readersOf } from './members.ts'
import { mayInvite, mayOpen, mayRemove } from './reseating.ts'
import { SEATS, type Seat } from './steps.ts'

type Said = Pick<AnyEntry, 'by' | 'act'>
const joined = (device: string, seat: Seat, from?: Seat) =>
  ({ by: 'haven', act: { type: 'joined', seat, device, agreePub: '', signPub: '', ...(from && { from }) } }) as Said
const endorsed = (device: string, by: Seat) => ({ by, act: { type: 'endorsed', device } }) as Said
const removed = (device: string, by: Seat) => ({ by, act: { type: 'removed', device } }) as Said
const sentAway = { by: 'p1', act: { type: 'withdrew', kind: 'therapist' } } as Said

const after = (said: readonly Said[]): Members =>
  said.reduce<Members>((members, one, at) => learnMember(members, { ...one, seq: at + 1, at } as AnyEntry), [])
const names = (members: Members) => members.map(({ device }) => device)
const three = [joined('T', 'therapist'), joined('A', 'p1'), joined('B', 'p2')]

describe('who is in a session', () => {
  it('reads with the link of an empty seat at once, which carried the secret', () => {
    const members = after(three)
    expect(names(readersOf(members, 'room'))).toEqual(['T', 'A', 'B'])
    expect(names(readersOf(members, 'whisper:p1'))).toEqual(['T', 'A'])
    expect([isEven(members, 'room', 0), isClosed(members, 'room', 0)]).toEqual([true, true])
  })

  it('one more device of a seat reads once that seat has vouched for it, and not before', () => {
    const waiting = after([...three, joined('A2', 'p1', 'p1'), endorsed('A2', 'p2')])
    expect([names(readersOf(waiting, 'room')), isMember(waiting, 'A2')]).toEqual([['T', 'A', 'B'], false])
    const members = after([...three, joined('A2', 'p1', 'p1'), endorsed('A2', 'p1')])
    expect(names(readersOf(members, 'private:p1'))).toEqual(['A', 'A2'])
    expect([isEven(members, 'room', 0), isClosed(members, 'room', 0)]).toEqual([false, true])
    expect([isEven(members, 'room', 5), isEven(members, 'whisper:p2', 0)]).toEqual([true, true])
  })

  it('a seat lets its own other device out, and nobody lets out another seat’s', () => {
    const two = [...three, joined('A2', 'p1', 'p1'), endorsed('A2', 'p1')]
    const members = after([...two, removed('A', 'p1')])
    expect([isMember(members, 'A'), isMember(members, 'A2')]).toEqual([false, true])
    expect([isClosed(members, 'room', 5), isClosed(members, 'private:p1', 0)]).toEqual([false, false])
    expect(isMember(after([...two, removed('A', 'p2')]), 'A')).toBe(true)
    const may = (device: string, seat: Seat, other: string) => mayRemove(after(two), { device, seat }, other)
    expect([may('A', 'p1', 'A2'), may('A', 'p1', 'A'), may('A', 'p1', 'B'), may('A', 'p1', 'X')]).toEqual([
      true,
      false,
      false,
      false,
    ])
  })

  it.each<[string, readonly Said[], string]>([
    ['with a therapist who began', three, 'p1<p1 p1<therapist p2<p2 p2<therapist'],
    ['with a therapist who began and was sent away', [...three, sentAway], 'p1<p1 p1<p2 p2<p1 p2<p2'],
    [
      'with one whose link nobody can vouch for any more',
      [...three, joined('A2', 'p1', 'therapist'), sentAway],
      'p1<p2 p2<p2',
    ],
    ['between two', [joined('A', 'p1'), joined('B', 'p2')], 'p1<p1 p1<p2 p2<p1 p2<p2'],
    ['while a seat is empty', [joined('A', 'p1')], 'p1<p1'],
    [
      'while nobody of it was vouched for',
      [...three, joined('A2', 'p1', 'therapist')],
      'p1<therapist p2<p2 p2<therapist',
    ],
  ])('a seat that is taken is opened by its own link, or by that for a lost device: %s', (_, said, expected) => {
    const ways = SEATS.flatMap(seat => SEATS.map(by => [seat, by] as const))
    const open = ways.filter(([seat, by]) => mayOpen(after(said), seat, by)).map(([seat, by]) => `${seat}<${by}`)
    expect(open.sort().join(' ')).toBe(expected)
  })

  it('the device that began gives the links for empty seats, and once it is out any other of its seat', () => {
    const two = [joined('A', 'p1'), joined('A2', 'p1', 'p1'), endorsed('A2', 'p1'), joined('A3', 'p1', 'p1')]
    const givers = (said: readonly Said[]) =>
      ['A', 'A2', 'A3', 'B'].filter(device => SEATS.some(seat => mayInvite(after(said), { device, seat })))
    expect(givers([...two, joined('B', 'p2')])).toEqual(['A'])
    expect(givers([...two, joined('B', 'p2'), removed('A', 'p1')])).toEqual(['A2'])
    expect(givers([])).toEqual([])
    const supervised = [joined('T', 'therapist'), joined('A', 'p1')]
    expect([givers(supervised), givers([...supervised, sentAway])]).toEqual([[], ['A']])
  })

  it('whoever joins after a new secret was made is not taken to hold it, for their link may be older', () => {
    const [first, second] = [joined('A', 'p1'), joined('A2', 'p1', 'p1')]
    const members = after([first, second, endorsed('A2', 'p1'), joined('B', 'p2')])
    expect([isEven(members, 'room', 3), isClosed(members, 'room', 3), isEven(members, 'room', 4)]).toEqual([
      false,
      true,
      true,
    ])
    expect(isEven(after([first, joined('B', 'p2')]), 'room', 0)).toBe(true)
  })

  it('a device in place of a lost one puts it out at once', () => {
    const members = after([...three, joined('A2', 'p1', 'therapist')])
    expect([isMember(members, 'A'), isMember(members, 'A2'), isMember(members, 'B', 'p2')]).toEqual([
      false,
      false,
      true,
    ])
    expect([isClosed(members, 'room', 0), isClosed(members, 'whisper:p2', 0)]).toEqual([false, true])
    expect(names(holdersOf(members, 'room', 4))).toEqual(['T', 'B'])
  })

  it('a therapist who was sent away reads no more, and what they hold is closed with the next secret', () => {
    const members = after([...three, sentAway])
    expect(names(readersOf(members, 'room'))).toEqual(['A', 'B'])
    expect(names(readersOf(members, 'room', 3))).toEqual(['T', 'A', 'B'])
    expect([isClosed(members, 'room', 3), isClosed(members, 'room', 4), isEven(members, 'room', 4)]).toEqual([
      false,
      true,
      true,
    ])
  })

  it('whatever comes: a secret made now is for those who read now, and closed to all who left', () => {
    const device = fc.constantFrom('A', 'A2', 'A3', 'B', 'B2', 'T')
    const seat = fc.constantFrom(...SEATS)
    const said = fc.oneof(
      fc.tuple(device, seat, fc.option(seat, { nil: undefined })).map(one => joined(...one)),
      fc.tuple(device, seat).map(one => endorsed(...one)),
      fc.tuple(device, seat).map(one => removed(...one)),
      fc.constant(sentAway),
    )
    fc.assert(
      fc.property(fc.uniqueArray(said, { selector: ({ act }) => JSON.stringify(act) }), log => {
        const members = after(log)
        expect(isEven(members, 'room', log.length)).toBe(true)
        expect(names(holdersOf(members, 'room', log.length))).toEqual(names(readersOf(members, 'room')))
        for (const { until, device: gone } of members)
          if (until !== undefined)
            expect(readersOf(members, 'room').some(one => one.device === gone && one.until !== undefined)).toBe(false)
      }),
    )
  })
})
