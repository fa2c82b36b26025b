import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { transition } from 'xstate'
import type { Act } from '../acts.ts'
import { type Seat, SEATS, STEP_IDS } from '../steps.ts'
import { keep } from '../replay.ts'
import { follow, probe } from '../testing/reference/follow.ts'
import { ROWS } from '../testing/reference/state.ts'
import { couple, idOf, type Room, roomAt, supervised } from '../testing/room.ts'
import { everywhereIn, plainWay } from '../testing/situations.ts'
import { type Try, tryOne, walk } from '../testing/walk.ts'
import { CANDIDATES } from '../view.ts'
import { repairMachine } from './machine.ts'

const openings = { couple, supervised }
const isWrong = ({ machine, table }: { machine: string; table: string }) => machine !== table

/** Everything that anybody could press in a room. */
const everyTry = (room: Room) =>
  SEATS.flatMap(by => [...CANDIDATES, endorsed, removed, erasing(room, by)].map(act => tryOne(room, by, act)))

/** The same by machine and by table. */
const everyPress = (room: Room) => probe(room, everyTry(room))

/** As the library goes, and as we read it from the rows. */
const bothWays = ({ before, event, after }: Try) => {
  const [next] = transition(repairMachine, before.snapshot, event)
  return { library: next === before.snapshot ? undefined : keep(next), rows: after && keep(after.snapshot) }
}

const endorsed: Act = { type: 'endorsed', device: idOf('new') }
const removed: Act = { type: 'removed', device: idOf('old') }
const erasing = ({ entries }: Room, by: Seat): Act => ({
  type: 'erased',
  seqs: [entries.findLast(entry => entry.by === by)?.seq ?? 1],
})

describe('the machine and the table of the design', () => {
  const presses = [...everywhereIn(supervised), ...plainWay(couple)].flatMap(everyPress)
  const byRow = new Map(presses.map(one => [one.row, one]))

  it('agree about every press in every place', () => {
    expect(presses.filter(isWrong).slice(0, 3)).toEqual([])
  })

  it.each(ROWS.map((row, index) => [index, Object.values(row).join(' · ')] as const))(
    'row %i is reached and taken: %s',
    index => {
      const one = byRow.get(index)
      expect(one).toBeDefined()
      expect(one?.machine).toBe(one?.table)
    },
  )

  it.each(['couple', 'supervised'] as const)('agree on every try of any talk in a %s room', kind => {
    const numbers = fc.array(fc.nat(), { minLength: 80, maxLength: 160, size: 'max' })
    fc.assert(
      fc.property(fc.constantFrom(...STEP_IDS), numbers, (step, picks) => {
        const start = roomAt(step, openings[kind])
        expect(follow(start, walk(start, picks)).find(isWrong)).toBeUndefined()
      }),
      { numRuns: 20 },
    )
  })
})

describe('the rows and the library', () => {
  it('lead to the same place from everywhere', () => {
    const ways = [...everywhereIn(supervised), ...plainWay(couple)].flatMap(everyTry).map(bothWays)
    expect(ways.length).toBeGreaterThan(10_000)
    expect(ways.filter(({ rows }) => rows).length).toBeGreaterThan(1_000)
    for (const { library, rows } of ways) expect(rows).toEqual(library)
  })

  it('give snapshots that are the same for whoever asks the library', () => {
    const { snapshot } = roomAt('hear.check', supervised)
    const { value, context } = snapshot
    expect(snapshot).toEqual(repairMachine.resolveState({ value, context }))
  })
})
