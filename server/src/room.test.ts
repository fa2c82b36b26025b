import type { Act } from '@haven/shared/acts.ts'
import { keep, type Kept, replay } from '@haven/shared/replay.ts'
import { couple, hashOf, openRoom } from '@haven/shared/testing/room.ts'
import { CLOSE, LIMITS } from '@haven/shared/wire.ts'
import { afterEach, describe, expect, it } from 'vitest'
import type { Outcome } from './log/event-log.ts'
import { openMemory } from './log/memory-store.ts'
import type { Draft } from './log/records.ts'
import { readStanding } from './standing.ts'
import { changed } from './testing/changed.ts'
import { boxOf, newHash, newId } from './testing/device.ts'
import { bothThere, enter, type House, openHouse } from './testing/house.ts'
import { draftOf, rowAfter } from './testing/records.ts'
import type { Sock } from './testing/sock.ts'

let house: House
const seated = async (parts: Parameters<typeof openHouse>[0] = {}) => {
  house = await openHouse({ isUnlimited: true, ...parts })
  return bothThere(house)
}
afterEach(() => house.close())

const readied: Act = { type: 'readied' }
const consent: Act = { type: 'agreed', wording: hashOf('w'), kinds: 'use keep' }
const spoke: Act = { type: 'spoke', aloud: false }
const withdrew: Act = { type: 'withdrew', kind: 'shareMeasures' }

/** Each does it in turn; both have read it before it goes on. */
const both = async (seats: readonly Sock[], act: Act, step: string) => {
  for (const seat of seats) {
    expect(await seat.does(act, step)).toBeTypeOf('number')
    for (const other of seats) await other.until(() => other.entries.length === seat.entries.length)
  }
}
const toConsent = async (seats: Sock[]) => {
  for (const step of ['arrive.welcome', 'arrive.safety']) await both(seats, readied, step)
}
const toMap = async ([one, two]: [Sock, Sock]) => {
  await toConsent([one, two])
  await both([one, two], consent, 'arrive.consent')
  await one.does({ type: 'chose', choice: 'me' }, 'arrive.roles')
  await two.until(() => two.entries.length === one.entries.length)
  await two.does({ type: 'chose', choice: 'partner' }, 'arrive.roles')
  await one.until(() => two.entries.length === one.entries.length)
  await both([one, two], readied, 'arrive.settle')
}
const stored = async (session: string) =>
  (await house.store.log.read({ session, channel: 'room' }, 0, 5_000)).map(({ entry }) => entry)

describe('what is not a frame of ours', () => {
  const broken: [string, (sock: Sock) => unknown][] = [
    ['no JSON', () => '{'],
    ['no type', () => ({})],
    ['another type', () => ({ type: 'wrap' })],
    ['an unknown act', sock => sock.proposal(readied, '', { act: { type: 'teleported' } })],
    ['a fact of another act', sock => sock.proposal(readied, '', { act: { type: 'readied', choice: 'yes' } })],
    ['a seat of its own', sock => ({ ...sock.proposal(readied, ''), by: 'p2' })],
    ['an id that is no id', sock => sock.proposal(readied, '', { mid: 'short' })],
    ['an id in another spelling', sock => sock.proposal(readied, '', { mid: `${'A'.repeat(21)}B` })],
    [
      'a second hello',
      () => ({ type: 'hello', session: newId(), device: newId(), proof: newHash() + newHash(), since: {} }),
    ],
    ['a box of a size between', sock => sock.proposal(readied, 'arrive.welcome', { box: boxOf(29) })],
  ]
  it.each(broken)('P11 closes 4400: %s', async (_name, frame) => {
    const { one, session } = await seated()
    one.send(frame(one))
    await one.until(() => one.closed === CLOSE.malformed)
    expect(await stored(session)).toHaveLength(3)
  })

  it('P11 F10 a frame over 16 KiB closes 1009', async () => {
    const { one, session } = await seated()
    one.send(one.proposal(spoke, '', { box: boxOf(LIMITS.frame) }))
    await one.until(() => one.closed === CLOSE.tooBig)
    expect(await stored(session)).toHaveLength(3)
  })

  it('P11 bytes instead of text close 4400', async () => {
    const { one } = await seated()
    one.sendRaw(Buffer.from(JSON.stringify({ type: 'ping', n: 1 })))
    await one.until(() => one.closed === CLOSE.malformed)
  })
})

describe('judging', () => {
  it('P12 asks to slow down before anything else is looked at, and says for how long', async () => {
    const { one } = await seated({ isUnlimited: false })
    for (let count = 0; count < LIMITS.acts.burst; count += 1) expect(await one.does(withdrew, '')).toBeTypeOf('number')
    const frame = one.proposal(withdrew, '', { channel: 'notes', epoch: 9 })
    one.send(frame)
    expect(await one.fateOf(frame.mid)).toBe('slow-down')
    expect(one.of('refusal')[0]).toMatchObject({ waitMs: 1_000 })
    expect(await one.does(withdrew, '', { act: { ...couple } })).toBe('slow-down')
    house.pass(1_000)
    one.send({ ...frame, channel: 'room', epoch: 1, base: one.base })
    await one.until(() => one.entries.length === 24)
  })

  it('P13 without a therapist only the room may be written, and nobody writes for haven', async () => {
    const { one, session } = await seated()
    for (const channel of ['whisper:p1', 'whisper:p2', 'notes', 'private:p1', 'private:p2'] as const)
      expect(await one.does(withdrew, '', { channel })).toBe('forbidden')
    const joined = { type: 'joined', seat: 'p2', device: newId(), agreePub: 'a', signPub: 'b' }
    for (const act of [{ ...couple }, joined]) expect(await one.does(withdrew, '', { act })).toBe('forbidden')
    expect(await stored(session)).toHaveLength(3)
  })

  it('P14 a repeated mid with the same bytes is already there, however old it is and wherever the room stands', async () => {
    const { one, two } = await seated()
    const frame = one.proposal(readied, 'arrive.welcome')
    one.send(frame)
    expect(await one.fateOf(frame.mid)).toBe(4)
    await two.until(() => two.entries.length === 4)
    await two.does(readied, 'arrive.welcome')
    for (let count = 0; count < 20; count += 1) await two.does(withdrew, '')
    one.send(frame)
    await one.until(() => one.of('already').length === 1)
    expect(one.of('already')[0]).toEqual({ type: 'already', mid: frame.mid, channel: 'room', seq: 4 })
  })

  it('P14 two copies in one breath are stored once, and the second is told after the first', async () => {
    const { one, session } = await seated()
    const frame = one.proposal(readied, 'arrive.welcome')
    one.send(frame)
    one.send(frame)
    await one.until(() => one.of('already').length === 1)
    const types = one.frames.map(({ type }) => type).filter(type => type === 'entries' || type === 'already')
    expect(types.slice(-2)).toEqual(['entries', 'already'])
    expect(await stored(session)).toHaveLength(4)
  })

  it('P14 A3 anything else under a known mid is mid-reused', async () => {
    const { one, two, session } = await seated()
    const frame = one.proposal(withdrew, '')
    one.send(frame)
    expect(await one.fateOf(frame.mid)).toBe(4)
    const changes = [
      { act: { type: 'withdrew', kind: 'export' } },
      { act: readied },
      { base: one.baseAt(2) },
      { base: { seq: 3, hash: newHash() } },
      { box: boxOf(28) },
      { step: 'map.name' },
      { epoch: 2 },
    ]
    for (const change of changes) one.send({ ...frame, ...change })
    await one.until(() => one.refusals.length === changes.length)
    expect(new Set(one.refusals)).toEqual(new Set(['mid-reused']))
    two.send(frame)
    await two.until(() => two.refusals.length === 1)
    expect(two.refusals).toEqual(['mid-reused'])
    expect(await stored(session)).toHaveLength(4)
  })

  it('P15 another epoch than the current one is old-epoch', async () => {
    const { one } = await seated()
    expect(await one.does(readied, 'arrive.welcome', { epoch: 2 })).toBe('old-epoch')
  })

  it('P16 a base may be 16 entries behind and no more, and must name our own hash', async () => {
    const { one } = await seated()
    for (let count = 0; count < 16; count += 1) await one.does(withdrew, '')
    const head = one.entries.length
    expect(await one.does(withdrew, '', { base: one.baseAt(head - 17) })).toBe('stale-base')
    expect(await one.does(withdrew, '', { base: { seq: head, hash: newHash() } })).toBe('fork')
    expect(await one.does(withdrew, '', { base: { seq: head + 1, hash: newHash() } })).toBe('fork')
    expect(await one.does(withdrew, '', { base: one.baseAt(head - 16) })).toBe(head + 1)
  })

  it('P17 a step that is over is stale, acts that fit everywhere never are', async () => {
    const { one, two } = await seated()
    await both([one, two], readied, 'arrive.welcome')
    expect(await one.does(readied, 'arrive.welcome')).toBe('stale-step')
    expect(one.of('refusal').at(-1)?.step).toBe('arrive.safety')
    expect(await one.does(withdrew, 'arrive.welcome')).toBeTypeOf('number')
    expect(await one.does(readied, 'arrive.safety')).toBeTypeOf('number')
  })

  it('P17 under a pause the step is the pause', async () => {
    const { one } = await seated()
    await one.does({ type: 'paused', minutes: 5 }, 'arrive.welcome')
    expect(await one.does(readied, 'arrive.welcome')).toBe('stale-step')
    expect(await one.does({ type: 'returned' }, 'over.pause')).toBeTypeOf('number')
  })

  it('P18 an act without a row here is not-your-turn', async () => {
    const { one, two } = await seated()
    await toMap([one, two])
    expect(await two.does(spoke, 'map.name')).toBe('not-your-turn')
    expect(await one.does({ type: 'finished' }, 'map.name')).toBe('not-your-turn')
    expect(await one.does(spoke, 'map.name')).toBeTypeOf('number')
    expect(await one.does({ type: 'held' }, 'map.name')).toBe('not-your-turn')
  })

  it('P18 own words only may be erased, and only the inviter endorses', async () => {
    const { one, two, p1, p2 } = await seated()
    await both([one, two], readied, 'arrive.welcome')
    expect(await one.does({ type: 'erased', seqs: [5] }, '')).toBe('not-yours')
    expect(await one.does({ type: 'erased', seqs: [1] }, '')).toBe('not-yours')
    expect(await one.does({ type: 'erased', seqs: [99] }, '')).toBe('not-yours')
    expect(await two.does({ type: 'endorsed', device: p1.id }, '')).toBe('not-yours')
    expect(await one.does({ type: 'endorsed', device: newId() }, '')).toBe('not-yours')
    expect(await one.does({ type: 'endorsed', device: p2.id }, '')).toBe(6)
  })

  it('P18 after done only permissions and words leave', async () => {
    const { one, two } = await seated()
    await toConsent([one, two])
    await one.does({ type: 'ended' }, 'arrive.consent')
    expect(await one.does(readied, 'done')).toBe('closed')
    expect(await one.does({ type: 'paused', minutes: 1 }, 'done')).toBe('closed')
    expect(await one.does({ type: 'ended' }, 'done')).toBe('closed')
    expect(await one.does(withdrew, 'done')).toBeTypeOf('number')
    expect(await one.does({ type: 'erased', seqs: [4] }, 'done')).toBeTypeOf('number')
  })

  it('P19 no words are stored before both have agreed, but the name in the consent itself', async () => {
    const { one, two } = await seated()
    expect(await one.does(spoke, 'arrive.welcome')).toBe('needs-consent')
    expect(await one.does({ type: 'parked' }, 'arrive.welcome')).toBe('needs-consent')
    expect(await one.does(consent, 'arrive.welcome')).toBe('needs-consent')
    await toConsent([one, two])
    expect(await one.does(consent, 'arrive.consent')).toBeTypeOf('number')
    expect(await one.does(spoke, 'arrive.consent')).toBe('needs-consent')
  })

  it('P29 a step that one store could read otherwise than another is malformed', async () =>
    expect(await (await seated()).one.does(withdrew, 'a\u0000b')).toBe(`${CLOSE.malformed}`))

  it('F11 frames without end close the socket that sends them, pings too', async () => {
    const { one } = await seated({ isUnlimited: false })
    for (let n = 0; n <= LIMITS.frames.burst; n += 1) one.send({ type: 'ping', n })
    await one.until(() => one.closed === CLOSE.tooFast)
  })

  it('P20 F10 a box larger than the largest is too-long, every legal size is stored', async () => {
    const { one, two } = await seated()
    await toMap([one, two])
    for (const size of LIMITS.boxSizes)
      expect(await one.does(spoke, 'map.name', { box: boxOf(size + LIMITS.boxOverhead) })).toBeTypeOf('number')
    expect(await one.does(spoke, 'map.name', { box: boxOf(8_221) })).toBe('too-long')
    expect(await one.does({ type: 'finished' }, 'map.name', { box: boxOf(8_221) })).toBe('too-long')
    expect(await one.does(spoke, 'map.name', { box: boxOf(28) })).toBe(`${CLOSE.malformed}`)
  })

  it('a channel of 2,000 entries is closed but for what ends it or leaves it', async () => {
    const { session, p1 } = await seated()
    const rows = [(await house.store.log.load(session, 'room', 1))!.tail[0]!]
    while (rows.at(-1)!.entry.seq < LIMITS.entries) rows.push(rowAfter(rows.at(-1)!, { act: withdrew }))
    const { state } = (await house.store.log.load(session, 'room', 1))!
    house.haven.rooms.drop(session)
    await house.store.log.append([{ ...draftOf(session, rows.slice(1)), course: { state: state!, forgetAt: null } }])
    const one = await enter({ house, session }, p1)
    await one.until(() => one.entries.length === LIMITS.entries)
    expect(await one.does({ type: 'paused', minutes: 3 }, '')).toBe('closed')
    expect(await one.does(withdrew, '')).toBe(LIMITS.entries + 1)
    expect(await one.does({ type: 'ended' }, '')).toBe(LIMITS.entries + 2)
  })

  it('what leaves a full channel has room of its own for each seat, and an end always', async () => {
    const { session, p1, p2 } = await seated()
    const rows = [(await house.store.log.load(session, 'room', 1))!.tail[0]!]
    const last = LIMITS.entries + LIMITS.leaving
    while (rows.at(-1)!.entry.seq < last) rows.push(rowAfter(rows.at(-1)!, { act: withdrew }))
    const { state } = (await house.store.log.load(session, 'room', 1))!
    house.haven.rooms.drop(session)
    await house.store.log.append([{ ...draftOf(session, rows.slice(1)), course: { state: state!, forgetAt: null } }])
    const [one, two] = [await enter({ house, session }, p1), await enter({ house, session }, p2)]
    for (const sock of [one, two]) await sock.until(() => sock.entries.length === last)
    expect(await one.does(withdrew, '')).toBe('closed')
    expect(await two.does(withdrew, '')).toBe(last + 1)
    expect(await one.does({ type: 'ended' }, '')).toBe(last + 2)
  })
})

describe('storing and telling', () => {
  it('P24 stamps a time that never decreases, whatever the clock does', async () => {
    const { one } = await seated()
    await one.does(withdrew, '')
    house.pass(-86_400_000)
    await one.does(withdrew, '')
    house.pass(2 * 86_400_000)
    await one.does(withdrew, '')
    expect(one.entries.slice(2).map(({ at }) => at - one.entries[2]!.at)).toEqual([0, 0, 0, 86_400])
  })

  it('P26 the echo goes to everyone alike', async () => {
    const { one, two } = await seated()
    await toMap([one, two])
    await one.does(spoke, 'map.name')
    await two.until(() => two.entries.length === one.entries.length)
    expect(two.of('entries').slice(-3)).toEqual(one.of('entries').slice(-3))
    expect(two.entries).toEqual(one.entries)
  })

  it('P30 the log replays to what was kept, and its chain to the same hash', async () => {
    const { one, two, session } = await seated()
    await toMap([one, two])
    while (one.entries.length < 35) await one.does(withdrew, '')
    const loaded = (await house.store.log.load(session, 'room', 1))!
    const { seq, ...kept } = JSON.parse(loaded.state!.slice(43)) as Kept & { seq: number }
    expect(seq).toBe(32)
    expect(kept).toEqual(keep(replay(one.entries.slice(0, seq))))
    expect(one.base.hash).toBe(Buffer.from(loaded.tail[0]!.hash).toString('base64url'))
  })

  it('P30 a room is never further from what was kept than the entries that are read with it', async () => {
    const { one, two, session } = await seated()
    await toMap([one, two])
    const asked: number[][] = []
    const log = changed(house.store.log, {
      read: (at, after, limit) => {
        asked.push([after, limit])
        return house.store.log.read(at, after, limit)
      },
    })
    for (let more = 0; more < 20; more += 1) {
      await one.does(withdrew, '')
      await one.does({ type: 'retained', days: more }, '')
      asked.length = 0
      const { talk } = (await readStanding(log, { session, channel: 'room' }))!
      expect(keep(talk!.snapshot)).toEqual(keep(replay(one.entries)))
      expect(asked).toEqual([])
    }
  })

  it.each([{ state: null }, { state: '{"value":' }, { script: 0, state: JSON.stringify(keep(openRoom().snapshot)) }])(
    'P30 goes on where it was with a snapshot lost, case %#',
    async lost => {
      const { one, two, session, p1 } = await seated()
      await toMap([one, two])
      const { store } = house
      const log = changed(store.log, { load: async (...at) => ({ ...(await store.log.load(...at))!, ...lost }) })
      const other = await openHouse({ store: { ...store, log }, isUnlimited: true })
      const again = await enter({ house: other, session }, p1)
      await again.until(() => again.entries.length === one.entries.length)
      expect(await again.does({ type: 'finished' }, 'map.name')).toBe('not-your-turn')
      expect(await again.does(spoke, 'map.name')).toBeTypeOf('number')
    },
  )
})

/** A log that can be made to wait, to fail, or to come second. */
class Unruly {
  readonly store = openMemory()
  readonly #append = this.store.log.append.bind(this.store.log)
  readonly batches: number[] = []
  next: 'wait' | 'fail' | 'behind' | undefined
  times = 0
  release = () => {}

  constructor() {
    this.store.log.append = batch => this.#answer(batch)
  }

  async #answer(batch: readonly Draft[]): Promise<Outcome[]> {
    this.batches.push(batch.reduce((sum, { rows }) => sum + rows.length, 0))
    const { next } = this
    if (this.times > 0) this.times -= 1
    if (this.times === 0) this.next = undefined
    if (next === 'fail') throw new Error('disk full')
    if (next === 'behind') return batch.map(() => 'behind')
    if (next === 'wait') await new Promise<void>(resolve => (this.release = resolve))
    return this.#append(batch)
  }

  will(next: 'wait' | 'fail' | 'behind', times = 1): void {
    this.next = next
    this.times = times
  }
}

describe('a log that misbehaves', () => {
  const unruly = async () => {
    const log = new Unruly()
    return { log, ...(await seated({ store: log.store })) }
  }

  it('P22 nothing is told of an act, nor what follows from it, before its commit', async () => {
    const { log, one, two } = await unruly()
    const before = two.frames.length
    log.will('wait')
    const frame = one.proposal(readied, 'arrive.welcome')
    one.send(frame)
    one.send(frame)
    await one.until(() => log.batches.length > 1)
    const late = one.proposal(readied, 'arrive.welcome')
    one.send(late)
    await one.settled()
    await two.settled()
    expect(two.frames.slice(before).map(({ type }) => type)).toEqual(['pong'])
    expect([one.of('already'), one.refusals, one.entries.length]).toEqual([[], [], 3])
    log.release()
    expect(await one.fateOf(frame.mid)).toBe(4)
    await two.until(() => two.entries.length === 4)
    await one.until(() => one.of('already').length === 1)
  })

  it('P23 acts of one tick share one commit', async () => {
    const { log, one, two, session } = await unruly()
    log.batches.length = 0
    log.will('wait')
    one.send(one.proposal(withdrew, ''))
    await one.until(() => log.batches.length === 1)
    for (let count = 0; count < 5; count += 1) {
      one.send(one.proposal(withdrew, ''))
      two.send(two.proposal(withdrew, ''))
    }
    await Promise.all([one.settled(), two.settled()])
    log.release()
    await two.until(() => two.entries.length === 14)
    expect(log.batches).toEqual([1, 10])
    expect((await stored(session)).map(({ seq }) => seq)).toEqual(two.entries.map(({ seq }) => seq))
  })

  it('P25 F6 of a failed commit nothing is told, and the same bytes are stored by the next try', async () => {
    const { log, one, two, session } = await unruly()
    log.will('fail')
    const frame = one.proposal(readied, 'arrive.welcome')
    one.send(frame)
    expect(await one.fateOf(frame.mid)).toBe('cannot-store')
    expect(one.of('refusal')[0]?.waitMs).toBeGreaterThan(0)
    await two.settled()
    expect([two.entries.length, (await stored(session)).length]).toEqual([3, 3])
    one.send(frame)
    await one.until(() => one.entries.length === 4)
    expect(house.notes.filter(({ what }) => what === 'failed')).toHaveLength(1)
  })

  it('P21 who comes second is judged again, and gives up after three times', async () => {
    const { log, one } = await unruly()
    log.will('behind', 2)
    expect(await one.does(readied, 'arrive.welcome')).toBe(4)
    log.will('behind', 9)
    expect(await one.does(withdrew, '')).toBe('overloaded')
    log.times = 0
    log.next = undefined
    expect(await one.does(withdrew, '')).toBe(5)
  })

  it('P21 P28 of two servers over one log each tells what the other has stored, in order', async () => {
    const { store } = new Unruly()
    const { one, two, session, p2 } = await seated({ store })
    const other = await openHouse({ store, isUnlimited: true })
    two.cut()
    const there = await enter({ house: other, session }, p2)
    await there.until(() => there.entries.length === 3)
    await one.does(withdrew, '')
    expect(await there.does(withdrew, '')).toBe(5)
    expect(await one.does(withdrew, '')).toBe(6)
    await one.until(() => one.entries.length === 6)
    expect(one.entries.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6])
    expect(there.entries.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5])
    await other.close()
  })

  it('P12 says overloaded when the oldest commit is older than two seconds', async () => {
    const { log, one } = await unruly()
    log.will('wait')
    const first = one.proposal(withdrew, '')
    one.send(first)
    await one.until(() => log.batches.length > 1)
    house.pass(LIMITS.queueAge + 1)
    expect(await one.does(withdrew, '')).toBe('overloaded')
    log.release()
    expect(await one.fateOf(first.mid)).toBe(4)
    expect(await one.does(withdrew, '')).toBe(5)
  })

  it('P27 every proposal ends in exactly one way', async () => {
    const { log, one, two } = await unruly()
    const frames = Array.from({ length: 40 }, (_, at) => {
      const seat = at % 2 ? one : two
      const frame = seat.proposal(at % 5 ? withdrew : readied, at % 3 ? 'arrive.welcome' : 'map.name')
      if (at % 8 === 0) log.will('fail')
      seat.send(frame)
      return { seat, mid: frame.mid }
    })
    for (const { seat, mid } of frames) await seat.fateOf(mid)
    await Promise.all([one.settled(), two.settled()])
    for (const { seat, mid } of frames) {
      const ends = [
        ...seat.entries.filter(entry => 'mid' in entry && entry.mid === mid),
        ...seat.of('already').filter(frame => frame.mid === mid),
        ...seat.of('refusal').filter(frame => frame.mid === mid),
      ]
      expect(ends).toHaveLength(1)
    }
  })
})
