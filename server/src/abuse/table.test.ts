import { Act, type SideAct } from '@haven/shared/acts.ts'
import { SIDE_CHANNELS } from '@haven/shared/channels.ts'
import { placeOf } from '@haven/shared/replay.ts'
import { SEATS, STEP_IDS, type Seat } from '@haven/shared/steps.ts'
import { couple, type Room, roomAt, supervised } from '@haven/shared/testing/room.ts'
import { everywhereIn, plainWay } from '@haven/shared/testing/situations.ts'
import { endOf } from '@haven/shared/testing/walk.ts'
import { CANDIDATES } from '@haven/shared/view.ts'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newId, type TestDevice } from '../testing/device.ts'
import { furnish } from '../testing/furnish.ts'
import { enter, type House, openHouse } from '../testing/house.ts'
import { isFull, sized } from './full.ts'
import { FINAL, forbiddenIn, newDevices, type Press, pressAll } from './pressing.ts'

const GENERATED = sized(10_000, 1_000_000)
const ONE_ROOM = 250
const LONG = { timeout: 3_600_000 }

let house: House
let devices: Record<Seat, TestDevice>
beforeEach(async () => {
  house = await openHouse({ isUnlimited: true })
  devices = await newDevices()
})
afterEach(() => house.close())

/** Everything anybody could press, foreign words and devices included. */
const everyPress = ({ entries }: Room): Press[] =>
  SEATS.flatMap(by => {
    const foreign: Act = { type: 'erased', seqs: [entries.findLast(entry => entry.by !== by)?.seq ?? 1] }
    return [...CANDIDATES, foreign].map(act => ({ by, act }))
  })

const refusedIn = (room: Room): Press[] => [
  ...forbiddenIn(room, everyPress(room)),
  ...SEATS.map(by => ({ by, act: { type: 'endorsed', device: newId() } as const })),
]

const isKind = (fate: string) => FINAL.includes(fate)

describe('A4 what the table of the design does not allow', () => {
  it('A4 is refused and never stored, for every seat, every act and every place', LONG, async () => {
    let pressed = 0
    for (const room of [...everywhereIn(supervised), ...plainWay(couple)]) {
      const presses = refusedIn(room)
      const { fates, stored } = await pressAll(house, devices, { room, presses })
      expect([stored, fates.filter(fate => !isKind(fate))]).toEqual([0, []])
      expect(fates).toHaveLength(presses.length)
      pressed += presses.length
    }
    expect(pressed).toBeGreaterThan(30_000)
  })

  const word = fc.oneof(
    fc.constantFrom(...CANDIDATES.flatMap(act => ('choice' in act ? [act.choice!] : 'kind' in act ? [act.kind] : []))),
    fc.string({ maxLength: 128 }),
    fc.constantFrom('__proto__', 'constructor', 'therapist', 'p1', '', 'use keep therapist'),
  )
  const seqs = fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 64 })
  const generated: fc.Arbitrary<Act> = fc.oneof(
    fc.constantFrom(...CANDIDATES),
    fc.record({ type: fc.constantFrom('chose', 'answered', 'tookBack', 'askedBack'), choice: word }),
    fc.record({ type: fc.constantFrom('allowed', 'withdrew'), kind: word }),
    fc.record({ type: fc.constant('agreed'), wording: word, kinds: word }),
    fc.record({ type: fc.constant('erased'), seqs }),
    fc.record({ type: fc.constant('paused'), minutes: fc.integer({ min: 1, max: 1440 }) }),
    fc.record({ type: fc.constant('retained'), days: fc.integer({ min: 0, max: 3650 }) }),
  ) as fc.Arbitrary<Act>
  const press = fc.record({ by: fc.constantFrom(...SEATS), act: generated.map(act => Act.parse(act)) })
  const place = fc
    .tuple(fc.constantFrom(...STEP_IDS), fc.constantFrom(couple, supervised), fc.array(fc.nat(), { maxLength: 40 }))
    .map(([step, opened, picks]) => endOf(roomAt(step, opened), picks))

  it(`A4 is refused and never stored, of ${GENERATED} generated acts in rooms of random talks`, LONG, async () => {
    let [pressed, allowed] = [0, 0]
    for (let seed = 1; pressed < GENERATED; seed += 1) {
      const [room] = fc.sample(place, { numRuns: 1, seed }) as [Room]
      const tries = fc.sample(press, { numRuns: ONE_ROOM, seed })
      const presses = forbiddenIn(room, tries)
      const { fates, stored } = await pressAll(house, devices, { room, presses })
      expect([seed, stored, fates.filter(fate => !isKind(fate))]).toEqual([seed, 0, []])
      expect(fates).toHaveLength(presses.length)
      pressed += presses.length
      allowed += tries.length - presses.length
    }
    expect(allowed).toBeGreaterThan(GENERATED / 100)
  })

  const some = ['arrive.welcome', 'arrive.consent', 'map.name', 'hear.check', 'own.say', 'reach.land', 'done'] as const
  it.each(some)('A4 is refused on the wire as well, in %s', async step => {
    const room = roomAt(step, supervised)
    const session = await furnish(house.store, room, devices)
    for (const seat of SEATS) {
      const sock = await enter({ house, session }, devices[seat])
      await sock.until(() => sock.entries.length === room.entries.length + 2)
      const presses = refusedIn(room).filter(({ by }) => by === seat)
      for (const { act } of presses) sock.send(sock.proposal(act, placeOf(room.snapshot)))
      await sock.settled()
      expect(sock.refusals).toHaveLength(presses.length)
      expect(sock.refusals.filter(code => !isKind(code))).toEqual([])
    }
    expect(await headsOf(session)).toEqual([room.entries.length + 2, 0, 0, 0, 0, 0])
  })
})

const headsOf = (session: string) =>
  Promise.all(
    (['room', ...SIDE_CHANNELS] as const).map(async one => (await house.store.log.load(session, one, 1))?.head),
  )

describe('A4 seat by channel by act', () => {
  const OWN: Record<Seat, readonly string[]> = {
    p1: ['whisper:p1 whispered', 'private:p1 kept', 'whisper:p1 erased', 'private:p1 erased'],
    p2: ['whisper:p2 whispered', 'private:p2 kept', 'whisper:p2 erased', 'private:p2 erased'],
    therapist: ['whispered', 'erased']
      .flatMap(type => ['whisper:p1', 'whisper:p2'].map(one => `${one} ${type}`))
      .concat('notes noted', 'notes bookmarked', 'notes erased'),
  }
  const sides: SideAct[] = (['whispered', 'noted', 'bookmarked', 'kept'] as const).map(type => ({ type }))
  const steps = isFull ? STEP_IDS : (['arrive.welcome', 'hear.voice', 'close.after', 'done'] as const)

  it.each(steps)(
    'A4 nothing is stored in a channel that is not theirs, or that is of another kind, in %s',
    async step => {
      const room = roomAt(step, supervised)
      const session = await furnish(house.store, room, devices)
      for (const seat of SEATS) {
        const sock = await enter({ house, session }, devices[seat])
        await sock.until(() => sock.entries.length === room.entries.length + 2)
        const tries = SIDE_CHANNELS.flatMap(channel => [...CANDIDATES, ...sides].map(act => ({ channel, act })))
        const foreign = tries.filter(({ channel, act }) => !OWN[seat].includes(`${channel} ${act.type}`))
        for (const { channel, act } of foreign) sock.send(sock.proposal(act, '', { channel }))
        for (const act of sides) sock.send(sock.proposal(act, placeOf(room.snapshot)))
        await sock.settled()
        expect(sock.refusals).toEqual(Array.from({ length: foreign.length + sides.length }, () => 'forbidden'))
      }
      expect(await headsOf(session)).toEqual([room.entries.length + 2, 0, 0, 0, 0, 0])
    },
  )
})
