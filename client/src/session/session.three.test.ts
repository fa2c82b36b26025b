import type { Act } from '@haven/shared/acts.ts'
import type { SideChannel } from '@haven/shared/channels.ts'
import type { Seat } from '@haven/shared/steps.ts'
import { CLOSE } from '@haven/shared/wire.ts'
import { describe, expect, it } from 'vitest'
import { newDevice } from '../seal/device.ts'
import { random, toText } from '../seal/keys.ts'
import { forgetHere } from './holding.ts'
import type { Scene, Session, Words } from './scene.ts'
import { isOpen, isStopped, TO_MAP_NAME, until } from './testing/couple.ts'
import { allOf, newTrio, openTrio, type OpenTrio, tellAll } from './testing/trio.ts'

const whispered = { type: 'whispered' } as const
const aWhile = () => new Promise(setImmediate)
const wordsIn = ({ threads }: Scene, channel: SideChannel) => threads[channel]?.map(({ words }) => words)
const hears = (channel: SideChannel, count: number) => (scene: Scene) => threadOf(scene, channel).length >= count
const threadOf = ({ threads }: Scene, channel: SideChannel) => threads[channel] ?? []
const cutAndBack = async ({ server, clock }: OpenTrio, session: Session) => {
  server.cut(1012, session.get().seat)
  clock.advance(3_000)
  await until(session, ({ line }) => line === 'up')
}

/** Consent of three, with the names they go by. */
const CONSENT: readonly (readonly [Seat, Act, Words?])[] = [
  ...TO_MAP_NAME.slice(0, 4),
  ['p1', { type: 'agreed', wording: '-', kinds: 'use keep therapist' }, { name: 'Adele' }],
  ['p2', { type: 'agreed', wording: '-', kinds: 'use keep therapist' }, { name: 'Benedikt' }],
  ['therapist', { type: 'agreed', wording: '-', kinds: 'use keep therapist' }, { name: 'Tove Lind' }],
]

describe('a whisper', () => {
  it('goes both ways between one partner and the therapist, and to nobody else', async () => {
    const { sessions, server } = await openTrio()
    const { p1, p2, therapist } = sessions
    await therapist.act(whispered, { text: 'Breathe.' }, 'whisper:p1')
    await until(p1, hears('whisper:p1', 1))
    await p1.act(whispered, { text: 'I am afraid.', link: 'hear.voice' }, 'whisper:p1')
    for (const session of [p1, therapist]) await until(session, hears('whisper:p1', 2))
    const said = [{ text: 'Breathe.' }, { text: 'I am afraid.', link: 'hear.voice' }]
    expect([wordsIn(p1.get(), 'whisper:p1'), wordsIn(therapist.get(), 'whisper:p1')]).toEqual([said, said])
    expect(Object.keys(p2.get().threads).sort()).toEqual(['private:p2', 'whisper:p2'])
    expect(JSON.stringify(p2.get().threads)).toBe('{"whisper:p2":[],"private:p2":[]}')
    expect(JSON.stringify([server.heard, [...server.logs]])).not.toContain('afraid')
  })

  it('P40 leaves no trace in what the other partner is told', async () => {
    const traceOf = async (isWhispered: boolean) => {
      const trio = await openTrio()
      const { p1, therapist } = trio.sessions
      const before = trio.server.told.get('p2')!.length
      if (isWhispered) {
        await therapist.act(whispered, { text: 'Breathe.' }, 'whisper:p1')
        await until(p1, hears('whisper:p1', 1))
        await p1.act(whispered, { text: 'Yes.' }, 'whisper:p1')
        await until(therapist, hears('whisper:p1', 2))
        await therapist.act({ type: 'noted' }, { saw: 'much' }, 'notes')
        await p1.act({ type: 'kept' }, { item: 'closeness', value: 4 }, 'private:p1')
        await until(p1, hears('private:p1', 1))
      }
      await tellAll(trio.sessions, [['p2', { type: 'paused', minutes: 5 }]])
      return trio.server.told
        .get('p2')!
        .slice(before)
        .map(frame => [frame.type, JSON.stringify(frame).length])
    }
    expect(await traceOf(true)).toEqual(await traceOf(false))
  })

  it('may be meant only once the device was endorsed, and while the therapist is there', async () => {
    const { sessions, server } = await openTrio()
    const endorsed = server.entries.flatMap(({ act }) => (act.type === 'endorsed' ? [act] : []))
    expect(endorsed).toHaveLength(2)
    await allOf(sessions, ({ mayWhisper, endorsed: by }) => mayWhisper && by.join() === 'p1,p2')
    await sessions.p2.act({ type: 'withdrew', kind: 'therapist' })
    await until(sessions.p1, ({ mayWhisper }) => !mayWhisper)
    expect(sessions.p1.get().endorsed).toEqual(['p1', 'p2'])
  })

  it('is for nobody where the policy says none', async () => {
    const trio = await openTrio({ policy: 'none' })
    const { p1, therapist } = trio.sessions
    expect([p1.get(), therapist.get()]).toMatchObject([
      { policy: 'none', mayWhisper: false },
      { policy: 'none', mayWhisper: false },
    ])
    await expect(p1.act(whispered, { text: 'a' }, 'whisper:p1')).rejects.toThrow('not open')
    await p1.act({ type: 'kept' }, { item: 'closeness', value: 4, at: 'before' }, 'private:p1')
    await until(p1, hears('private:p1', 1))
  })

  it('is shown as erased once its author took it back, by both', async () => {
    const { p1, therapist } = (await openTrio()).sessions
    await therapist.act(whispered, { text: 'Too much.' }, 'whisper:p1')
    await until(p1, hears('whisper:p1', 1))
    await therapist.act({ type: 'erased', seqs: [1] }, undefined, 'whisper:p1')
    for (const session of [p1, therapist]) {
      const scene = await until(session, hears('whisper:p1', 2))
      expect(threadOf(scene, 'whisper:p1')[0]).toMatchObject({ state: 'erased', entry: { box: null } })
      expect(threadOf(scene, 'whisper:p1')[0]).not.toHaveProperty('words')
    }
  })

  it('that was refused comes back beside the room’s, each to be let go by itself', async () => {
    const { sessions, server } = await openTrio()
    const { p1 } = sessions
    server.refuse.push({ code: 'forbidden' }, { code: 'not-your-turn' })
    const mid = await p1.act(whispered, { text: 'mine' }, 'whisper:p1')
    expect(await p1.settled(mid)).toMatchObject({ code: 'forbidden', channel: 'whisper:p1', words: { text: 'mine' } })
    await p1.settled(await p1.act({ type: 'readied' }))
    expect(p1.get()).toMatchObject({
      sideReturned: { 'whisper:p1': { mid } },
      returned: { act: { type: 'readied' } },
    })
    p1.dismissSideReturned('whisper:p1')
    expect([p1.get().sideReturned, p1.get().returned?.code]).toEqual([{}, 'not-your-turn'])
    p1.dismissReturned()
    expect(p1.get().returned).toBeUndefined()
  })

  it('that was refused is seen whatever was refused before it in another channel, the first of each at a time', async () => {
    const { sessions, server } = await openTrio()
    const { p1 } = sessions
    server.refuse.push(...Array.from({ length: 3 }, () => ({ code: 'forbidden' }) as const))
    const kept = await p1.act({ type: 'kept' }, { item: 'closeness', value: 4 }, 'private:p1')
    const [first, second] = [
      await p1.act(whispered, { text: 'first' }, 'whisper:p1'),
      await p1.act(whispered, { text: 'second' }, 'whisper:p1'),
    ]
    for (const mid of [kept, first, second]) await p1.settled(mid)
    const mids = () => Object.entries(p1.get().sideReturned).map(([channel, { mid }]) => [channel, mid])
    expect(new Map(mids() as [string, string][])).toEqual(
      new Map([
        ['private:p1', kept],
        ['whisper:p1', first],
      ]),
    )
    p1.dismissSideReturned('whisper:p1')
    expect(p1.get().sideReturned['whisper:p1']).toMatchObject({ mid: second })
    p1.dismissSideReturned('private:p1')
    p1.dismissSideReturned('whisper:p1')
    expect(p1.get().sideReturned).toEqual({})
  })

  it('is not put in the room, nor the room’s acts beside it', async () => {
    const { p1 } = (await openTrio()).sessions
    await expect(p1.act(whispered, { text: 'a' })).rejects.toThrow('channel')
    await expect(p1.act({ type: 'readied' }, undefined, 'whisper:p1')).rejects.toThrow('channel')
    await expect(p1.act(whispered, { text: 'a' }, 'notes')).rejects.toThrow('channel')
    await expect(p1.act({ type: 'noted' }, { saw: 'a' }, 'notes')).rejects.toThrow('not open')
  })

  it.each(['stale-base', 'old-epoch'] as const)('C7 %s: is sealed again, wherever the room stands', async code => {
    const { sessions, server } = await openTrio()
    server.refuse.push({ code })
    const mid = await sessions.therapist.act(whispered, { text: 'mine' }, 'whisper:p2')
    expect(await sessions.therapist.settled(mid)).toBe('stored')
    await until(sessions.p2, hears('whisper:p2', 1))
    expect(wordsIn(sessions.p2.get(), 'whisper:p2')).toEqual([{ text: 'mine' }])
  })
})

describe('what each keeps', () => {
  it('notes and private things are read by their author alone, also after a reload', async () => {
    const trio = await openTrio()
    const { p1, p2, therapist } = trio.sessions
    await therapist.act({ type: 'noted' }, { saw: 'she chases', rows: ['1', '2'] }, 'notes')
    await therapist.act({ type: 'bookmarked' }, { kind: 'block', seq: 4 }, 'notes')
    await p1.act({ type: 'kept' }, { item: 'closeness', value: 4, at: 'before' }, 'private:p1')
    await until(therapist, hears('notes', 2))
    await until(p1, hears('private:p1', 1))
    for (const session of [p1, p2, therapist]) session.close()
    const [again, theirs] = [await trio.therapist.open(), await trio.p1.open()]
    await allOf({ p1: theirs, p2: theirs, therapist: again }, isOpen)
    await until(again, hears('notes', 2))
    await until(theirs, hears('private:p1', 1))
    expect(wordsIn(again.get(), 'notes')).toEqual([
      { saw: 'she chases', rows: ['1', '2'] },
      { kind: 'block', seq: 4 },
    ])
    expect(wordsIn(theirs.get(), 'private:p1')).toEqual([{ item: 'closeness', value: 4, at: 'before' }])
    expect(Object.keys(again.get().threads).sort()).toEqual(['notes', 'whisper:p1', 'whisper:p2'])
  })

  it('C11 the verified head of every channel is kept, and a tail cut off beside the room shuts that channel', async () => {
    const trio = await openTrio()
    const { p1, therapist } = trio.sessions
    await therapist.act(whispered, { text: 'one' }, 'whisper:p1')
    await until(p1, hears('whisper:p1', 1))
    const log = trio.server.logs.get('whisper:p1')!
    const name = { session: trio.server.session, seat: 'p1' } as const
    while ((await trio.p1.keyring.read(name))?.heads?.['whisper:p1']?.seq !== 1) await aWhile()
    p1.close()
    log.entries.pop()
    log.hashes.pop()
    const again = await trio.p1.open()
    const scene = await until(again, ({ shut, phase }) => shut.length === 1 && phase === 'open')
    expect([scene.shut, scene.trouble]).toEqual([['whisper:p1'], undefined])
  })
})

describe('the line of three', () => {
  it('C3 a hole beside the room is asked for there alone', async () => {
    const trio = await openTrio()
    const { p1, therapist } = trio.sessions
    await therapist.act(whispered, { text: 'one' }, 'whisper:p1')
    await until(p1, hears('whisper:p1', 1))
    p1.close()
    await therapist.act(whispered, { text: 'two' }, 'whisper:p1')
    await therapist.act(whispered, { text: 'three' }, 'whisper:p1')
    await until(therapist, hears('whisper:p1', 3))
    const log = trio.server.logs.get('whisper:p1')!
    const [one, two, three] = log.entries
    log.entries = [one!]
    const again = await trio.p1.open()
    await until(again, hears('whisper:p1', 1))
    log.entries = [one!, two!, three!]
    trio.server.say({ type: 'entries', channel: 'whisper:p1', entries: [three] }, 'p1')
    await until(again, hears('whisper:p1', 3))
    expect(trio.server.heard.filter(({ type }) => type === 'resume')).toEqual([
      { type: 'resume', since: { 'whisper:p1': 1 } },
    ])
    expect(wordsIn(again.get(), 'whisper:p1')).toEqual([{ text: 'one' }, { text: 'two' }, { text: 'three' }])
  })

  it('C7 acts of several channels go out in the order they were said, and again after a reload, the same bytes', async () => {
    const trio = await openTrio()
    const { p1 } = trio.sessions
    trio.server.mute = 1
    const mids = [
      await p1.act(whispered, { text: 'one' }, 'whisper:p1'),
      await p1.act({ type: 'readied' }),
      await p1.act({ type: 'kept' }, { item: 'a', value: 'b' }, 'private:p1'),
    ]
    expect(p1.get()).toMatchObject({
      pending: [{ mid: mids[1] }],
      sidePending: [
        { mid: mids[0], channel: 'whisper:p1', words: { text: 'one' } },
        { mid: mids[2], channel: 'private:p1' },
      ],
    })
    p1.close()
    const again = await trio.p1.open()
    expect(again.get().sidePending.map(({ mid }) => mid)).toEqual([mids[0], mids[2]])
    await until(again, hears('private:p1', 1))
    await until(again, ({ pending, sidePending }) => pending.length + sidePending.length === 0)
    const sent = trio.server.heard.flatMap(frame =>
      frame.type === 'propose' && mids.includes(frame.mid) ? [frame] : [],
    )
    expect(sent.map(({ mid }) => mid)).toEqual([mids[0], ...mids])
    expect(sent[1]).toEqual(sent[0])
  })

  it('C3 every channel goes on where it was after a lost line', async () => {
    const trio = await openTrio()
    const { p1, therapist } = trio.sessions
    trio.server.cut(1012, 'p1')
    await therapist.act(whispered, { text: 'one' }, 'whisper:p1')
    await until(therapist, hears('whisper:p1', 1))
    trio.clock.advance(3_000)
    await until(p1, hears('whisper:p1', 1))
    const hello = trio.server.heard.findLast(frame => frame.type === 'hello')
    expect(hello).toMatchObject({ since: { 'whisper:p1': 0, 'private:p1': 0 } })
    expect(Object.keys((hello as { since: object }).since).sort()).toEqual(['private:p1', 'room', 'whisper:p1'])
    await cutAndBack(trio, p1)
    expect(threadOf(p1.get(), 'whisper:p1')).toHaveLength(1)
  })

  it('a channel that is missing from the welcome is shut, and the talk goes on', async () => {
    const trio = await newTrio()
    const { seq, hash } = { seq: 4, hash: toText(trio.server.hashes[4]!) }
    trio.server.lie = { heads: { room: { seq, hash } } }
    const p1 = await trio.p1.open()
    const scene = await until(p1, ({ phase }) => phase === 'open')
    expect([scene.shut, scene.trouble]).toEqual([['whisper:p1', 'private:p1'], undefined])
  })

  it('C5 a false entry beside the room shuts that channel and is never told; the talk goes on', async () => {
    const trio = await openTrio()
    const { p1, therapist } = trio.sessions
    await therapist.act(whispered, { text: 'one' }, 'whisper:p1')
    await until(p1, hears('whisper:p1', 1))
    const [one] = trio.server.logs.get('whisper:p1')!.entries
    const stranger = (await newDevice()).id
    trio.server.say({ type: 'entries', channel: 'whisper:p1', entries: [{ ...one, seq: 2, device: stranger }] }, 'p1')
    const scene = await until(p1, ({ shut }) => shut.length === 1)
    expect([scene.trouble, threadOf(scene, 'whisper:p1').length]).toEqual([undefined, 1])
    await expect(p1.act({ type: 'whispered' }, { text: 'two' }, 'whisper:p1')).rejects.toThrow()
    await p1.act({ type: 'readied' })
    await until(therapist, ({ told }) => told.some(({ entry }) => entry.by === 'p1'))
  })

  it('C10 a channel of another seat is never skipped', async () => {
    const trio = await openTrio()
    const { p1, p2, therapist } = trio.sessions
    await therapist.act(whispered, { text: 'one' }, 'whisper:p1')
    await until(p1, hears('whisper:p1', 1))
    trio.server.say(
      { type: 'entries', channel: 'whisper:p1', entries: trio.server.logs.get('whisper:p1')!.entries },
      'p2',
    )
    expect((await until(p2, isStopped)).trouble).toEqual({ kind: 'version' })
  })
})

describe('who is who', () => {
  it('each is known by the name of the consent, before that by what the link said', async () => {
    const { sessions } = await openTrio()
    const { p1, p2, therapist } = sessions
    expect([p1, p2, therapist].map(session => session.get().names)).toEqual([
      { own: 'Ada', therapist: 'Tove' },
      { own: 'Ben', therapist: 'Tove' },
      { own: 'Tove' },
    ])
    await tellAll(sessions, CONSENT)
    expect([p1, p2, therapist].map(session => session.get().names)).toEqual([
      { own: 'Adele', partner: 'Benedikt', therapist: 'Tove Lind' },
      { own: 'Benedikt', partner: 'Adele', therapist: 'Tove Lind' },
      { own: 'Tove Lind', p1: 'Adele', p2: 'Benedikt' },
    ])
  })

  it('a practice is known as one, each with the own part', async () => {
    const { p1, p2, therapist } = (await openTrio({ mode: 'practice', practice: { card: 'scan', p1: 'injuring' } }))
      .sessions
    expect([p1, p2, therapist].map(session => [session.get().mode, session.get().practice])).toEqual([
      ['practice', { card: 'scan', plays: 'injuring' }],
      ['practice', { card: 'scan', plays: 'injured' }],
      ['practice', { card: 'scan', p1: 'injuring' }],
    ])
  })

  it('the therapist sees both links, and renews each by itself', async () => {
    const trio = await openTrio()
    const { p1, therapist } = trio.sessions
    expect(therapist.get().invites).toMatchObject({ p1: { state: 'claimed' }, p2: { state: 'claimed' } })
    expect(p1.get().invites).toEqual({})
    await expect(therapist.renewInvite()).rejects.toThrow('seat')
    await expect(therapist.renewInvite('p1')).rejects.toThrow('taken')
    await expect(therapist.renewInvite('therapist')).rejects.toThrow('seat')
  })
})

describe('whether the therapist is here', () => {
  const attended = ({ server }: OpenTrio) => server.heard.filter(({ type }) => type === 'attend')

  it('is said when it changes, and again after each log-in', async () => {
    const trio = await openTrio()
    const { p1, therapist } = trio.sessions
    expect([p1.get().present, attended(trio)]).toEqual([['p1', 'p2'], []])
    therapist.attend(true)
    await until(p1, ({ present }) => present.includes('therapist'))
    trio.server.cut(1012, 'therapist')
    trio.clock.advance(3_000)
    await until(p1, ({ present }) => present.includes('therapist'))
    while (attended(trio).length < 2) await aWhile()
    therapist.attend(false)
    await until(p1, ({ present }) => !present.includes('therapist'))
    expect(attended(trio)).toEqual([true, true, false].map(isHere => ({ type: 'attend', isHere })))
  })

  it('said without a line it is remembered; a partner never says it', async () => {
    const trio = await newTrio()
    const [p1, therapist] = [await trio.p1.open(), await trio.therapist.open()]
    p1.attend(true)
    therapist.attend(false)
    therapist.attend(true)
    await until(p1, ({ present }) => present.includes('therapist'))
    expect(trio.server.heard.filter(({ type }) => type === 'attend')).toEqual([{ type: 'attend', isHere: true }])
  })
})

describe('the end of the therapist’s seat', () => {
  it('4403 takes the keys along before it is said, and leaves the two theirs', async () => {
    const trio = await openTrio()
    const { p1, p2, therapist } = trio.sessions
    const name = { session: trio.server.session, seat: 'therapist' } as const
    const gone: unknown[] = []
    therapist.subscribe(async () => {
      if (therapist.get().phase === 'stopped') gone.push(await trio.therapist.keyring.read(name))
    })
    await therapist.act(whispered, { text: 'one' }, 'whisper:p1')
    await until(p1, hears('whisper:p1', 1))
    await p1.act({ type: 'withdrew', kind: 'therapist' })
    const scene = await until(therapist, isStopped)
    expect(scene).toMatchObject({ trouble: { kind: 'removed' }, told: [], threads: {}, names: { own: '' } })
    await aWhile()
    expect(gone).toEqual([undefined])
    await until(p2, ({ snapshot }) => snapshot?.context.therapist === false)
    expect(wordsIn(p1.get(), 'whisper:p1')).toEqual([{ text: 'one' }])
  })

  it.each([
    ['removed', CLOSE.removed],
    ['erased', CLOSE.erased],
  ] as const)('is kept apart from others where talks are listed: %s', async (why, code) => {
    const trio = await openTrio()
    const { keyring } = trio.therapist
    const { forget } = keyring
    const whys: unknown[] = []
    keyring.forget = (name, because) => {
      whys.push(because)
      return forget(name)
    }
    trio.server.cut(code, 'therapist')
    await until(trio.sessions.therapist, isStopped)
    expect(whys).toEqual([why])
    await forgetHere(trio.therapist.parts, { session: trio.server.session, seat: 'therapist' })
    expect(whys).toEqual([why, 'forgotten'])
  })

  it('a therapist who was away then is let in no more', async () => {
    const trio = await openTrio()
    const { p1, therapist } = trio.sessions
    therapist.close()
    await p1.act({ type: 'withdrew', kind: 'therapist' })
    await until(p1, ({ snapshot }) => snapshot?.context.therapist === false)
    const again = await trio.therapist.open()
    expect(await until(again, isStopped)).toMatchObject({ trouble: { kind: 'removed' }, told: [], threads: {} })
  })

  it('P44 4403 tells a partner that their seat is another device’s', async () => {
    const trio = await openTrio()
    trio.server.cut(CLOSE.removed, 'p1')
    expect((await until(trio.sessions.p1, isStopped)).trouble).toEqual({ kind: 'removed' })
  })
})

describe('who is believed', () => {
  it('C4 a seat the therapist gave a link for must carry its MAC', async () => {
    const trio = await newTrio()
    const { id, agreePub, signPub } = await newDevice()
    const keys = { device: id, agreePub: toText(agreePub), signPub: toText(signPub) }
    const { therapist } = trio
    const session = await therapist.open()
    await until(session, isOpen)
    const count = session.get().told.length
    for (const joinMac of [undefined, toText(random(32))]) {
      const act = { type: 'joined', seat: 'p2', ...keys, ...(joinMac ? { joinMac } : {}) }
      const entry = { seq: count + 1, at: 1, epoch: 1, by: 'haven', act }
      trio.server.say({ type: 'entries', channel: 'room', entries: [entry] }, 'therapist')
    }
    expect((await until(session, isStopped)).trouble).toEqual({ kind: 'join' })
  })

  it('endorses each device once, and after a reload what is missing', async () => {
    const trio = await newTrio()
    const acts = () => trio.server.entries.flatMap(({ act }) => (act.type === 'endorsed' ? [act.device] : []))
    trio.server.mute = 1
    const first = await trio.therapist.open()
    await until(first, ({ pending }) => pending.some(({ act }) => act.type === 'endorsed'))
    while (trio.server.mute > 0) await aWhile()
    first.close()
    const again = await trio.therapist.open()
    await until(again, ({ endorsed }) => endorsed.length === 2)
    expect(new Set(acts()).size).toBe(2)
    again.close()
    const third = await trio.therapist.open()
    await until(third, isOpen)
    await tellAll({ p1: third, p2: third, therapist: third }, [['therapist', { type: 'paused', minutes: 5 }]])
    expect(acts()).toHaveLength(2)
  })

  it('an endorsing that was refused is given back to nobody, and said again with the next entry of the room', async () => {
    const trio = await newTrio()
    trio.server.refuse.push({ code: 'forbidden' }, { code: 'forbidden' })
    const therapist = await trio.therapist.open()
    await until(therapist, ({ phase, pending }) => phase === 'open' && pending.length === 0)
    while (trio.server.refuse.length > 0) await aWhile()
    await until(therapist, ({ pending }) => pending.length === 0)
    expect([therapist.get().returned, therapist.get().endorsed]).toEqual([undefined, []])
    const p1 = await trio.p1.open()
    await until(p1, isOpen)
    await p1.act({ type: 'paused', minutes: 5 })
    expect((await until(p1, ({ endorsed }) => endorsed.length === 2)).endorsed).toEqual(['p1', 'p2'])
  })
})
