import type { Act } from '@haven/shared/acts.ts'
import { placeOf } from '@haven/shared/replay.ts'
import { SEATS, type Seat } from '@haven/shared/steps.ts'
import { couple, type Room, roomAt, supervised, tryAct } from '@haven/shared/testing/room.ts'
import { everywhereIn, plainWay } from '@haven/shared/testing/situations.ts'
import { CANDIDATES } from '@haven/shared/view.ts'
import { CLOSE, type Propose } from '@haven/shared/wire.ts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { boxFor, boxOf, newHash, newId, newTestDevice, type TestDevice } from '../testing/device.ts'
import { furnish } from '../testing/furnish.ts'
import { bothThere, claimBody, enter, type House, openHouse } from '../testing/house.ts'

let house: House
beforeEach(async () => (house = await openHouse({ isUnlimited: true })))
afterEach(() => house.close())

const headOf = async (session: string) => (await house.store.log.load(session, 'room', 1))?.head
const devicesFor = async (): Promise<Record<Seat, TestDevice>> => {
  const [p1, p2, therapist] = [await newTestDevice(), await newTestDevice(), await newTestDevice()]
  return { p1, p2, therapist }
}

const FINAL = ['not-your-turn', 'needs-consent', 'not-yours', 'closed']

/** Everything anybody could press that the machine refuses in this room, foreign words and devices included. */
const refusedIn = (room: Room): { by: Seat; act: Act }[] =>
  SEATS.flatMap(by => {
    const foreign: Act = { type: 'erased', seqs: [room.entries.findLast(entry => entry.by !== by)?.seq ?? 1] }
    const refused = [...CANDIDATES, foreign].filter(act => !tryAct(room, by, act))
    return [...refused, { type: 'endorsed', device: newId() } as const].map(act => ({ by, act }))
  })

describe('A4 what the machine refuses', () => {
  it('A4 is refused and never stored, for every seat, every act and every place', { timeout: 60_000 }, async () => {
    const devices = await devicesFor()
    let pressed = 0
    for (const room of [...everywhereIn(supervised), ...plainWay(couple)]) {
      const session = await furnish(house.store, room, devices)
      const tries = refusedIn(room)
      expect(
        (await fatesOf(session, devices, tries, placeOf(room.snapshot))).filter(fate => !FINAL.includes(fate)),
      ).toEqual([])
      expect(await headOf(session)).toBe(room.entries.length + 2)
      pressed += tries.length
    }
    expect(pressed).toBeGreaterThan(5_000)
  })

  const fatesOf = (session: string, devices: Record<Seat, TestDevice>, tries: { by: Seat; act: Act }[], step: string) =>
    house.haven.rooms.with(session, async room => {
      await room.load()
      const base = await room.stored()
      const fates: string[] = []
      const reply = {
        already: () => fates.push('already'),
        refuse: (_mid: string, code: string) => fates.push(code),
        malformed: () => fates.push('malformed'),
      }
      for (const { by, act } of tries) {
        const header = { type: 'propose', mid: newId(), channel: 'room', epoch: 1, step, base } as const
        const propose: Propose = { ...header, act, box: boxFor(act.type) }
        room.propose({ propose, member: { session, device: devices[by].id, seat: by }, reply, tries: 0 })
      }
      await house.haven.writer.flush()
      expect(fates).toHaveLength(tries.length)
      return fates
    })

  const some = ['arrive.welcome', 'arrive.consent', 'map.name', 'hear.check', 'own.say', 'reach.land', 'done'] as const
  it.each(some)('A4 is refused on the wire as well, in %s', async step => {
    const room = roomAt(step)
    const devices = await devicesFor()
    const session = await furnish(house.store, room, devices)
    for (const seat of ['p1', 'p2'] as const) {
      const sock = await enter({ house, session }, devices[seat])
      await sock.until(() => sock.entries.length === room.entries.length + 2)
      const tries = refusedIn(room).filter(({ by }) => by === seat)
      for (const { act } of tries) sock.send(sock.proposal(act, placeOf(room.snapshot)))
      await sock.settled()
      expect(sock.refusals).toHaveLength(tries.length)
      expect(sock.refusals.filter(code => !FINAL.includes(code))).toEqual([])
    }
    expect(await headOf(session)).toBe(room.entries.length + 2)
  })
})

describe('A3 a stored act', () => {
  it('A3 with any field of its header changed is refused or closes the socket', async () => {
    const { one, session, p1 } = await bothThere(house)
    const frame = one.proposal({ type: 'readied' }, 'arrive.welcome')
    one.send(frame)
    expect(await one.fateOf(frame.mid)).toBe(4)
    const changes: [string, object, string][] = [
      ['channel', { channel: 'notes' }, 'forbidden'],
      ['channel', { channel: 'elsewhere' }, '4400'],
      ['epoch', { epoch: 2 }, 'old-epoch'],
      ['epoch', { epoch: 0 }, '4400'],
      ['step', { step: 'map.name' }, 'stale-step'],
      ['nothing', {}, 'not-your-turn'],
      ['act', { act: { type: 'finished' } }, 'not-your-turn'],
      ['act', { act: { type: 'joined' } }, 'forbidden'],
      ['facts', { act: { type: 'readied', aloud: true } }, '4400'],
      ['base.seq', { base: { ...frame.base, seq: 2 } }, 'fork'],
      ['base.seq', { base: { ...frame.base, seq: 99 } }, 'fork'],
      ['base.hash', { base: { ...frame.base, hash: newHash() } }, 'fork'],
      ['box', { act: { type: 'paused', minutes: 9 }, box: boxOf(27) }, '4400'],
      ['box', { act: { type: 'paused', minutes: 9 }, box: '' }, '4400'],
      ['by', { by: 'p2' }, '4400'],
      ['type', { type: 'resume' }, '4400'],
    ]
    for (const [field, change, fate] of changes) {
      const sock = await enter({ house, session }, p1)
      await sock.until(() => sock.entries.length === 4)
      const mid = newId()
      sock.send({ ...frame, mid, ...change })
      expect([field, await sock.fateOf(mid)]).toEqual([field, fate])
    }
    expect(await headOf(session)).toBe(4)
  })

  it('A3 sent again by the partner is not theirs', async () => {
    const { one, two, session } = await bothThere(house)
    const frame = one.proposal({ type: 'readied' }, 'arrive.welcome')
    one.send(frame)
    expect(await one.fateOf(frame.mid)).toBe(4)
    two.send(frame)
    await two.until(() => two.refusals.length === 1)
    expect([two.refusals, await headOf(session)]).toEqual([['mid-reused'], 4])
  })
})

describe('A6 ids of another session', () => {
  it('A6 get the same answer as ids nobody has', async () => {
    const [here, there] = [await bothThere(house), await bothThere(house)]
    const said: unknown[] = []
    for (const [session, device] of [
      [here.session, there.p1],
      [there.session, here.p2],
      [newId(), here.p1],
    ] as const) {
      const sock = await house.connect()
      await sock.hello(session, device)
      await sock.until(() => sock.closed !== undefined)
      said.push([sock.closed, sock.frames.map(({ type }) => type)])
    }
    expect(said).toEqual(Array.from(said, () => [CLOSE.loginRefused, ['challenge']]))
    expect(said).toHaveLength(3)
  })

  it('A6 a base, a mid or an entry of another room is worth nothing here', async () => {
    const [here, there] = [await bothThere(house), await bothThere(house)]
    const act: Act = { type: 'withdrew', kind: 'export' }
    expect(await here.one.does(act, '', { base: there.one.base })).toBe('fork')
    const mid = newId()
    expect(await there.one.does(act, '', { mid })).toBe(4)
    expect(await here.one.does(act, '', { mid })).toBe(4)
    expect(await here.one.does({ type: 'endorsed', device: there.p2.id }, '')).toBe('not-yours')
  })

  it('A6 a link of one session opens no other', async () => {
    const talk = await bothThere(house)
    for (const change of [{ session: newId() }, { claim: newHash() }, { seat: 'therapist' }]) {
      const { status, body } = await house.post('/api/claims', { ...claimBody(talk, await newTestDevice()), ...change })
      expect([status, body]).toEqual([404, { code: 'unknown' }])
    }
  })
})
