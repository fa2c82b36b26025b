import type { Entry } from '@haven/shared/acts.ts'
import { replay } from '@haven/shared/replay.ts'
import { idOf, roomAt } from '@haven/shared/testing/room.ts'
import type { Seat } from '@haven/shared/steps.ts'
import { describe, expect, it } from 'vitest'
import { newDevice } from '../seal/device.ts'
import { newId } from '../seal/keys.ts'
import { blank } from './creating.ts'
import { unendorsed } from './endorsing.ts'
import type { Item, Ring } from './ring.ts'
import type { Told } from './scene.ts'

const device = await newDevice()
const [first, second] = [idOf('first'), idOf('second')]
const { snapshot } = roomAt('map.name')

const joined = (of: string, seat: Seat, from?: Seat): Entry => ({
  seq: 9,
  at: 9,
  epoch: 1,
  by: 'haven',
  act: { type: 'joined', seat, device: of, agreePub: '', signPub: '', ...(from && { from }) },
})
const endorsed = (of: string, by: Seat) => ({ by, act: { type: 'endorsed', device: of } }) as Entry
const couple = { mode: 'couple', setting: 'apart', keepDays: 30, therapist: false } as const
const ringOf = (change: Partial<Ring>): Ring => ({
  ...blank(newId(), 'p1', device),
  asked: couple,
  accepted: [first, second],
  ...change,
})
const told = (...entries: Entry[]): readonly Told[] => entries.map(entry => ({ entry, state: 'open' }))
const storyOf = (...entries: Entry[]) => ({ open: true, told: told(...entries), head: { seq: 9, hash: '' }, snapshot })
const three = { ...couple, mode: 'supervised', therapist: true } as const

type Row = [string, Partial<Ring>, readonly Entry[], readonly string[]]
const ROWS: Row[] = [
  ['between two: nobody who took an empty seat', {}, [joined(first, 'p2')], []],
  ['P44 who took the other seat anew by a link of this one', {}, [joined(first, 'p2', 'p1')], [first]],
  ['P45 one more device of this seat', {}, [joined(first, 'p1', 'p1')], [first]],
  ['P44 not who came by a link of another seat', {}, [joined(first, 'p1', 'p2')], []],
  ['not whom this device has no reason to believe', { accepted: [second] }, [joined(first, 'p1', 'p1')], []],
  ['each once', {}, [joined(first, 'p1', 'p1'), endorsed(first, 'p1'), joined(second, 'p1', 'p1')], [second]],
  ['what another seat said is not said by this one', {}, [joined(first, 'p1', 'p1'), endorsed(first, 'p2')], [first]],
  ['whoever began a talk of three: all', { asked: three }, [joined(first, 'p2')], [first]],
  ['and nobody else does', { asked: three, invitedBy: 'therapist' }, [joined(first, 'p2')], []],
]

describe('whom a device still has to vouch for', () => {
  it.each(ROWS)('%s', (_, change, entries, expected) => {
    expect(unendorsed(ringOf(change), storyOf(...entries), [])).toEqual(expected)
  })

  it('not whom it has on its way; after the end of the talk too', () => {
    const item = { frame: { act: { type: 'endorsed', device: first } } } as Item
    const story = storyOf(joined(first, 'p1', 'p1'))
    expect(unendorsed(ringOf({}), story, [item])).toEqual([])
    const done = replay(roomAt('done').entries)
    expect(unendorsed(ringOf({}), { ...story, snapshot: done }, [])).toEqual([first])
  })
})
