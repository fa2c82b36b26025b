import type { Act, Entry } from '@haven/shared/acts.ts'
import type { Partner } from '@haven/shared/steps.ts'
import { describe, expect, it } from 'vitest'
import { newId, random, toText } from '../seal/keys.ts'
import type { Ring } from './ring.ts'
import type { Scene, Session } from './scene.ts'
import { joinTalk } from './talks.ts'
import {
  allIn,
  type Couple,
  isOpen,
  isStopped,
  newCouple,
  newPerson,
  type Person,
  tell,
  TO_MAP_NAME,
  until,
} from './testing/couple.ts'
import { wrapAll } from './wrapping.ts'
import { membersIn } from './testing/server-keys.ts'
import { newTrio, openTrio } from './testing/trio.ts'

const spoke: Act = { type: 'spoke', aloud: false }
const membersOf = ({ told }: Scene) => membersIn(told.map(({ entry }) => entry as Entry))
const isTrusted = (scene: Scene) => membersOf(scene).every(({ trusted }) => trusted !== undefined)
const hasEpochs = (count: number) => (scene: Scene) =>
  scene.told.filter(({ entry }) => entry.act.type === 'rekeyed').length === count
/** The newest device was confirmed, and everybody has the secret that was made because of it. */
const isVouched = (scene: Scene) => isTrusted(scene) && scene.told.at(-1)?.entry.act.type === 'rekeyed'
const ringOf = async ({ server }: Pick<Couple, 'server'>, { keyring, seat }: Person) =>
  (await keyring.read({ session: server.session, seat })) as Ring

/** As far as map.name, where p1 speaks. */
const both = async () => {
  const couple = await newCouple()
  const sessions = { p1: await couple.p1.open(), p2: await couple.p2.open() }
  await allIn([sessions.p1, sessions.p2], isOpen)
  await tell(sessions, TO_MAP_NAME)
  return { ...couple, sessions }
}

/** Longer than it takes to wrap a secret to many. */
const aWhile = async ({ session, device }: Pick<Ring, 'session' | 'device'>) => {
  const self = { device: device.id, seat: 'p1', agreePub: toText(device.agreePub), joined: 1, since: 1 } as const
  const readers = Array.from({ length: 30 }, () => self)
  await wrapAll({ session, device }, { channel: 'room', epoch: 9, room: { seq: 1, hash: random(32) }, readers })
}

/** One more device of a seat, by a link that an open session of it gave. */
const more = async ({ server, clock }: Pick<Couple, 'server' | 'clock'>, giver: Session) => {
  const { seat } = giver.get() as { seat: Partner }
  const person = newPerson(seat, server, clock)
  const link = await giver.readmit(seat)
  const answer = await joinTalk(person.parts, link, { name: '', own: true })
  return { person, link, answer }
}

const added = async () => {
  const couple = await both()
  const { person, link } = await more(couple, couple.sessions.p1)
  const own = await person.open()
  await allIn([own, couple.sessions.p1, couple.sessions.p2], hasEpochs(1))
  return { ...couple, person, link, own }
}

/** Two devices of the seat that began, before anybody else has come. */
const twoAlone = async () => {
  const couple = await newCouple({ isJoined: false })
  const one = await couple.p1.open()
  await until(one, isOpen)
  const { person } = await more(couple, one)
  const own = await person.open()
  await allIn([one, own], hasEpochs(1))
  return { ...couple, one, own }
}

describe('P45 one more device of a seat', () => {
  it('reads all that was said, by the names it was said under, and goes on as the same person', async () => {
    const couple = await both()
    await tell(couple.sessions, [['p1', spoke, { title: 'the corridor' }]])
    const { person } = await more(couple, couple.sessions.p1)
    const own = await person.open()
    const scene = await until(own, hasEpochs(1))
    expect(scene.names).toEqual({ own: 'Ada', partner: 'Benedikt' })
    expect(scene.told.filter(({ entry }) => entry.by !== 'haven').every(({ state }) => state === 'open')).toBe(true)
    expect(scene.told.find(({ entry }) => entry.act.type === 'spoke')?.words).toEqual({ title: 'the corridor' })
    await own.settled(await own.act({ type: 'finished' }))
    const { entry } = (
      await until(couple.sessions.p2, ({ told }) => told.at(-1)?.entry.act.type === 'finished')
    ).told.at(-1)!
    expect(entry).toMatchObject({ by: 'p1', epoch: 2 })
  })

  it('is told to both, is vouched for by the device that gave the link, and puts nobody out', async () => {
    const { server, sessions, own } = await added()
    const [joined, endorsed] = server.entries.slice(-3)
    expect(joined).toMatchObject({ act: { type: 'joined', seat: 'p1', from: 'p1' } })
    expect(endorsed).toMatchObject({ by: 'p1', act: { type: 'endorsed' } })
    for (const session of [sessions.p1, sessions.p2, own])
      expect([session.get().phase, isTrusted(session.get())]).toEqual(['open', true])
  })

  it('reads what the seat keeps for itself alone, and the other partner hears nothing of that', async () => {
    const { sessions, own, server } = await added()
    await until(own, ({ line }) => line === 'up')
    const words = { item: 'a', value: 'mine' }
    const kept = await sessions.p1.act({ type: 'kept' }, words, 'private:p1')
    expect(await sessions.p1.settled(kept)).toBe('stored')
    const scene = await until(own, ({ threads }) => threads['private:p1']?.length === 1)
    expect(scene.threads['private:p1']).toMatchObject([{ state: 'open', words: { value: 'mine' } }])
    expect(server.logs.get('private:p1')!.shares).toHaveLength(2)
    expect(JSON.stringify(server.told.get('p2'))).not.toContain('private:p1')
  })

  it('either device acts, and what the other sent into the same moment comes back with its words', async () => {
    const { sessions, own, clock, server } = await added()
    await own.settled(await own.act(spoke, { title: 'from the second' }))
    await until(sessions.p1, ({ told }) => told.at(-1)?.entry.act.type === 'spoke')
    await sessions.p1.settled(await sessions.p1.act({ type: 'finished' }))
    await until(own, ({ told }) => told.at(-1)?.entry.act.type === 'finished')
    server.refuse.push({ code: 'stale-step' })
    const late = await own.act({ type: 'parked' }, { title: 'both at once' })
    clock.advance(1_000)
    expect(await own.settled(late)).toMatchObject({ code: 'stale-step', words: { title: 'both at once' } })
    expect([own.get().phase, sessions.p1.get().phase]).toEqual(['open', 'open'])
  })

  it('P3 a link that is asked for before the log-in is not sent', async () => {
    const { server, clock, p1 } = await newCouple()
    const { connect } = p1.parts
    const sent: string[] = []
    const silent = {
      readyState: 1,
      send: (data: string) => void sent.push(data),
      close: () => {},
      addEventListener: () => {},
    }
    let isSilent = false
    p1.parts.connect = (url, protocols) => (isSilent ? silent : connect(url, protocols))
    const one = await p1.open()
    await until(one, isOpen)
    isSilent = true
    server.cut(1012, 'p1')
    clock.advance(3_000)
    await expect(one.readmit('p1')).rejects.toThrow('no such link')
    expect(sent).toEqual([])
  })

  it('a second one can be added by the first that was added, and all three are believed by all', async () => {
    const couple = await added()
    const { person } = await more(couple, couple.own)
    const third = await person.open()
    await allIn([third, couple.own, couple.sessions.p1, couple.sessions.p2], hasEpochs(2))
    expect(membersOf(couple.sessions.p1.get()).map(({ seat }) => seat)).toEqual(['p1', 'p2', 'p1', 'p1'])
    await third.settled(await third.act(spoke, { title: 'a third' }))
    const scene = await until(couple.sessions.p1, ({ told }) => told.at(-1)?.entry.act.type === 'spoke')
    expect(scene.told.at(-1)).toMatchObject({ state: 'open', words: { title: 'a third' } })
  })

  it('a partner whose link was for an empty seat is believed by the second device too', async () => {
    const { server, link, p2, one, own } = await twoAlone()
    while (server.heard.every(frame => !(frame.type === 'invite' && frame.again))) await new Promise(setImmediate)
    await joinTalk(p2.parts, link, { name: 'Ben', own: true })
    const two = await p2.open()
    await allIn([one, own, two], ({ phase, told }) => phase === 'open' && told.length >= 6)
    await two.settled(await two.act({ type: 'readied' }))
    const scene = await until(own, ({ told }) => told.some(({ entry }) => entry.act.type === 'readied'))
    expect(scene.phase).toBe('open')
    expect(two.get().told.every(({ state }) => state === 'open')).toBe(true)
  })

  it('with a therapist: whispers of that partner are read on both devices', async () => {
    const trio = await openTrio()
    const { p1, therapist } = trio.sessions
    const { person } = await more(trio, p1)
    const own = await person.open()
    await allIn([own, p1, therapist], hasEpochs(1))
    expect(own.get()).toMatchObject({ policy: 'limited-secrets', mayWhisper: true })
    await therapist.settled(await therapist.act({ type: 'whispered' }, { text: 'to Ada' }, 'whisper:p1'))
    for (const session of [own, p1])
      await until(session, ({ threads }) => threads['whisper:p1']?.at(-1)?.state === 'open')
    expect(Object.keys((await ringOf(trio, person)).secrets).sort()).toEqual(['private:p1', 'room', 'whisper:p1'])
  })
})

describe('P44 a lost device where the therapist who began was sent away', () => {
  const lost = async (giver: 'p1' | 'p2', seat: Partner) => {
    const trio = await openTrio()
    const { [giver]: session } = trio.sessions
    await session.settled(await session.act({ type: 'withdrew', kind: 'therapist' }))
    const link = await session.readmit(seat)
    const person = newPerson(seat, trio.server, trio.clock)
    const answer = await joinTalk(person.parts, link, { name: 'Again', own: true })
    return { ...trio, session, answer, back: await person.open() }
  }

  it.each([
    ['p2', 'p1'],
    ['p1', 'p2'],
  ] as const)('%s gives the link: the new device of %s is vouched for, reads and acts', async (giver, seat) => {
    const { sessions, session, answer, back } = await lost(giver, seat)
    expect(answer.kind).toBe('joined')
    await allIn([session, back], scene => isOpen(scene) && isVouched(scene))
    expect((await until(sessions[seat], isStopped)).trouble).toEqual({ kind: 'removed' })
    expect(back.get().told.find(({ entry }) => entry.act.type === 'withdrew')).toMatchObject({ state: 'open' })
    expect(await back.settled(await back.act({ type: 'readied' }))).toBe('stored')
    const heard = await until(session, ({ told }) => told.at(-1)?.entry.act.type === 'readied')
    expect(heard.told.at(-1)).toMatchObject({ entry: { by: seat }, state: 'open' })
    expect(await back.settled(await back.act({ type: 'kept' }, { item: 'a', value: 'b' }, `private:${seat}`))).toBe(
      'stored',
    )
  })
})

describe('P41 a device that its own seat let out', () => {
  it('has nothing any more, and reads nothing that is said after', async () => {
    const { server, sessions, own, person } = await added()
    const { device } = await ringOf({ server }, person)
    const ring = await ringOf({ server }, person)
    await sessions.p1.settled(await sessions.p1.act({ type: 'removed', device: device.id }))
    expect((await until(own, isStopped)).trouble).toEqual({ kind: 'removed' })
    expect(await ringOf({ server }, person)).toBeUndefined()
    await allIn([sessions.p1, sessions.p2], hasEpochs(2))
    await sessions.p1.settled(await sessions.p1.act(spoke, { title: 'after' }))
    expect(server.entries.at(-1)).toMatchObject({ epoch: 3 })
    expect(server.wraps.filter(({ to, epoch }) => to === device.id && epoch === 3)).toEqual([])
    expect(ring.secrets.room?.[3]).toBeUndefined()
  })
})

describe('P41 a link for an empty seat, whose giver is out', () => {
  it('opens nothing; the other device gives one, by which all are believed', async () => {
    const { server, clock, link, p1, p2, one, own } = await twoAlone()
    expect(own.get().invites).toEqual({})
    const first = (await ringOf({ server }, p1)).device.id
    expect(await own.settled(await own.act({ type: 'removed', device: first }))).toBe('stored')
    await until(one, isStopped)
    expect(await joinTalk(p2.parts, link, { name: 'Ben', own: true })).toEqual({ kind: 'expired' })
    const fresh = await own.renewInvite()
    expect(own.get().invites.p2).toEqual({ state: 'open', link: fresh, triedAgain: 0 })
    clock.advance(1_000)
    await until(own, hasEpochs(2))
    expect((await joinTalk(p2.parts, fresh, { name: 'Ben', own: true })).kind).toBe('joined')
    const two = await p2.open()
    await until(two, isOpen)
    await two.settled(await two.act({ type: 'readied' }))
    const scene = await until(own, ({ told }) => told.some(({ entry }) => entry.act.type === 'readied'))
    expect([scene.phase, scene.invites.p2?.state]).toEqual(['open', 'claimed'])
    expect(two.get().phase).toBe('open')
  })
})

describe('P41 a link for an empty seat, where the therapist who began was sent away', () => {
  it('is given by the partner who is there, and all are believed', async () => {
    const { server, clock, p1, p2, links } = await newTrio({}, ['p1'])
    const one = await p1.open()
    await until(one, isOpen)
    await one.settled(await one.act({ type: 'withdrew', kind: 'therapist' }))
    clock.advance(1_000)
    await until(one, hasEpochs(1))
    expect((await joinTalk(p2.parts, links.p2, { name: 'Ben', own: true })).kind).toBe('expired')
    expect((await joinTalk(p2.parts, await one.renewInvite(), { name: 'Ben', own: true })).kind).toBe('joined')
    const two = await p2.open()
    await until(two, ({ told }) => told.length >= 6)
    clock.advance(1_000)
    await allIn([one, two], hasEpochs(2))
    expect(await two.settled(await two.act({ type: 'readied' }))).toBe('stored')
    const heard = await until(one, ({ told }) => told.at(-1)?.entry.act.type === 'readied')
    expect(heard.told.at(-1)).toMatchObject({ state: 'open' })
    const kept = await two.act({ type: 'kept' }, { item: 'a', value: 'b' }, 'private:p2')
    expect([await two.settled(kept), server.logs.get('private:p2')!.entries.length > 0]).toEqual(['stored', true])
  })
})

describe('what a server or a hand-made link may not do', () => {
  const keysOf = ({ device }: Ring) => ({ agreePub: toText(device.agreePub), signPub: toText(device.signPub) })
  /** A device of the server's own, which never had a link. */
  const stranger = async ({ server, clock }: Couple, seat: Partner) => {
    const other = await newCouple()
    const { device, ...rest } = (await other.p1.keyring.read({ session: other.server.session, seat: 'p1' })) as Ring
    return { act: { type: 'joined', seat, device: device.id, ...keysOf({ device, ...rest }) } as const, server, clock }
  }
  const say = ({ server }: Couple, act: object) => {
    const entry = { seq: server.entries.length + 1, at: 1, by: 'haven', epoch: 1, act } as Entry
    server.say({ type: 'entries', channel: 'room', entries: [entry] })
  }

  it('say that a device of one’s own came: whoever is alone in a seat knows every link of it', async () => {
    const couple = await both()
    const { act } = await stranger(couple, 'p1')
    say(couple, { ...act, from: 'p1', joinMac: toText(random(32)) })
    expect((await until(couple.sessions.p1, isStopped)).trouble).toEqual({ kind: 'join' })
  })

  it('with several devices it may say so, and nothing of that device is taken or wrapped to it', async () => {
    const couple = await added()
    const { act } = await stranger(couple, 'p1')
    const before = couple.server.wraps.length
    const entry = { seq: couple.server.entries.length + 1, at: 1, by: 'haven', epoch: 2, act: { ...act, from: 'p1' } }
    couple.server.say({ type: 'entries', channel: 'room', entries: [entry] })
    const isThere = ({ told }: Scene) => told.at(-1)?.entry.seq === entry.seq
    await allIn([couple.sessions.p1, couple.own, couple.sessions.p2], isThere)
    couple.clock.advance(5_000)
    await aWhile(await ringOf(couple, couple.person))
    const members = membersOf(couple.sessions.p1.get())
    expect(members.at(-1)).toMatchObject({ device: act.device })
    expect(members.at(-1)).not.toHaveProperty('trusted')
    expect(
      couple.server.heard.some(frame => frame.type === 'propose' && JSON.stringify(frame).includes(act.device)),
    ).toBe(false)
    expect(couple.server.wraps).toHaveLength(before)
  })

  it('a link that says it is one’s own, and is the other partner’s, opens nothing', async () => {
    const { server, clock, sessions } = await both()
    const link = await sessions.p2.readmit('p1')
    expect(link).toContain('#1.')
    const person = newPerson('p1', server, clock)
    expect(await joinTalk(person.parts, link.replace('#1.', '#2.'), { name: '', own: true })).toEqual({
      kind: 'broken',
    })
    expect(await person.parts.keyrings.own.list()).toMatchObject([{ joining: true, secrets: {} }])
  })

  it('an own link that says it is anybody’s opens nothing either', async () => {
    const { server, clock, sessions } = await both()
    const link = await sessions.p1.readmit('p1')
    const person = newPerson('p1', server, clock)
    expect(await joinTalk(person.parts, link.replace('#2.', '#1.'), { name: '', own: true })).toEqual({
      kind: 'broken',
    })
  })

  it('have the keys of an empty seat for a device of its own: nothing is wrapped to who never sealed a word', async () => {
    const { server, clock, p1, link, ...rest } = await newCouple({ isJoined: false })
    const one = await p1.open()
    await until(one, isOpen)
    const { person } = await more({ server, clock }, one)
    const own = await person.open()
    await allIn([one, own], hasEpochs(1))
    const { act } = await stranger({ server, clock, p1, link, ...rest }, 'p2')
    const entry = { seq: server.entries.length + 1, at: 1, by: 'haven', epoch: 2, act }
    server.say({ type: 'entries', channel: 'room', entries: [entry] })
    expect((await until(one, isStopped)).trouble).toEqual({ kind: 'join' })
    await until(own, ({ told }) => told.at(-1)?.entry.seq === entry.seq)
    const said = own.act({ type: 'readied' }).catch(() => 'over')
    clock.advance(5_000)
    await aWhile(await ringOf({ server }, person))
    expect(
      server.heard.filter(frame => frame.type === 'wrap' && frame.wraps.some(({ to }) => to === act.device)),
    ).toEqual([])
    own.close()
    await said
  })

  it('an id of a talk that is not there is no link', async () => {
    const { server, clock, sessions } = await both()
    const link = await sessions.p1.readmit('p1')
    const person = newPerson('p1', server, clock)
    const other = link.replace(/[^.]+$/, newId())
    expect(await joinTalk(person.parts, other, { name: '', own: true })).toEqual({ kind: 'unknown' })
  })
})
