import { CLOSE, LIMITS } from '@haven/shared/wire.ts'
import { afterEach, describe, expect, it } from 'vitest'
import { newHash, newId, newTestDevice } from './testing/device.ts'
import { bothThere, enter, type House, join, openHouse, openTalk, ORIGIN } from './testing/house.ts'

let house: House
const open = async (parts: Parameters<typeof openHouse>[0] = {}) => (house = await openHouse(parts))
afterEach(() => house.close())

describe('the handshake', () => {
  const origins = [
    undefined,
    'null',
    'https://evil.example',
    `${ORIGIN}.evil.example`,
    `${ORIGIN}:444`,
    'http://haven.example',
    `${ORIGIN}/`,
    '',
  ]

  it.each(origins)('P1 A7 of a page at %s is refused before the upgrade', async origin => {
    await open()
    await expect(house.connect({ origin })).rejects.toThrow('403')
  })

  it('P2 without a protocol of ours is 400', async () => {
    await open()
    for (const offered of [undefined, 'chat', 'graphql-ws, chat'])
      await expect(house.connect({ 'sec-websocket-protocol': offered })).rejects.toThrow('400')
  })

  it('P2 takes the version spoken here of several, and closes 4426 where there is none', async () => {
    await open()
    const several = await house.connect({ 'sec-websocket-protocol': 'haven.2, haven.1' })
    expect(await several.nonce()).toHaveLength(43)
    const unknown = await house.connect({ 'sec-websocket-protocol': 'haven.9' })
    await unknown.until(() => unknown.closed === CLOSE.protocol)
    expect(unknown.frames).toEqual([])
  })

  it('is refused to the 21st stranger from one address', async () => {
    await open()
    for (let count = 0; count < LIMITS.sockets.strangersPerAddress; count += 1) await house.connect({}, '10.0.0.7')
    await expect(house.connect({}, '10.0.0.7')).rejects.toThrow('429')
    await house.connect({}, '10.0.0.8')
  })

  it('is counted by the last address the proxy tells, and by none told before it', async () => {
    await open({ isProxied: true })
    const from = (addresses: string) => house.connect({ 'x-forwarded-for': addresses }, '127.0.0.1')
    for (let count = 0; count < LIMITS.sockets.strangersPerAddress; count += 1) await from(`10.1.0.${count}, 10.0.0.7`)
    await expect(from('10.1.0.99, 10.0.0.7')).rejects.toThrow('429')
    await from('10.0.0.7, 10.0.0.8')
  })
})

describe('before the welcome', () => {
  it.each(['{"type":"ping","n":1}', '{', '{"type":"hello"}'])('P3 the frame %s closes 4400', async frame => {
    await open()
    const sock = await house.connect()
    sock.send(frame)
    await sock.until(() => sock.closed === CLOSE.malformed)
  })

  it('P3 silence for 5 s closes 4408', async () => {
    await open()
    const sock = await house.connect()
    house.pass(LIMITS.helloMs - 1)
    house.expireStrangers()
    await sock.nonce()
    expect(sock.closed).toBeUndefined()
    house.pass(1)
    house.expireStrangers()
    await sock.until(() => sock.closed === CLOSE.noHello)
  })

  it('P3 a hello that waits for the store is no silence', async () => {
    await open()
    const talk = await openTalk(house)
    const { access } = house.store
    const device = access.device.bind(access)
    let entering: ReturnType<typeof enter>
    const answer = await new Promise<() => void>(asked => {
      access.device = (...at) => new Promise(resolve => asked(() => resolve(device(...at))))
      entering = enter(talk, talk.p1)
    })
    house.pass(LIMITS.helloMs)
    house.expireStrangers()
    answer()
    expect((await entering!).welcome).toBeDefined()
  })

  it('P3 a hello sent in the same breath as the socket opens is heard', async () => {
    await open()
    const talk = await openTalk(house)
    const sock = await enter(talk, talk.p1)
    expect(sock.welcome?.seat).toBe('p1')
  })
})

describe('a log-in', () => {
  it('P4 has one answer for unknown session, unknown device and wrong proof', async () => {
    await open()
    const talk = await openTalk(house)
    const stranger = await newTestDevice()
    const attempts = [
      [newId(), talk.p1, {}],
      [talk.session, stranger, {}],
      [talk.session, stranger, { device: talk.p1.id }],
      [talk.session, talk.p1, { proof: newHash() + newHash() }],
      [talk.session, talk.p1, { session: newId() }],
    ] as const
    for (const [session, device, changes] of attempts) {
      const sock = await house.connect()
      await sock.hello(session, device, changes)
      await sock.until(() => sock.closed !== undefined)
      expect([sock.closed, sock.frames.map(({ type }) => type)]).toEqual([CLOSE.loginRefused, ['challenge']])
    }
  })

  it('P7 that is refused leaves no trace', async () => {
    await open()
    const talk = await openTalk(house)
    const sock = await house.connect()
    await sock.hello(newId(), talk.p1)
    await sock.until(() => sock.closed !== undefined)
    await sock.until(() => house.haven.lines.size === 0)
    expect([house.haven.rooms.size, house.haven.hub.size, house.haven.rates.hellos.size]).toEqual([0, 0, 0])
  })

  it('P4 A3 with the nonce of another socket, or for another page, is refused', async () => {
    await open({ origins: [ORIGIN, 'https://other.example'] })
    const { session, p1 } = await openTalk(house)
    const [victim, thief] = [await house.connect(), await house.connect()]
    const stolen = await p1.prove({ origin: ORIGIN, session, nonce: await victim.nonce() })
    await thief.hello(session, p1, { proof: stolen })
    await thief.until(() => thief.closed === CLOSE.loginRefused)
    const other = await house.connect({ origin: 'https://other.example' })
    await other.hello(session, p1, { proof: await p1.prove({ origin: ORIGIN, session, nonce: await other.nonce() }) })
    await other.until(() => other.closed === CLOSE.loginRefused)
  })

  it('P4 may be tried once a socket', async () => {
    await open()
    const { session, p1 } = await openTalk(house)
    const sock = await house.connect()
    await sock.hello(session, p1, { proof: newHash() + newHash() })
    await sock.hello(session, p1)
    await sock.until(() => sock.closed !== undefined)
    expect(sock.welcome).toBeUndefined()
  })

  it('P5 closes the older socket of the device with 4409 before its own welcome', async () => {
    await open()
    const talk = await openTalk(house)
    const old = await enter(talk, talk.p1)
    await old.until(() => old.entries.length === 2)
    const sock = await enter(talk, talk.p1)
    await old.until(() => old.closed === CLOSE.otherTab)
    old.send(old.proposal({ type: 'readied' }, 'arrive.welcome'))
    await sock.settled()
    expect((await house.store.log.load(talk.session, 'room', 1))?.head).toBe(2)
  })

  it('P5 a hello that arrives late on the older socket closes that one, not the newer', async () => {
    await open()
    const talk = await openTalk(house)
    const older = await house.connect()
    const newer = await enter(talk, talk.p1)
    await older.hello(talk.session, talk.p1)
    await older.until(() => older.closed === CLOSE.otherTab)
    expect(older.welcome).toBeUndefined()
    expect(await newer.does({ type: 'readied' }, 'arrive.welcome')).toBeTypeOf('number')
  })

  it('is asked to slow down after ten in a minute', async () => {
    await open()
    const talk = await openTalk(house)
    for (let count = 0; count < LIMITS.hellos.burst; count += 1)
      expect((await enter(talk, talk.p1)).closed).toBeUndefined()
    expect((await enter(talk, talk.p1)).closed).toBe(CLOSE.tooFast)
    house.pass(6_000)
    expect((await enter(talk, talk.p1)).closed).toBeUndefined()
  })
})

describe('the welcome', () => {
  it('P6 tells one seat what is its own', async () => {
    await open()
    const { one, two, session } = await bothThere(house)
    const share = await house.store.shares.of(session)
    expect(one.welcome).toMatchObject({
      seat: 'p1',
      epoch: 1,
      script: 1,
      forgetting: { seats: [], due: null },
      heads: { room: one.baseAt(3) },
    })
    expect(one.welcome?.shares.map(({ channel }) => channel).sort()).toEqual(['private:p1', 'room'])
    const roomOf = ({ shares }: NonNullable<typeof one.welcome>) =>
      shares.find(({ channel }) => channel === 'room')!.share
    expect(Buffer.from(roomOf(one.welcome!), 'base64url')).toEqual(Buffer.from(share[0]!.share))
    expect(two.welcome).toMatchObject({ seat: 'p2', invites: [] })
    expect(roomOf(two.welcome!)).toBe(roomOf(one.welcome!))
    expect(JSON.stringify([...one.frames, ...two.frames])).not.toMatch(/whisper|notes/)
    expect(JSON.stringify(two.frames)).not.toContain('private:p1')
  })

  it('P10 shows the inviter what became of the link', async () => {
    await open()
    const talk = await openTalk(house)
    const invites = async () => (await enter(talk, talk.p1)).welcome?.invites
    expect(await invites()).toEqual([{ seat: 'p2', state: 'open', triedAgain: 0 }])
    await join(talk)
    await join(talk, await newTestDevice())
    expect(await invites()).toEqual([{ seat: 'p2', state: 'claimed', claimedAt: 1_700_000_000, triedAgain: 1 }])
  })

  it('says who is here, and away only after ten seconds', async () => {
    await open()
    const { one, two, session } = await bothThere(house)
    await one.until(() => one.of('present').at(-1)?.seats.length === 2)
    two.cut()
    await one.until(() => house.haven.lines.size === 1)
    house.pass(LIMITS.awayMs - 1)
    await house.sweep()
    expect(one.of('present').at(-1)?.seats).toEqual(['p1', 'p2'])
    house.pass(1)
    await house.sweep()
    await one.until(() => one.of('present').at(-1)?.seats.join() === 'p1')
    expect((await house.store.log.load(session, 'room', 1))?.head).toBe(3)
  })
})
