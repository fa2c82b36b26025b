import type { Act } from '@haven/shared/acts.ts'
import { placeOf } from '@haven/shared/replay.ts'
import { CLOSE } from '@haven/shared/wire.ts'
import { describe, expect, it } from 'vitest'
import { newDevice } from '../seal/device.ts'
import { newId, random, toText } from '../seal/keys.ts'
import type { Session } from './scene.ts'
import { openSession } from './session.ts'
import { joinTalk } from './talks.ts'
import { type Couple, hasTold, isOpen, isStopped, newCouple, tell, TO_MAP_NAME, until } from './testing/couple.ts'

const readied: Act = { type: 'readied' }
const spoke: Act = { type: 'spoke', aloud: false }

const bothOpen = async (lines = TO_MAP_NAME) => {
  const couple = await newCouple()
  const sessions = { p1: await couple.p1.open(), p2: await couple.p2.open() }
  await Promise.all([until(sessions.p1, isOpen), until(sessions.p2, isOpen)])
  await tell(sessions, lines)
  return { ...couple, one: sessions.p1, two: sessions.p2, sessions }
}
const ringOf = ({ server, p1 }: Couple) => p1.keyring.read({ session: server.session, seat: 'p1' })
const proposals = ({ server }: Couple) => server.heard.filter(frame => frame.type === 'propose')
const stepOf = (session: Session) => placeOf(session.get().snapshot!)
/** Lets what is under way go on, key work included. */
const aWhile = () => new Promise(setImmediate)
/** Cuts the line and waits until it is up again. */
const cutAndBack = async ({ server, clock }: Couple, session: Session) => {
  server.cut(1012, session.get().seat)
  clock.advance(3_000)
  await until(session, ({ line }) => line === 'up')
}

describe('two devices', () => {
  it('tell each other what was said, and know each other by name', async () => {
    const { one, two, sessions } = await bothOpen()
    await tell(sessions, [['p1', spoke, { title: 'the corridor' }]])
    expect(two.get().told.at(-1)).toMatchObject({ state: 'open', words: { title: 'the corridor' } })
    expect(JSON.stringify(one.get().told)).toBe(JSON.stringify(two.get().told))
    expect(two.get().snapshots).toHaveLength(two.get().told.length)
    expect([one.get().names, two.get().names]).toEqual([
      { own: 'Ada', partner: 'Benedikt' },
      { own: 'Benedikt', partner: 'Ada' },
    ])
    expect(one.get().present).toEqual(['p1', 'p2'])
    expect(one.get().opened).toMatchObject({ setting: 'apart', keepDays: 30 })
  })

  it('name the group of their talk when they ask for a socket, and no more of it than a letter', async () => {
    const { p1, p2 } = await newCouple()
    const asked: string[] = []
    for (const one of [p1, p2]) {
      const { connect } = one.parts
      one.parts.connect = (url, protocols) => {
        asked.push(new URL(url).search)
        return connect(url, protocols)
      }
    }
    const { session } = (await p1.open()).get()
    await p2.open()
    expect(asked).toEqual([`?at=${session[0]}`, `?at=${session[0]}`])
  })

  it('the server hears no word and no name', async () => {
    const couple = await bothOpen()
    await tell(couple.sessions, [['p1', spoke, { title: 'the corridor' }]])
    const said = JSON.stringify([couple.server.heard, couple.server.entries])
    for (const hidden of ['corridor', 'Ada', 'Benedikt']) expect(said).not.toContain(hidden)
  })

  it('scenes are new when something changed and the same when nothing did', async () => {
    const { one, server } = await bothOpen([])
    await until(one, ({ present }) => present.length === 2)
    const before = one.get()
    let calls = 0
    const unsubscribe = one.subscribe(() => (calls += 1))
    server.say({ type: 'pong', n: 1, now: 0 })
    await one.draft.write('a', 'b')
    expect([one.get(), calls]).toEqual([before, 0])
    await one.act(readied)
    await until(one, hasTold(4))
    expect(one.get()).not.toBe(before)
    expect(before.told).toHaveLength(3)
    unsubscribe()
  })

  it('a device without a ring has no session', async () => {
    const { p1 } = await newCouple()
    expect(await openSession(p1.parts, newId())).toBeUndefined()
    expect(await openSession(p1.parts, (await p1.open()).get().session, 'p2')).toBeUndefined()
  })
})

describe('C2 C6 C7 an act', () => {
  it('C6 is on its way until its entry comes, and moves nothing before', async () => {
    const couple = await bothOpen()
    couple.server.mute = 1
    const mid = await couple.one.act(spoke, { title: 'the corridor' })
    expect(couple.one.get()).toMatchObject({ pending: [{ mid, step: 'map.name', words: { title: 'the corridor' } }] })
    expect(couple.one.get().told).toHaveLength(13)
    await cutAndBack(couple, couple.one)
    expect(await couple.one.settled(mid)).toBe('stored')
    expect(couple.one.get().pending).toEqual([])
  })

  it('C2 C7 is kept first, and the same bytes go out after a reload', async () => {
    const couple = await bothOpen()
    couple.server.mute = 1
    const mid = await couple.one.act(spoke, { title: 'the corridor' })
    expect((await ringOf(couple))?.outbox).toMatchObject([{ frame: { mid } }])
    couple.one.close()
    const again = await couple.p1.open()
    expect(again.get().pending).toMatchObject([{ mid, words: { title: 'the corridor' } }])
    await until(again, ({ told }) => told.length === 14)
    const [first, second] = proposals(couple).filter(frame => frame.mid === mid)
    expect(second).toEqual(first)
    while ((await ringOf(couple))?.outbox.length !== 0) await aWhile()
  })

  it('C7 that arrived before the line was lost is not sent again', async () => {
    const couple = await bothOpen()
    await couple.one.act(spoke, { title: 'a' })
    await until(couple.two, hasTold(14))
    await cutAndBack(couple, couple.one)
    await couple.one.settled((await couple.one.act({ type: 'finished' })) satisfies string)
    expect(couple.server.entries).toHaveLength(15)
    expect(new Set(proposals(couple).map(({ mid }) => mid)).size).toBe(proposals(couple).length)
  })

  it('C7 told to come later comes later, the same', async () => {
    const couple = await bothOpen()
    couple.server.refuse.push({ code: 'slow-down', waitMs: 700 })
    const mid = await couple.one.act(spoke, { title: 'a' })
    const stored = couple.one.settled(mid)
    while (!couple.clock.waits().includes(700)) await aWhile()
    couple.clock.advance(700)
    expect(await stored).toBe('stored')
  })

  it('C7 refused for good comes back with its words, until dismissed', async () => {
    const couple = await bothOpen()
    couple.server.refuse.push({ code: 'not-your-turn' })
    const mid = await couple.one.act(spoke, { title: 'the corridor' })
    expect(await couple.one.settled(mid)).toMatchObject({ code: 'not-your-turn', words: { title: 'the corridor' } })
    expect(couple.one.get()).toMatchObject({ pending: [], returned: { mid } })
    expect((await ringOf(couple))?.returned).toMatchObject([{ mid }])
    couple.one.dismissReturned()
    expect(couple.one.get().returned).toBeUndefined()
    while ((await ringOf(couple))?.returned.length !== 0) await aWhile()
  })

  it.each(['stale-base', 'old-epoch'] as const)('C7 %s: sealed again where the room still stands', async code => {
    const couple = await bothOpen()
    couple.server.refuse.push({ code })
    const mid = await couple.one.act(spoke, { title: 'the corridor' })
    expect(await couple.one.settled(mid)).toBe('stored')
    await until(couple.two, hasTold(14))
    const [first, second] = proposals(couple).slice(-2)
    expect(second?.mid).not.toBe(first?.mid)
    expect(couple.two.get().told.at(-1)).toMatchObject({ words: { title: 'the corridor' } })
  })

  it('C7 stale where the room has moved on comes back', async () => {
    const couple = await bothOpen()
    couple.server.mute = 1
    const mid = await couple.one.act({ type: 'parked' }, { title: 'mine' })
    couple.server.cut(1012, 'p1')
    await couple.two.act({ type: 'paused', minutes: 5 })
    await until(couple.two, hasTold(14))
    couple.server.refuse.push({ code: 'stale-base' })
    couple.clock.advance(3_000)
    expect(await couple.one.settled(mid)).toMatchObject({ code: 'stale-base', words: { title: 'mine' } })
    expect(stepOf(couple.one)).toBe('over.pause')
  })

  it('C2 is not promised by a session that was closed while it was being sealed', async () => {
    const couple = await bothOpen()
    const acting = couple.one.act(spoke, { title: 'the corridor' })
    await Promise.resolve()
    couple.one.close()
    await expect(acting).rejects.toThrow('over')
    expect((await ringOf(couple))?.outbox).toEqual([])
  })

  it('is refused here when its words are too long, and while nothing is open', async () => {
    const couple = await bothOpen()
    await expect(couple.one.act(spoke, { title: 'x'.repeat(8001) })).rejects.toThrow(RangeError)
    expect(couple.one.get().pending).toEqual([])
    couple.one.close()
    await expect(couple.one.act(spoke, { title: 'a' })).rejects.toThrow('over')
    await expect((await couple.p1.open()).act(readied)).rejects.toThrow('open')
  })
})

describe('C6 one scene', () => {
  it('C6 never has an act both on its way and said, nor neither', async () => {
    const couple = await bothOpen()
    const seen: number[] = []
    couple.one.subscribe(() => {
      const { pending, told } = couple.one.get()
      seen.push(pending.length + told.length)
    })
    const mid = await couple.one.act(spoke, { title: 'a' })
    await couple.one.settled(mid)
    expect(new Set(seen)).toEqual(new Set([14]))
  })
})

describe('C5 C10 C11 C12 a stop', () => {
  it('C5 a refusal for a fork stops the story and gives the words back', async () => {
    const couple = await bothOpen()
    couple.server.refuse.push({ code: 'fork' })
    await couple.one.act(spoke, { title: 'mine' })
    const scene = await until(couple.one, isStopped)
    expect(scene).toMatchObject({ trouble: { kind: 'story', why: 'fork' }, returned: { words: { title: 'mine' } } })
    await expect(couple.one.act(spoke)).rejects.toThrow('over')
  })

  it('C5 a false entry is never told, and what is on its way is kept', async () => {
    const couple = await bothOpen()
    couple.server.mute = 1
    await couple.one.act(spoke, { title: 'mine' })
    const last = couple.server.entries.at(-1)!
    couple.server.say({ type: 'entries', channel: 'room', entries: [{ ...last, seq: 14, mid: newId() }] }, 'p1')
    const scene = await until(couple.one, isStopped)
    expect(scene.told).toHaveLength(13)
    expect(scene.pending).toMatchObject([{ words: { title: 'mine' } }])
    expect((await ringOf(couple))?.outbox).toHaveLength(1)
  })

  it.each([
    ['an unknown frame', { type: 'hologram' }],
    [
      'an unknown act',
      { type: 'entries', channel: 'room', entries: [{ seq: 14, at: 1, epoch: 1, by: 'haven', act: { type: 'sang' } }] },
    ],
    [
      'a channel nobody gave it',
      {
        type: 'entries',
        channel: 'notes',
        entries: [
          {
            seq: 1,
            at: 1,
            epoch: 1,
            by: 'haven',
            act: { type: 'opened', script: 1, mode: 'couple', setting: 'apart', therapist: false, keepDays: 1 },
          },
        ],
      },
    ],
  ])('C10 %s is never skipped', async (_, frame) => {
    const couple = await bothOpen([])
    couple.server.say(frame, 'p1')
    expect((await until(couple.one, isStopped)).trouble).toEqual({ kind: 'version' })
  })

  it('C10 what came before an unknown act in the same history can be read', async () => {
    const couple = await bothOpen()
    couple.one.close()
    const truth = couple.server.entries
    couple.server.entries = truth.with(11, { ...truth[11]!, act: { type: 'sang' } as never })
    const again = await couple.p1.open()
    expect(await until(again, isStopped)).toMatchObject({
      trouble: { kind: 'version' },
      told: truth.slice(0, 11).map(entry => ({ entry, state: 'open' })),
    })
  })

  it('C10 an unknown script', async () => {
    const couple = await newCouple()
    couple.server.lie = { script: 2 }
    const one = await couple.p1.open()
    expect((await until(one, isStopped)).trouble).toEqual({ kind: 'version' })
  })

  it('C11 F4 a tail cut off while this device was away', async () => {
    const couple = await bothOpen()
    couple.one.close()
    couple.server.entries = couple.server.entries.slice(0, -2)
    couple.server.hashes = couple.server.hashes.slice(0, -2)
    const again = await couple.p1.open()
    expect(await until(again, isStopped)).toMatchObject({
      phase: 'stopped',
      trouble: { kind: 'story', why: 'head' },
      told: couple.server.entries.map(entry => ({ entry, state: 'open' })),
    })
    await expect(again.act(spoke)).rejects.toThrow('over')
  })

  it('C11 the verified head is kept', async () => {
    const couple = await bothOpen()
    const seq = couple.server.entries.length
    expect((await ringOf(couple))?.heads?.room).toEqual({ seq, hash: toText(couple.server.hashes[seq]!) })
  })

  it('C12 erased: ring and drafts are gone before it is said, and nothing brings them back', async () => {
    const couple = await bothOpen()
    const name = { session: couple.server.session, seat: 'p1' } as const
    await couple.one.draft.write('map.name', 'half a line')
    const gone: unknown[] = []
    couple.one.subscribe(async () => {
      if (couple.one.get().phase === 'stopped') gone.push(await couple.p1.keyring.read(name))
    })
    couple.one.forget('session')
    couple.two.forget('session')
    expect((await until(couple.one, isStopped)).trouble).toEqual({ kind: 'erased' })
    await couple.one.draft.write('map.name', 'late')
    expect(new Set(gone)).toEqual(new Set([undefined]))
    expect(await couple.p1.keyring.read(name)).toBeUndefined()
    expect(await couple.p1.keyring.readDrafts(name)).toEqual({})
  })

  it.each([
    [CLOSE.otherTab, 'otherTab'],
    [CLOSE.loginRefused, 'login'],
    [CLOSE.malformed, 'malformed'],
    [CLOSE.protocol, 'version'],
  ])('a close with %i is told as %s, with the ring kept', async (code, kind) => {
    const couple = await bothOpen([])
    couple.server.cut(code, 'p1')
    expect((await until(couple.one, isStopped)).trouble).toEqual({ kind })
    expect(await ringOf(couple)).toBeDefined()
  })
})

describe('the other seat', () => {
  it('is believed for the MAC of the link, once for all, and the secret is let go', async () => {
    const couple = await newCouple({ isJoined: false })
    const one = await couple.p1.open()
    expect(await until(one, ({ invites }) => invites.p2 !== undefined)).toMatchObject({
      invites: { p2: { state: 'open', link: couple.link } },
    })
    await joinTalk(couple.p2.parts, couple.link, { name: 'Ben', own: true })
    const scene = await until(one, ({ invites }) => invites.p2?.state === 'claimed')
    expect(scene.invites.p2).toEqual({ state: 'claimed', triedAgain: 0 })
    const ring = await ringOf(couple)
    const theirs = await couple.p2.keyring.read({ session: couple.server.session, seat: 'p2' })
    expect(ring).toMatchObject({ invites: [], accepted: [theirs?.device.id] })
    one.close()
    expect((await until(await couple.p1.open(), isOpen)).told).toHaveLength(3)
  })

  it.each([
    ['no MAC', {}],
    ['a MAC of another secret', { joinMac: toText(random(32)) }],
  ])('is not believed with %s', async (_, proof) => {
    const couple = await newCouple({ isJoined: false })
    const one = await couple.p1.open()
    await until(one, isOpen)
    const { id, agreePub, signPub } = await newDevice()
    const keys = { device: id, agreePub: toText(agreePub), signPub: toText(signPub) }
    const act = { type: 'joined', seat: 'p2', ...keys, ...proof }
    couple.server.say({ type: 'entries', channel: 'room', entries: [{ seq: 3, at: 1, epoch: 1, by: 'haven', act }] })
    const scene = await until(one, isStopped)
    expect([scene.trouble, scene.told.length]).toEqual([{ kind: 'join' }, 0])
  })

  it('gets a new link once the server has it, and the old one is dead then', async () => {
    const couple = await newCouple({ isJoined: false })
    const one = await couple.p1.open()
    await until(one, isOpen)
    const link = await one.renewInvite()
    expect(link).not.toBe(couple.link)
    expect(one.get().invites.p2).toEqual({ link, state: 'open', triedAgain: 0 })
    expect((await ringOf(couple))?.invites).toHaveLength(1)
    expect(await joinTalk(couple.p2.parts, couple.link, { name: 'Ben', own: true })).toEqual({ kind: 'unknown' })
    expect(await joinTalk(couple.p2.parts, link, { name: 'Ben', own: true })).toMatchObject({ kind: 'joined' })
    await until(one, ({ invites }) => invites.p2?.state === 'claimed')
  })

  it('a new link asked for without a line is asked for again with the next one', async () => {
    const couple = await newCouple({ isJoined: false })
    const one = await couple.p1.open()
    await until(one, isOpen)
    couple.server.cut(1012)
    const link = one.renewInvite()
    while ((await ringOf(couple))?.invites.length !== 2) await aWhile()
    await aWhile()
    couple.clock.advance(3_000)
    expect(await link).toMatch(/#1\./)
  })
})

describe('the line', () => {
  it('C3 goes on where it was, without a gap or a repeat', async () => {
    const couple = await bothOpen()
    couple.server.cut(1012, 'p1')
    await tell({ p1: couple.two, p2: couple.two }, [['p2', { type: 'paused', minutes: 5 }]])
    couple.clock.advance(3_000)
    await until(couple.one, hasTold(14))
    const hello = couple.server.heard.findLast(frame => frame.type === 'hello')
    expect(hello).toMatchObject({ since: { room: 13 } })
    expect(stepOf(couple.one)).toBe('over.pause')
  })

  it('a frame of a lost line is not answered on the next', async () => {
    const couple = await newCouple()
    const one = await couple.p1.open()
    queueMicrotask(() => couple.server.cut(1012))
    while (!couple.clock.waits().includes(500)) await aWhile()
    couple.clock.advance(500)
    await until(one, isOpen)
    expect(couple.server.heard.filter(({ type }) => type === 'hello')).toHaveLength(1)
  })

  it('C9 says so after 2 s, and who is there is not known then', async () => {
    const couple = await bothOpen([])
    couple.server.cut(1012, 'p1')
    couple.clock.advance(1_999)
    expect(couple.one.get().line).toBe('up')
    couple.clock.advance(1)
    expect(couple.one.get()).toMatchObject({ line: 'reconnecting', present: [], phase: 'open' })
  })

  it('a wish to forget is said again until it was heard, and may be taken back', async () => {
    const couple = await bothOpen([])
    couple.server.cut(1012, 'p1')
    couple.one.forget('session')
    couple.clock.advance(3_000)
    expect((await until(couple.two, ({ forgetting }) => forgetting.seats.length === 1)).forgetting.seats).toEqual([
      'p1',
    ])
    await until(couple.one, ({ forgetting }) => forgetting.seats.length === 1)
    couple.one.forget('never-mind')
    await until(couple.two, ({ forgetting }) => forgetting.seats.length === 0)
  })
})

describe('going', () => {
  it('close is quiet and keeps the ring; drafts are there again', async () => {
    const couple = await bothOpen([])
    await couple.one.draft.write('map.name', 'half a line')
    couple.one.close()
    await until(couple.two, ({ present }) => present.length === 1)
    const again = await couple.p1.open()
    expect(await again.draft.read('map.name')).toBe('half a line')
    await again.draft.write('map.name', undefined)
    expect(await again.draft.read('map.name')).toBeUndefined()
  })

  it('leave takes the keys along on a shared device, and leaves them on an own one', async () => {
    for (const form of ['own', 'shared'] as const) {
      const couple = await bothOpen([])
      const name = { session: couple.server.session, seat: 'p1' } as const
      const { keyrings } = couple.p1.parts
      if (form === 'shared') await keyrings.shared.write((await keyrings.own.read(name))!)
      const one = await couple.p1.open()
      const heard = couple.server.heard.length
      one.leave()
      expect(couple.server.heard.slice(heard).filter(({ type }) => type !== 'hello')).toEqual([])
      expect(await keyrings.shared.read(name)).toBeUndefined()
      expect(await keyrings.own.read(name)).toBeDefined()
    }
  })
})
