import { describe, expect, it } from 'vitest'
import { readLink } from '../seal/invite.ts'
import { newId, toText } from '../seal/keys.ts'
import type { Fetch } from './api.ts'
import { memoryKeyring } from './keyring.ts'
import type { Parts } from './parts.ts'
import { findRing, listTalks, readSecond } from './held.ts'
import { createTalk, joinTalk, previewInvite } from './talks.ts'
import { handClock } from './testing/clock.ts'
import { isOpen, newPerson, until } from './testing/couple.ts'
import { ServerDouble } from './testing/server.ts'

const asked = { name: 'Ada', setting: 'together', keepDays: 90 } as const

const partsOf = (fetch: Fetch) => {
  const clock = handClock()
  const parts: Parts = {
    origin: 'https://haven.example',
    connect: new ServerDouble().connect,
    fetch,
    clock,
    random: () => 0.5,
    keyrings: { own: { ...memoryKeyring(), form: 'own' }, shared: memoryKeyring() },
  }
  return { parts, clock }
}
const created = async () => {
  const server = new ServerDouble()
  const one = partsOf(server.fetch)
  const talk = await createTalk(one.parts, asked)
  if (talk.kind !== 'created') throw new Error(talk.kind)
  return { server, one, talk, two: partsOf(server.fetch) }
}
const answering =
  (status: number, body: object = {}): Fetch =>
  async () => ({ status, json: async () => body })
const rings = async ({ keyrings }: Parts) => [...(await keyrings.own.list()), ...(await keyrings.shared.list())]

describe('opening a talk', () => {
  it('C1 the keys are kept before the request is made', async () => {
    const server = new ServerDouble()
    const order: string[] = []
    const { parts } = partsOf(async (url, init) => {
      const [ring] = await parts.keyrings.own.list()
      const body = JSON.parse(init.body) as { session: string }
      order.push(`${ring?.session === body.session && ring.secrets.room?.[1] !== undefined}`)
      return server.fetch(url, init)
    })
    await createTalk(parts, asked)
    expect(order).toEqual(['true'])
  })

  it('gives a link, and the server neither its secret nor the room’s', async () => {
    const bodies: string[] = []
    const server = new ServerDouble()
    const { parts } = partsOf((url, init) => {
      bodies.push(init.body)
      return server.fetch(url, init)
    })
    const talk = await createTalk(parts, asked)
    const [ring] = await rings(parts)
    if (talk.kind !== 'created' || !ring) throw new Error('not created')
    expect(readLink(talk.link)).toMatchObject({ session: talk.session, seat: 'p2' })
    const link = toText(readLink(talk.link)!.secret)
    for (const hidden of [link, ring.secrets.room![1]!, 'Ada']) expect(bodies.join()).not.toContain(hidden)
    expect(ring).toMatchObject({ invites: [{ secret: link }], asked: { setting: 'together', keepDays: 90 } })
  })

  it.each([
    [429, 'slowDown'],
    [400, 'failed'],
    [409, 'failed'],
  ])('a no (%i) is %s and leaves nothing behind', async (status, kind) => {
    const { parts } = partsOf(answering(status))
    expect(await createTalk(parts, asked)).toEqual({ kind })
    expect(await rings(parts)).toEqual([])
  })

  it('without a network it is tried three times with the same body', async () => {
    const bodies: string[] = []
    const { parts, clock } = partsOf(async (_, { body }) => {
      bodies.push(body)
      throw new Error('no network')
    })
    const talk = createTalk(parts, asked)
    for (let waited = 0; waited < 2; waited += 1) {
      while (clock.waits().length === 0) await new Promise(setImmediate)
      clock.advance(700)
    }
    expect(await talk).toEqual({ kind: 'offline' })
    expect(bodies).toEqual([bodies[0], bodies[0], bodies[0]])
  })

  it('on a shared device the keys are in memory alone', async () => {
    const { parts } = partsOf(new ServerDouble().fetch)
    await createTalk(parts, { ...asked, own: false })
    expect([(await parts.keyrings.own.list()).length, (await parts.keyrings.shared.list()).length]).toEqual([0, 1])
  })
})

describe('taking a seat', () => {
  it('C1 the device is kept before the claim, and no secret before the answer', async () => {
    const { server, talk } = await created()
    const seen: unknown[] = []
    const { parts } = partsOf(async (url, init) => {
      const [ring] = await parts.keyrings.own.list()
      seen.push([ring?.joining, ring?.device.id !== undefined, ring?.secrets])
      return server.fetch(url, init)
    })
    expect(await joinTalk(parts, talk.link, { name: 'Ben', own: true })).toEqual({
      kind: 'joined',
      session: talk.session,
      seat: 'p2',
    })
    expect(seen).toEqual([[true, true, {}]])
  })

  it('learns from the capsule what it was invited to', async () => {
    const { one, two, talk } = await created()
    await joinTalk(two.parts, talk.link, { name: 'Ben', own: true })
    const [theirs, mine] = [(await rings(one.parts))[0]!, (await rings(two.parts))[0]!]
    expect(mine).toMatchObject({
      secrets: { room: theirs.secrets.room },
      accepted: [theirs.device.id],
      asked: { setting: 'together', keepDays: 90 },
      names: { own: 'Ben', partner: 'Ada' },
    })
    expect(mine).not.toHaveProperty('joining')
    expect([Object.keys(theirs.secrets), Object.keys(mine.secrets)]).toEqual([
      ['room', 'private:p1'],
      ['room', 'private:p2'],
    ])
  })

  it.each([
    ['on an own device', true, true],
    ['with “shared device” ticked meanwhile', true, false],
    ['with “shared device” unticked meanwhile', false, true],
  ])('C1 after a lost answer it claims with the same device, %s', async (_, ownFirst, own) => {
    const { server, talk } = await created()
    const bodies: string[] = []
    let isCut = true
    const { parts, clock } = partsOf(async (url, init) => {
      bodies.push(init.body)
      if (isCut) throw new Error('no network')
      return server.fetch(url, init)
    })
    const first = joinTalk(parts, talk.link, { name: 'Ben', own: ownFirst })
    for (let waited = 0; waited < 2; waited += 1) {
      while (clock.waits().length === 0) await new Promise(setImmediate)
      clock.advance(700)
    }
    expect(await first).toEqual({ kind: 'offline' })
    expect(await findRing(parts, talk.session)).toBeUndefined()
    isCut = false
    expect(await joinTalk(parts, talk.link, { name: 'Ben', own })).toMatchObject({ kind: 'joined' })
    expect(new Set(bodies).size).toBe(1)
    const { keyrings } = parts
    expect([(await keyrings.own.list()).length, (await keyrings.shared.list()).length]).toEqual(own ? [1, 0] : [0, 1])
  })

  it('a link taken before is used, and a seat held here is simply opened', async () => {
    const { server, two, talk } = await created()
    await joinTalk(two.parts, talk.link, { name: 'Ben', own: true })
    const other = partsOf(server.fetch)
    expect(await joinTalk(other.parts, talk.link, { name: 'Eve', own: true })).toEqual({ kind: 'used', at: 5 })
    expect(await rings(other.parts)).toEqual([])
    expect(await joinTalk(two.parts, talk.link, { name: 'Ben', own: true })).toMatchObject({ kind: 'joined' })
  })

  it('a capsule that does not open is broken, and no seat is shown', async () => {
    const { talk } = await created()
    const { parts } = partsOf(answering(200, { device: newId(), capsule: 'AAAA' }))
    expect(await joinTalk(parts, talk.link, { name: 'Ben', own: true })).toEqual({ kind: 'broken' })
    expect(await listTalks(parts)).toEqual([])
  })

  it('what is no link of a partner is unknown', async () => {
    const { parts } = partsOf(answering(500))
    const therapist = `https://haven.example/join#1.${newId()}.therapist.${newId()}`
    for (const href of ['https://haven.example', therapist])
      expect(await joinTalk(parts, href, { name: 'Ben', own: true })).toEqual({ kind: 'unknown' })
    expect(await previewInvite(parts, 'https://haven.example')).toBeUndefined()
    expect(await previewInvite(parts, therapist)).toMatchObject({ seat: 'therapist', here: [] })
  })
})

describe('a talk from before there was anything beside the room', () => {
  it('gives a new link that brings no more with it, and opens', async () => {
    const [server, clock] = [new ServerDouble(), handClock()]
    const [p1, p2] = [newPerson('p1', server, clock), newPerson('p2', server, clock)]
    await createTalk(p1.parts, asked)
    for (const channel of ['private:p1', 'private:p2'] as const) server.logs.delete(channel)
    const [ring] = await p1.keyring.list()
    await p1.keyring.write({ ...ring!, secrets: { room: ring!.secrets.room! } })
    const one = await p1.open()
    await until(one, isOpen)
    const link = await one.renewInvite()
    expect(await joinTalk(p2.parts, link, { name: 'Ben', own: true })).toMatchObject({ kind: 'joined' })
    expect((await p2.keyring.list())[0]).toMatchObject({ secrets: { room: ring!.secrets.room }, invitedBy: 'p1' })
    expect(Object.keys((await p2.keyring.list())[0]!.secrets)).toEqual(['room'])
    const two = await p2.open()
    expect(await until(two, ({ phase }) => phase !== 'opening')).toMatchObject({ phase: 'open', shut: [] })
  })
})

describe('the talks of a device', () => {
  it('a preview claims nothing and says which seats are here', async () => {
    const { one, two, talk } = await created()
    expect(await previewInvite(two.parts, talk.link)).toEqual({ session: talk.session, seat: 'p2', here: [] })
    expect(await previewInvite(one.parts, talk.link)).toMatchObject({ here: ['p1'] })
    expect(await joinTalk(two.parts, talk.link, { name: 'Ben', own: true })).toMatchObject({ kind: 'joined' })
  })

  it('are listed, the last visited first, and found by session and seat', async () => {
    const { one, talk } = await created()
    one.clock.advance(1_000)
    const server = new ServerDouble()
    const later = await createTalk({ ...one.parts, fetch: server.fetch }, asked)
    expect((await listTalks(one.parts)).map(({ session }) => session)).toEqual([
      later.kind === 'created' ? later.session : '',
      talk.session,
    ])
    expect((await findRing(one.parts, talk.session))?.ring.seat).toBe('p1')
    expect(await findRing(one.parts, talk.session, 'p2')).toBeUndefined()
  })
})

describe('a second talk', () => {
  it('takes the name and the other hurt from this device, and the link carries the proposal to the partner', async () => {
    const { parts } = partsOf(new ServerDouble().fetch)
    const first = await createTalk(parts, asked)
    if (first.kind !== 'created') throw new Error(first.kind)
    expect(await readSecond(parts)).toBeUndefined()
    const { ring, keyring } = (await findRing(parts, first.session))!
    await keyring.write({ ...ring, next: { hurt: 'partner' } })
    const second = await readSecond(parts)
    expect(second).toEqual({ name: 'Ada', hurt: 'p2' })

    const server = new ServerDouble()
    const here = partsOf(server.fetch)
    const there = partsOf(server.fetch)
    const talk = await createTalk(here.parts, { ...asked, ...second })
    if (talk.kind !== 'created') throw new Error(talk.kind)
    await joinTalk(there.parts, talk.link, { name: 'Ben', own: true })
    const hurts = [...(await rings(here.parts)), ...(await rings(there.parts))].map(one => one.hurt)
    expect(hurts).toEqual(['p2', 'p2'])
  })
})
