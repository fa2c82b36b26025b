import type { Act } from '@haven/shared/acts.ts'
import { CLOSE, LIMITS } from '@haven/shared/wire.ts'
import { afterEach, describe, expect, it } from 'vitest'
import { openMemory } from './log/memory-store.ts'
import { boxOf, newId } from './testing/device.ts'
import { bothThere, createBody, enter, type House, join, openHouse, openTalk } from './testing/house.ts'
import type { Sock } from './testing/sock.ts'
import { forgetAtOf } from './standing.ts'

let house: House
const open = async (parts: Parameters<typeof openHouse>[0] = {}) =>
  (house = await openHouse({ isUnlimited: true, ...parts }))
afterEach(() => house.close())

const withdrew: Act = { type: 'withdrew', kind: 'export' }
const seqs = (sock: Sock) => sock.entries.map(({ seq }) => seq)
const upTo = (head: number, after = 0) => Array.from({ length: head - after }, (_, index) => after + index + 1)
const DAY_MS = 86_400_000

/** `count` acts of p1, told to everybody. */
const grow = async (sock: Sock, count: number) => {
  const head = sock.entries.length + count
  for (let sent = 0; sent < count; sent += 10) {
    for (let at = sent; at < Math.min(count, sent + 10); at += 1) sock.send(sock.proposal(withdrew, ''))
    await sock.until(() => sock.entries.length >= Math.min(head, head - count + sent + 10))
  }
}

describe('history', () => {
  it('P28 begins after what one has, in pages of at most 100 entries', async () => {
    await open()
    const { one, two, session, p2 } = await bothThere(house)
    await grow(one, 230)
    two.cut()
    for (const since of [0, 3, 133, 232, 233]) {
      const sock = await enter({ house, session }, p2, since)
      await sock.until(() => sock.entries.length === 233 - since)
      expect(seqs(sock)).toEqual(upTo(233, since))
      expect(Math.max(0, ...sock.of('entries').map(({ entries }) => entries.length))).toBeLessThanOrEqual(100)
    }
  })

  it('P28 a page is at most 128 KiB', async () => {
    await open()
    const { one, two, session, p2 } = await bothThere(house)
    for (const step of ['arrive.welcome', 'arrive.safety', 'arrive.consent'])
      for (const seat of [one, two]) {
        const act: Act =
          step === 'arrive.consent' ? { type: 'agreed', wording: 'w', kinds: 'use keep' } : { type: 'readied' }
        const box = step === 'arrive.consent' ? { box: boxOf(8_220) } : {}
        expect(await seat.does(act, step, box)).toBeTypeOf('number')
        for (const other of [one, two]) await other.until(() => other.entries.length === seat.entries.length)
      }
    for (let count = 0; count < 30; count += 1)
      expect(await one.does({ type: 'erased', seqs: Array.from({ length: 60 }, () => 4) }, '')).toBeTypeOf('number')
    const sock = await enter({ house, session }, p2)
    await sock.until(() => sock.entries.length === one.entries.length)
    for (const frame of sock.of('entries')) expect(JSON.stringify(frame).length).toBeLessThanOrEqual(LIMITS.page.bytes)
  })

  it('P28 has no gap and no repeat while others go on', async () => {
    await open()
    const { one, session, p2 } = await bothThere(house)
    await grow(one, 150)
    const growing = grow(one, 100)
    const socks = [await enter({ house, session }, p2, 20)]
    await growing
    await socks[0]!.until(() => socks[0]!.entries.length >= 233)
    expect(seqs(socks[0]!)).toEqual(upTo(253, 20))
  })

  it('P28 resume goes back on the same socket, and live entries follow', async () => {
    await open()
    const { one, two } = await bothThere(house)
    await grow(one, 120)
    await two.until(() => two.entries.length === 123)
    two.send({ type: 'resume', since: { room: 50 } })
    for (let at = 0; at < 5; at += 1) one.send(one.proposal(withdrew, ''))
    await two.until(() => seqs(two).at(-1) === 128)
    expect(seqs(two)).toEqual([...upTo(123), ...upTo(128, 50)])
  })

  it('P28 of one who knows more than there is, only the welcome is sent', async () => {
    await open()
    const { session, p2 } = await bothThere(house)
    const sock = await enter({ house, session }, p2, 9_999)
    await sock.settled()
    expect(sock.frames.map(({ type }) => type)).toEqual(['challenge', 'welcome', 'present', 'pong'])
  })

  it('P28 is the same after a restart', async () => {
    const store = openMemory()
    await open({ store })
    const { one, session, p1 } = await bothThere(house)
    await grow(one, 40)
    const other = await openHouse({ store, isUnlimited: true })
    const sock = await enter({ house: other, session }, p1)
    await sock.until(() => sock.entries.length === 43)
    expect(sock.entries).toEqual(one.entries)
    expect(await sock.does(withdrew, '')).toBe(44)
  })
})

describe('staying up', () => {
  it('P31 one sweep closes who was silent for 50 s; a ping is enough to stay', async () => {
    await open()
    const { one, two } = await bothThere(house)
    house.pass(LIMITS.silentMs - 1)
    await one.settled()
    await house.sweep()
    house.pass(1)
    await house.sweep()
    await two.until(() => two.closed === CLOSE.noHello)
    expect(one.closed).toBeUndefined()
  })

  it('P32 F12 who does not read is closed at 256 KiB and later gets exactly what was missed', async () => {
    await open()
    const { one, two, session, p2 } = await bothThere(house)
    const before = two.entries.length
    two.pause()
    const [line] = [...house.app.websocketServer.clients].slice(-1)
    Object.defineProperty(line, 'bufferedAmount', { get: () => LIMITS.buffered + 1 })
    await one.does(withdrew, '')
    two.resume()
    await two.until(() => two.closed === CLOSE.tooFast)
    expect(two.entries).toHaveLength(before)
    const again = await enter({ house, session }, p2, before)
    await again.until(() => again.entries.length === 1)
    expect(seqs(again)).toEqual([4])
  })

  it('P33 a room leaves memory 60 s after its last socket, and a failed load holds nothing', async () => {
    await open()
    const { one, two, session, p1 } = await bothThere(house)
    one.cut()
    two.cut()
    const sweepAfter = async (ms: number) => {
      house.pass(ms)
      await house.sweep()
      return house.haven.rooms.size
    }
    await one.until(() => house.haven.lines.size === 0)
    expect(await sweepAfter(LIMITS.idleRoomMs - 1)).toBe(1)
    expect(await sweepAfter(1)).toBe(0)
    const { load } = house.store.log
    house.store.log.load = async () => Promise.reject(new Error('unreadable'))
    const sock = await house.connect()
    await sock.hello(session, p1)
    await sock.until(() => sock.closed === CLOSE.cannotLoad)
    await sock.until(() => house.haven.lines.size === 0)
    expect(await sweepAfter(1)).toBe(0)
    house.store.log.load = load
    expect((await enter({ house, session }, p1)).welcome).toBeDefined()
  })

  it('P34 a stop finishes the commit, says bye with a spread, and closes 1012', async () => {
    await open()
    const { one, two, session } = await bothThere(house)
    const frame = one.proposal(withdrew, '')
    one.send(frame)
    await one.until(() => house.haven.writer.load.acts > 0 || one.entries.length === 4)
    const began = performance.now()
    await house.app.close()
    expect(performance.now() - began).toBeLessThan(5_000)
    for (const sock of [one, two]) await sock.until(() => sock.closed === CLOSE.restart)
    expect(one.of('bye')).toEqual([{ type: 'bye', why: 'restart', spreadMs: 4 }])
    expect(await one.fateOf(frame.mid)).toBe(4)
    expect((await house.store.log.load(session, 'room', 1))?.head).toBe(4)
    await expect(house.connect()).rejects.toThrow()
  })

  it('P31 keeps at most eight sockets a session and four a seat, and closes the oldest', async () => {
    await open()
    const closed: number[] = []
    const listener = (name: number, seat: 'p1' | 'p2') => ({
      seat,
      device: `${name}`,
      order: name,
      isHere: true,
      hear: () => undefined,
      tell: () => undefined,
      close: () => void closed.push(name),
    })
    for (let name = 1; name <= 5; name += 1) house.haven.hub.enter('s', listener(name, 'p1'))
    expect(closed).toEqual([1])
    for (let name = 6; name <= 10; name += 1) house.haven.hub.enter('s', listener(name, 'p2'))
    expect(closed).toEqual([1, 6])
  })
})

describe('erasing one’s own words', () => {
  it('P36 the box goes, its hash stays, and the chain of who reads it later verifies', async () => {
    await open()
    const { one, two, session, p2 } = await bothThere(house)
    const said = await one.does({ type: 'readied' }, 'arrive.welcome')
    expect(await one.does({ type: 'erased', seqs: [Number(said)] }, '')).toBe(5)
    await two.until(() => two.entries.length === 5)
    const later = await enter({ house, session }, p2)
    await later.until(() => later.entries.length === 5)
    expect(later.entries[3]).toMatchObject({ box: null, act: { type: 'readied' } })
    expect(later.base).toEqual(two.base)
    expect(await later.does({ type: 'erased', seqs: [4] }, '')).toBe('not-yours')
  })
})

describe('forgetting', () => {
  const gone = async (session: string) => [
    await house.store.log.load(session, 'room', 1),
    await house.store.shares.of(session),
    await house.store.access.devices(session),
    await house.store.access.isErased(session),
  ]

  it('P37 waits for the other partner, can be taken back, and is done when both ask', async () => {
    await open()
    const { one, two, session, p2 } = await bothThere(house)
    one.send({ type: 'forget', what: 'session' })
    await two.until(() => two.of('forgetting').at(-1)?.seats.join() === 'p1')
    const due = Math.floor(house.clock.ms / 1000) + LIMITS.forgetMs / 1000
    expect((await enter({ house, session }, p2)).welcome?.forgetting).toEqual({ seats: ['p1'], due })
    one.send({ type: 'forget', what: 'never-mind' })
    await one.until(() => one.of('forgetting').at(-1)?.seats.length === 0)
    const again = await enter({ house, session }, p2)
    again.send({ type: 'forget', what: 'session' })
    await one.until(() => one.of('forgetting').at(-1)?.seats.join() === 'p2')
    expect((await gone(session))[0]).toBeDefined()
    one.send({ type: 'forget', what: 'session' })
    for (const sock of [one, again]) await sock.until(() => sock.closed === CLOSE.erased)
    expect(await gone(session)).toEqual([undefined, [], [], true])
  })

  it('P37 what one alone asked for is done after 72 hours, and not before', async () => {
    await open()
    const { one, two, session } = await bothThere(house)
    one.send({ type: 'forget', what: 'session' })
    await two.until(() => two.of('forgetting').length === 1)
    house.pass(LIMITS.forgetMs - 1_000)
    await house.retain()
    expect((await gone(session))[0]).toBeDefined()
    house.pass(1_000)
    await house.retain()
    expect(await gone(session)).toEqual([undefined, [], [], true])
  })

  it('P37 asked for twice the time is that of the first; taken back there is none', async () => {
    await open()
    const { one, two } = await bothThere(house)
    one.send({ type: 'forget', what: 'session' })
    await two.until(() => two.of('forgetting').length === 1)
    house.pass(60_000)
    one.send({ type: 'forget', what: 'session' })
    await two.until(() => two.of('forgetting').length === 2)
    const [first, second] = two.of('forgetting')
    expect(second).toEqual(first)
    one.send({ type: 'forget', what: 'never-mind' })
    await two.until(() => two.of('forgetting').length === 3)
    expect(two.of('forgetting').at(-1)).toMatchObject({ seats: [], due: null })
  })

  it('P37 whoever is alone in a session can forget it', async () => {
    await open()
    const talk = await openTalk(house)
    const sock = await enter(talk, talk.p1)
    sock.send({ type: 'forget', what: 'session' })
    await sock.until(() => sock.closed === CLOSE.erased)
    expect(await gone(talk.session)).toEqual([undefined, [], [], true])
  })

  it('P37 a tombstone answers for 30 days', async () => {
    await open()
    const talk = await openTalk(house)
    const sock = await enter(talk, talk.p1)
    sock.send({ type: 'forget', what: 'session' })
    await sock.until(() => sock.closed === CLOSE.erased)
    house.pass(30 * DAY_MS - 1_000)
    await house.retain()
    expect((await enter(talk, talk.p1)).closed).toBe(CLOSE.erased)
    expect((await house.post('/api/sessions', createBody(talk))).body).toEqual({ code: 'erased' })
    house.pass(1_000)
    await house.retain()
    expect((await enter(talk, talk.p1)).closed).toBe(CLOSE.loginRefused)
  })

  it('P37 shares go first, and what was begun is finished after a crash', async () => {
    await open()
    const talk = await openTalk(house)
    const { access } = house.store
    const forget = access.forget.bind(access)
    access.forget = async () => Promise.reject(new Error('crash'))
    const sock = await enter(talk, talk.p1)
    sock.send({ type: 'forget', what: 'session' })
    await sock.until(() => sock.closed !== undefined)
    expect(await house.store.shares.of(talk.session)).toEqual([])
    access.forget = forget
    await house.retain()
    expect(await gone(talk.session)).toEqual([undefined, [], [], true])
  })

  it('P27 P37 when forgetting fails, no socket of the session is left without an answer', async () => {
    await open()
    const { one, two } = await bothThere(house)
    house.store.access.forget = async () => Promise.reject(new Error('crash'))
    for (const sock of [one, two]) sock.send({ type: 'forget', what: 'session' })
    for (const sock of [one, two]) await sock.until(() => sock.closed !== undefined)
  })

  it('P38 a session is forgotten so many days after its last entry, and never with 0 days', async () => {
    await open()
    const [talk, kept] = [await openTalk(house, { keepDays: 7 }), await openTalk(house, { keepDays: 0 })]
    house.pass(6 * DAY_MS)
    await join({ ...talk, claim: talk.claim })
    const sock = await enter(talk, talk.p1)
    await sock.does(withdrew, '')
    house.pass(7 * DAY_MS - 1_000)
    await house.retain()
    expect((await gone(talk.session))[3]).toBe(false)
    const there = await enter(talk, talk.p1)
    house.pass(1_000)
    await house.retain()
    await there.until(() => there.closed === CLOSE.erased)
    expect(await gone(talk.session)).toEqual([undefined, [], [], true])
    house.pass(3_650 * DAY_MS)
    await house.retain()
    expect((await gone(kept.session))[3]).toBe(false)
  })

  it('P38 what is kept until it is closed goes two days after that', () => {
    expect(forgetAtOf(1_000, 0, false)).toBeNull()
    expect(forgetAtOf(1_000, 0, true)).toBe(1_000 + 2 * 86_400)
    expect(forgetAtOf(1_000, 7, true)).toBe(1_000 + 7 * 86_400)
  })
})

describe('notes for the operator', () => {
  it('P39 hold no address, link, id, proof or box', async () => {
    await open()
    const { one, two, session, claim, p1, p2 } = await bothThere(house)
    const frame = one.proposal({ type: 'readied' }, 'arrive.welcome')
    one.send(frame)
    await one.fateOf(frame.mid)
    await house.app.inject({ url: `/nowhere/${session}?claim=${claim}`, headers: { referer: claim } })
    two.send(two.proposal({ type: 'readied' }, 'arrive.welcome', { mid: newId(), box: boxOf(29) }))
    await two.until(() => two.closed !== undefined)
    const notes = JSON.stringify(house.notes)
    for (const secret of [session, claim, p1.id, p2.id, frame.mid, frame.box, '10.0.0.1', 'nowhere'])
      expect(notes).not.toContain(secret)
  })
})
