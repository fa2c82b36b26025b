import { LIMITS } from '@haven/shared/wire.ts'
import { afterEach, describe, expect, it } from 'vitest'
import { newHash, newId, newTestDevice } from './testing/device.ts'
import {
  bothThere,
  CAPSULE,
  claimBody,
  createBody,
  enter,
  hashOf,
  type House,
  join,
  openHouse,
  openTalk,
} from './testing/house.ts'

let house: House
const open = async (parts: Parameters<typeof openHouse>[0] = {}) => (house = await openHouse(parts))
afterEach(() => house.close())

const newTalk = async () => ({
  session: newId(),
  claim: newHash(),
  p1: await newTestDevice(),
  p2: await newTestDevice(),
})
const HOUR_MS = 3_600_000

describe('opening a session', () => {
  it('answers the same body the same, and another one for a taken id with 409', async () => {
    await open()
    const talk = await newTalk()
    const first = await house.post('/api/sessions', createBody(talk))
    expect([first.status, first.body]).toEqual([201, { device: talk.p1.id, epoch: 1 }])
    expect(first.headers['cache-control']).toBe('no-store')
    const again = await house.post('/api/sessions', createBody(talk))
    expect([again.status, again.body]).toEqual([201, first.body])
    const other = await house.post('/api/sessions', createBody(talk, { keepDays: 90 }))
    expect([other.status, other.body]).toEqual([409, { code: 'taken' }])
    expect(await house.store.shares.of(talk.session)).toHaveLength(3)
  })

  it('writes who opened it and how, with a chain from the session’s own beginning', async () => {
    await open()
    const talk = await openTalk(house)
    const sock = await enter(talk, talk.p1)
    await sock.until(() => sock.entries.length === 2)
    const { agreePub, signPub } = talk.p1.keys
    expect(sock.entries.map(({ by, act }) => ({ by, act }))).toEqual([
      {
        by: 'haven',
        act: { type: 'opened', script: 1, mode: 'couple', setting: 'apart', therapist: false, keepDays: 30 },
      },
      { by: 'haven', act: { type: 'joined', seat: 'p1', device: talk.p1.id, agreePub, signPub } },
    ])
    expect(sock.welcome?.heads.room).toEqual(sock.base)
  })

  const wrong: [string, (body: ReturnType<typeof createBody>) => object][] = [
    ['supervised', body => ({ ...body, mode: 'supervised' })],
    ['practice', body => ({ ...body, mode: 'practice' })],
    ['a therapist as creator', body => ({ ...body, seat: 'therapist' })],
    ['an invite for one’s own seat', body => ({ ...body, invites: [{ ...body.invites[0], seat: 'p1' }] })],
    ['no invite', body => ({ ...body, invites: [] })],
    ['keys that are no points', body => ({ ...body, device: { agreePub: 'A'.repeat(87), signPub: 'A'.repeat(87) } })],
    ['a capsule over 8 KiB', body => ({ ...body, invites: [{ ...body.invites[0], capsule: 'A'.repeat(10_924) }] })],
    ['an id in another spelling', body => ({ ...body, session: `${'A'.repeat(21)}B` })],
    ['something more', body => ({ ...body, name: 'x' })],
  ]
  it.each(wrong)('refuses %s with 400', async (_name, change) => {
    await open()
    const { status, body } = await house.post('/api/sessions', change(createBody(await newTalk())))
    expect([status, body]).toEqual([400, { code: 'malformed' }])
  })

  it('is asked to slow down after ten an hour from one address', async () => {
    await open()
    const one = async (address: string) =>
      (await house.post('/api/sessions', createBody(await newTalk()), address)).status
    for (let count = 0; count < LIMITS.creations.burst; count += 1) expect(await one('10.0.0.1')).toBe(201)
    expect(await one('10.0.0.1')).toBe(429)
    expect(await one('10.0.0.2')).toBe(201)
    house.pass(HOUR_MS / 10)
    expect(await one('10.0.0.1')).toBe(201)
  })
})

describe('taking a seat', () => {
  it('gives device and capsule; the inviter hears of it by the entry alone', async () => {
    await open()
    const talk = await openTalk(house)
    const sock = await enter(talk, talk.p1)
    const { status, body } = await join(talk)
    expect([status, body]).toEqual([200, { device: talk.p2.id, capsule: CAPSULE }])
    await sock.until(() => sock.entries.length === 3)
    await sock.settled()
    expect(sock.of('invited')).toEqual([])
    expect(sock.entries[2]).toMatchObject({
      by: 'haven',
      act: { type: 'joined', seat: 'p2', device: talk.p2.id, joinMac: talk.claim },
    })
  })

  it('P8 a GET of the link changes nothing', async () => {
    await open()
    const talk = await openTalk(house)
    for (const url of ['/join', '/api/claims', `/join?${talk.claim}`]) await house.app.inject({ method: 'GET', url })
    expect((await join(talk)).status).toBe(200)
  })

  it('P9 a repeat by the winner gets the same answer, for ten minutes', async () => {
    await open()
    const talk = await openTalk(house)
    const first = await join(talk)
    house.pass(LIMITS.claimRepeatMs - 1_000)
    await house.sweep()
    expect((await join(talk)).body).toEqual(first.body)
    house.pass(1_000)
    await house.sweep()
    expect((await join(talk)).status).toBe(410)
    expect((await house.store.access.invites(talk.session))[0]!.capsule).toBeNull()
  })

  it('P9 a repeat after the first log-in finds the capsule gone', async () => {
    await open()
    const talk = await openTalk(house)
    await join(talk)
    await enter(talk, talk.p2)
    expect((await join(talk)).status).toBe(410)
  })

  it('P10 a used link is 410 with the time it was taken, and the inviter sees that it was tried again', async () => {
    await open()
    const talk = await openTalk(house)
    await join(talk)
    house.pass(60_000)
    const { status, body } = await join(talk, await newTestDevice())
    expect([status, body]).toEqual([410, { code: 'used', at: 1_700_000_000 }])
    expect((await house.store.access.invites(talk.session))[0]).toMatchObject({ triedAgain: 1, claimedBy: talk.p2.id })
  })

  it('P10 an expired link is 410', async () => {
    await open()
    const talk = await openTalk(house)
    house.pass(LIMITS.inviteMs)
    const { status, body } = await join(talk)
    expect([status, body]).toEqual([410, { code: 'expired' }])
  })

  it('P10 anything else is the 404 of a guess, word for word', async () => {
    await open()
    const talk = await openTalk(house)
    const guesses = [
      { ...claimBody(talk), session: newId() },
      { ...claimBody(talk), claim: newHash() },
      { ...claimBody(talk), seat: 'p1' },
      { ...claimBody(talk), seat: 'therapist' },
      claimBody(talk, talk.p1),
    ]
    const answers = []
    for (const guess of guesses) answers.push(await house.post('/api/claims', guess))
    for (const { status, body, headers } of answers)
      expect([status, body, headers['content-length']]).toEqual([
        404,
        { code: 'unknown' },
        answers[0]!.headers['content-length'],
      ])
    expect((await join(talk)).status).toBe(200)
  })

  it('P37 a link of a forgotten session is 410 as well', async () => {
    await open()
    const talk = await openTalk(house)
    const sock = await enter(talk, talk.p1)
    sock.send({ type: 'forget', what: 'session' })
    await sock.until(() => sock.closed !== undefined)
    const { status, body } = await join(talk)
    expect([status, body]).toEqual([410, { code: 'erased' }])
  })
})

describe('another link', () => {
  it('replaces one that nobody has used: the old one is a guess from then on', async () => {
    await open()
    const talk = await openTalk(house)
    const sock = await enter(talk, talk.p1)
    const claim = newHash()
    sock.send({ type: 'invite', seat: 'p2', claimHash: hashOf(claim), capsule: CAPSULE })
    await sock.until(() => sock.of('invited').length === 1)
    expect((await join(talk)).body).toEqual({ code: 'unknown' })
    expect((await join({ ...talk, claim })).status).toBe(200)
  })

  it('opens a seat again whose link has expired', async () => {
    await open()
    const talk = await openTalk(house)
    house.pass(LIMITS.inviteMs + 1_000)
    await house.sweep()
    const sock = await enter(talk, talk.p1)
    expect(sock.welcome?.invites).toEqual([{ seat: 'p2', state: 'expired', triedAgain: 0 }])
    const claim = newHash()
    sock.send({ type: 'invite', seat: 'p2', claimHash: hashOf(claim), capsule: CAPSULE })
    await sock.until(() => sock.of('invited').length === 1)
    expect((await join({ ...talk, claim })).status).toBe(200)
  })

  it('cannot be made for a seat that is taken, nor by one who did not invite', async () => {
    await open()
    const { one, two, session } = await bothThere(house)
    const before = await house.store.access.invites(session)
    for (const seat of ['p1', 'p2', 'therapist'])
      for (const sock of [one, two]) sock.send({ type: 'invite', seat, claimHash: newHash(), capsule: CAPSULE })
    await Promise.all([one.settled(), two.settled()])
    expect(await house.store.access.invites(session)).toEqual(before)
  })
})
