import { LIMITS } from '@haven/shared/wire.ts'
import { describe, expect, it } from 'vitest'
import { openCapsule, readLink } from '../seal/invite.ts'
import { newId, toBytes } from '../seal/keys.ts'
import type { Fetch } from './api.ts'
import { memoryKeyring } from './keyring.ts'
import type { Ring } from './ring.ts'
import { type AskedSupervised, createSupervised, joinAsTherapist } from './supervise.ts'
import { listTalks } from './held.ts'
import { createTalk, joinTalk, previewInvite } from './talks.ts'
import { handClock } from './testing/clock.ts'
import { allIn, isOpen, newPerson, until } from './testing/couple.ts'
import { ServerDouble } from './testing/server.ts'

const asked: AskedSupervised = {
  name: 'Tove',
  mode: 'supervised',
  setting: 'together',
  keepDays: 90,
  policy: 'safety-only',
}

const begin = () => {
  const [server, clock] = [new ServerDouble(), handClock()]
  const person = (seat: 'p1' | 'p2' | 'therapist') => newPerson(seat, server, clock)
  return { server, therapist: person('therapist'), p1: person('p1'), p2: person('p2') }
}
const created = async (change: Partial<AskedSupervised> = {}) => {
  const trio = begin()
  const talk = await createSupervised(trio.therapist.parts, trio.therapist.keyring, { ...asked, ...change })
  if (talk.kind !== 'created') throw new Error(talk.kind)
  return { ...trio, talk }
}
const ringIn = async ({ keyring }: { keyring: { list(): Promise<Ring[]> } }) => (await keyring.list())[0]!

describe('a talk opened by its therapist', () => {
  it('C1 the keys are kept before the request, and the server learns no secret', async () => {
    const { server, therapist } = begin()
    const keyring = memoryKeyring()
    const bodies: string[] = []
    const seen: unknown[] = []
    const fetch: Fetch = async (url, init) => {
      seen.push((await keyring.list())[0]?.secrets.notes !== undefined)
      bodies.push(init.body)
      return server.fetch(url, init)
    }
    const talk = await createSupervised({ ...therapist.parts, fetch }, keyring, asked)
    if (talk.kind !== 'created') throw new Error(talk.kind)
    const [ring] = await keyring.list()
    expect(seen).toEqual([true])
    expect(Object.keys(ring!.secrets).sort()).toEqual(['notes', 'room', 'whisper:p1', 'whisper:p2'])
    const secrets = Object.values(ring!.secrets).flatMap(one => Object.values(one))
    expect(new Set(secrets).size).toBe(4)
    for (const hidden of [...secrets, ...ring!.invites.map(({ secret }) => secret), 'Tove'])
      expect(bodies.join()).not.toContain(hidden)
    expect(JSON.parse(bodies[0]!)).toMatchObject({
      mode: 'supervised',
      seat: 'therapist',
      invites: [{ seat: 'p1' }, { seat: 'p2' }],
    })
    expect([readLink(talk.links.p1)?.seat, readLink(talk.links.p2)?.seat]).toEqual(['p1', 'p2'])
    expect(await therapist.keyring.list()).toEqual([])
  })

  it('its keys may travel', async () => {
    const { therapist } = await created()
    expect((await ringIn(therapist)).device.sign.privateKey.extractable).toBe(true)
  })

  it('with whispers for nothing there is no secret of them', async () => {
    const { therapist, p1, talk } = await created({ policy: 'none' })
    await joinTalk(p1.parts, talk.links.p1, { name: 'Ada', own: true })
    expect(Object.keys((await ringIn(therapist)).secrets).sort()).toEqual(['notes', 'room'])
    expect(Object.keys((await ringIn(p1)).secrets).sort()).toEqual(['private:p1', 'room'])
  })

  it.each([
    [429, 'slowDown'],
    [400, 'failed'],
  ])('a no (%i) is %s and leaves nothing behind', async (status, kind) => {
    const { therapist } = begin()
    const parts = { ...therapist.parts, fetch: async () => ({ status, json: async () => ({}) }) }
    expect(await createSupervised(parts, therapist.keyring, asked)).toEqual({ kind })
    expect(await therapist.keyring.list()).toEqual([])
  })

  it('each partner learns from the link the own whisper alone', async () => {
    const { therapist, p1, p2, talk } = await created()
    await joinTalk(p1.parts, talk.links.p1, { name: 'Ada', own: true })
    await joinTalk(p2.parts, talk.links.p2, { name: 'Ben', own: true })
    const [theirs, one, two] = [await ringIn(therapist), await ringIn(p1), await ringIn(p2)]
    expect(one).toMatchObject({
      asked: { mode: 'supervised', therapist: true, setting: 'together', keepDays: 90 },
      policy: 'safety-only',
      invitedBy: 'therapist',
      accepted: [theirs.device.id],
      names: { own: 'Ada', therapist: 'Tove' },
    })
    expect(one.secrets.room).toEqual(theirs.secrets.room)
    expect([one.secrets['whisper:p1'], two.secrets['whisper:p2']]).toEqual([
      theirs.secrets['whisper:p1'],
      theirs.secrets['whisper:p2'],
    ])
    expect(Object.keys(one.secrets).sort()).toEqual(['private:p1', 'room', 'whisper:p1'])
    expect(JSON.stringify(one)).not.toContain(theirs.secrets.notes![1])
    expect(one.device.sign.privateKey.extractable).toBe(false)
    expect(one.secrets['private:p1']).not.toEqual(two.secrets['private:p2'])
  })

  it('a capsule stays within its limit, however long the name', async () => {
    const bodies: string[] = []
    const { server, therapist } = begin()
    const fetch: Fetch = (url, init) => {
      bodies.push(init.body)
      return server.fetch(url, init)
    }
    const name = '😀'.repeat(30)
    const talk = await createSupervised({ ...therapist.parts, fetch }, therapist.keyring, {
      ...asked,
      name,
      mode: 'practice',
      practice: { card: 'the-night-of-the-fever', p1: 'injured' },
    })
    if (talk.kind !== 'created') throw new Error(talk.kind)
    const { invites } = JSON.parse(bodies[0]!) as { invites: { seat: string; capsule: string }[] }
    for (const { capsule } of invites) expect(toBytes(capsule).length).toBeLessThan(LIMITS.capsule / 4)
    expect(await openCapsule(readLink(talk.links.p2)!, invites[1]!.capsule)).toMatchObject({
      name,
      practice: { card: 'the-night-of-the-fever', plays: 'injuring' },
    })
  })

  it('a renewed link carries the same', async () => {
    const { server, therapist, p1, talk } = await created({
      practice: { card: 'own', p1: 'injured' },
      mode: 'practice',
    })
    const session = await therapist.open()
    await until(session, isOpen)
    const link = await session.renewInvite('p1')
    const { names, ...before } = await ringIn(therapist)
    expect(names.own).toBe('Tove')
    expect(before.invites.map(({ seat }) => seat).sort()).toEqual(['p1', 'p2'])
    expect(session.get().invites).toMatchObject({ p1: { link, state: 'open' }, p2: { link: talk.links.p2 } })
    expect(await joinTalk(p1.parts, talk.links.p1, { name: 'Ada', own: true })).toEqual({ kind: 'unknown' })
    expect(await joinTalk(p1.parts, link, { name: 'Ada', own: true })).toMatchObject({ kind: 'joined' })
    const ring = await ringIn(p1)
    expect(ring).toMatchObject({ practice: { card: 'own', plays: 'injured' }, policy: 'safety-only' })
    expect(ring).toMatchObject({ invitedBy: 'therapist', secrets: { 'private:p1': {} } })
    expect(ring.secrets['whisper:p1']).toEqual(before.secrets['whisper:p1'])
    await until(session, ({ invites, endorsed }) => invites.p1?.state === 'claimed' && endorsed.join() === 'p1')
    expect(server.entries).toHaveLength(4)
  })
})

describe('a talk whose partners asked for a therapist', () => {
  const three = async () => {
    const trio = begin()
    const talk = await createTalk(trio.p1.parts, { name: 'Ada', setting: 'apart', keepDays: 30, therapist: true })
    if (talk.kind !== 'created' || !talk.therapistLink) throw new Error(talk.kind)
    return { ...trio, talk: { ...talk, therapistLink: talk.therapistLink } }
  }

  it('gives a link for each, and a couple’s talk gives one', async () => {
    const { talk, p1 } = await three()
    expect([readLink(talk.link)?.seat, readLink(talk.therapistLink)?.seat]).toEqual(['p2', 'therapist'])
    expect(await ringIn(p1)).toMatchObject({ asked: { mode: 'supervised', therapist: true }, policy: 'none' })
    const couple = await createTalk(begin().p1.parts, { name: 'Ada', setting: 'apart', keepDays: 30 })
    expect(couple).not.toHaveProperty('therapistLink')
  })

  it('the therapist takes the seat with keys that may travel, and partners’ secrets stay theirs', async () => {
    const { talk, therapist, p1, server } = await three()
    const keyring = memoryKeyring()
    expect(await joinAsTherapist(therapist.parts, keyring, talk.therapistLink, { name: 'Tove' })).toEqual({
      kind: 'joined',
      session: server.session,
      seat: 'therapist',
    })
    const [ring] = await keyring.list()
    expect(ring).toMatchObject({
      seat: 'therapist',
      policy: 'none',
      invitedBy: 'p1',
      asked: { mode: 'supervised', therapist: true },
      names: { own: 'Tove', p1: 'Ada' },
    })
    expect(Object.keys(ring!.secrets).sort()).toEqual(['notes', 'room'])
    expect(ring!.device.sign.privateKey.extractable).toBe(true)
    expect(Object.keys((await ringIn(p1)).secrets).sort()).toEqual(['private:p1', 'room'])
    expect(await therapist.keyring.list()).toEqual([])
    expect(await listTalks({ ...therapist.parts, keyrings: { own: keyring, shared: memoryKeyring() } })).toEqual([])
  })

  it('a partner who opens the therapist’s link claims nothing, and a therapist not a partner’s', async () => {
    const { talk, p2, therapist, server } = await three()
    expect(await previewInvite(p2.parts, talk.therapistLink)).toEqual({
      session: server.session,
      seat: 'therapist',
      here: [],
    })
    const before = server.entries.length
    expect(await joinTalk(p2.parts, talk.therapistLink, { name: 'Ben', own: true })).toEqual({ kind: 'unknown' })
    expect(await joinAsTherapist(therapist.parts, therapist.keyring, talk.link, { name: 'T' })).toEqual({
      kind: 'unknown',
    })
    const other = `https://haven.example/join#1.${newId()}.therapist.${newId()}`
    expect(await joinAsTherapist(therapist.parts, therapist.keyring, other, { name: 'T' })).toEqual({ kind: 'unknown' })
    expect([server.entries.length, await therapist.keyring.list()]).toEqual([before, []])
  })

  it('p1 endorses both, and nobody has whispers', async () => {
    const { talk, p1, p2, therapist } = await three()
    await joinTalk(p2.parts, talk.link, { name: 'Ben', own: true })
    await joinAsTherapist(therapist.parts, therapist.keyring, talk.therapistLink, { name: 'Tove' })
    const sessions = [await p1.open(), await p2.open(), await therapist.open()]
    await allIn(sessions, isOpen)
    await allIn(sessions, ({ told }) => told.filter(({ entry }) => entry.act.type === 'endorsed').length === 2)
    for (const session of sessions) {
      expect(session.get()).toMatchObject({ policy: 'none', mayWhisper: false, endorsed: ['p2'] })
      expect(session.get().invites).toMatchObject(session === sessions[0] ? { therapist: { state: 'claimed' } } : {})
    }
  })

  it('a second claim after a lost answer is with the same device', async () => {
    const { talk, therapist, server } = await three()
    const devices: string[] = []
    let isCut = true
    const fetch: Fetch = async (url, init) => {
      devices.push(JSON.stringify((JSON.parse(init.body) as { device: object }).device))
      if (isCut) return { status: 429, json: async () => ({}) }
      return server.fetch(url, init)
    }
    const parts = { ...therapist.parts, fetch }
    expect(await joinAsTherapist(parts, therapist.keyring, talk.therapistLink, { name: 'Tove' })).toEqual({
      kind: 'slowDown',
    })
    isCut = false
    const again = await joinAsTherapist(parts, therapist.keyring, talk.therapistLink, { name: 'Tove' })
    expect([again.kind, new Set(devices).size]).toEqual(['joined', 1])
  })
})
