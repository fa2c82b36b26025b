import { did } from '@haven/shared/testing/room.ts'
import { describe, expect, it } from 'vitest'
import { type Moment, momentsAt, stage } from '../../gallery/stage.ts'
import { roomOf } from '../../parts/use-room.ts'
import { newCouple } from '../../session/testing/couple.ts'
import { dueOf, endOf, type Following, FOLLOWING, readFollowing } from './following.ts'
import { isReady } from './ready.tsx'

const DAY = 86_400_000
const FROM = 1_700_000_000_000
const dueAfter = (days: number, past: Parameters<typeof dueOf>[0]['past'] = []) =>
  dueOf({ from: FROM, past }, FROM + days * DAY)

describe('what is due', () => {
  it.each([
    [0, undefined],
    [0.99, undefined],
    [1, 'day1'],
    [6.99, 'day1'],
    [7, 'week1'],
    [27.99, 'week1'],
    [28, 'week4'],
    [83.99, 'week4'],
    [84, 'week12'],
    [400, 'week12'],
  ])('after %s days: %s', (days, when) => {
    expect(dueAfter(days)).toBe(when)
  })

  it('was answered or let go once, and never comes back', () => {
    const days = Array.from({ length: 500 }, (_, day) => day)
    const again = days.filter(day => dueAfter(day) && dueAfter(day, [dueAfter(day)!]))
    expect(again).toEqual([])
  })

  it('is not asked for an earlier day that was missed', () => {
    expect(dueAfter(30, ['week4'])).toBeUndefined()
    expect(dueAfter(30, ['day1', 'week1'])).toBe('week4')
  })

  it.each(['', '{', '{}', '{"from":"now","past":[]}', '{"from":1,"past":["ever"]}', undefined])(
    'is nothing where %j was remembered',
    kept => {
      expect(readFollowing(kept)).toBeUndefined()
    },
  )
})

describe('the end of a talk', () => {
  const endIn = (moment: Moment) => {
    const { p1 } = stage(moment)
    return endOf(roomOf(p1, p1.get())!)
  }
  const [DONE] = momentsAt('done')

  it('is the act that closed it, whatever is said about it later', () => {
    const closed = DONE!.log.entries.at(-1)!.at * 1000
    expect(endIn(DONE!)).toBe(closed)
    const own = DONE!.log.entries.find(({ by }) => by === 'p1')!.seq
    const log = did(did(DONE!.log, 'p2', { type: 'allowed', kind: 'review' }), 'p1', { type: 'erased', seqs: [own] })
    expect(endIn({ ...DONE!, log })).toBe(closed)
  })

  it('is none while it goes on', () => {
    expect(momentsAt('close.after').map(endIn)).toEqual(momentsAt('close.after').map(() => undefined))
  })

  it('is none where it never came to the hurt', () => {
    const [settling] = momentsAt('arrive.settle')
    const log = did(settling!.log, 'p1', { type: 'ended' })
    expect(endIn({ ...settling!, log })).toBeUndefined()
  })
})

describe('the first page', () => {
  it('knows what is ready from what this device remembers, without opening the talk', async () => {
    const { p1, server } = await newCouple()
    const place = { session: server.session, seat: 'p1' } as const
    const remember = (following: Following) => p1.keyring.writeDrafts(place, { [FOLLOWING]: JSON.stringify(following) })
    expect(await isReady(p1.parts, place, FROM + 2 * DAY)).toBe(false)
    await remember({ from: FROM, past: [] })
    const heard = server.heard.length
    expect(await isReady(p1.parts, place, FROM)).toBe(false)
    expect(await isReady(p1.parts, place, FROM + 2 * DAY)).toBe(true)
    await remember({ from: FROM, past: ['day1'] })
    expect(await isReady(p1.parts, place, FROM + 2 * DAY)).toBe(false)
    await remember({ from: FROM, until: FROM + 30 * DAY, past: [] })
    expect(await isReady(p1.parts, place, FROM + 29 * DAY)).toBe(true)
    expect(await isReady(p1.parts, place, FROM + 30 * DAY)).toBe(false)
    expect(server.heard).toHaveLength(heard)
  })
})
