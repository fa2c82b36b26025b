import type { Act, AnyEntry } from '@haven/shared/acts.ts'
import type { Seat } from '@haven/shared/steps.ts'
import { LIMITS } from '@haven/shared/wire.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Keys } from './keys.ts'
import type { Ring } from './ring.ts'
import type { Session, Words } from './scene.ts'
import { allIn, hasTold, isOpen, isStopped, newCouple, TO_MAP_NAME, until } from './testing/couple.ts'
import { membersIn, sharesIn } from './testing/server-keys.ts'
import { openTrio, type OpenTrio, tellAll } from './testing/trio.ts'
import { unwrap } from './wrapping.ts'

const sentAway = { type: 'withdrew', kind: 'therapist' } as const
const spoke = { type: 'spoke', aloud: false } as const
const isRekeyed = ({ entry: { act } }: { entry: AnyEntry }) => act.type === 'rekeyed'
const hasEpoch = (count: number) => (scene: ReturnType<Session['get']>) =>
  scene.told.filter(isRekeyed).length >= count - 1
const secretsOf = async ({ server, ...trio }: Pick<OpenTrio, 'server'> & Partial<OpenTrio>, seat: Seat) =>
  (await trio[seat]!.keyring.read({ session: server.session, seat }))?.secrets

/** As far as map.name, where p1 speaks; then p2 sends the therapist away. */
type Line = readonly [Seat, Act, Words?]
const CONSENTING = TO_MAP_NAME.map(([by, act, words]): Line => {
  const all = act.type === 'agreed' ? { ...act, kinds: 'use keep therapist' } : act
  return words ? [by, all, words] : [by, all]
})
const toMapName = async (): Promise<OpenTrio> => {
  const trio = await openTrio()
  const [before, after] = [CONSENTING.slice(0, 6), CONSENTING.slice(6)]
  const consent = { type: 'agreed', wording: '-', kinds: 'use keep therapist' } as const
  await tellAll(trio.sessions, [...before, ['therapist', consent, { name: 'Tove' }], ...after])
  return trio
}

describe('P41 after a therapist was sent away', () => {
  it('the two have new keys at once, and what is said then is sealed with them alone', async () => {
    const trio = await toMapName()
    const { p1, p2 } = trio.sessions
    await p2.act(sentAway)
    await allIn([p1, p2], hasEpoch(2))
    await p1.settled(await p1.act(spoke, { title: 'after' }))
    const [said] = trio.server.entries.slice(-1)
    expect(said).toMatchObject({ epoch: 2, act: spoke })
    const scene = await until(p2, ({ told }) => told.at(-1)?.entry.seq === said!.seq)
    expect(scene.told.at(-1)).toMatchObject({ state: 'open', words: { title: 'after' } })
    expect(trio.server.wraps.filter(({ channel }) => channel === 'room').map(({ epoch }) => epoch)).toEqual([2, 2])
  })

  it('a server that hands the one sent away everything cannot make them read on', async () => {
    const trio = await toMapName()
    const { server, sessions, therapist } = trio
    const ring = (await therapist.keyring.read({ session: server.session, seat: 'therapist' })) as Ring
    await sessions.p2.act(sentAway)
    await allIn([sessions.p1, sessions.p2], hasEpoch(2))
    await sessions.p1.settled(await sessions.p1.act(spoke, { title: 'after' }))
    const keys = new Keys()
    await keys.learn(ring, {
      shares: sharesIn(server.logs, 'p1'),
      wraps: server.wraps.map(({ channel, epoch, box }) => ({ channel, epoch, box })),
    })
    expect(keys.of('room')(1)).toBeInstanceOf(CryptoKey)
    expect(keys.of('room')(2)).toBe('unknown')
    const readers = membersIn(server.entries).filter(({ seat }) => seat !== 'therapist')
    const { room, device } = server.entries.find(({ act }) => act.type === 'rekeyed')!.act as {
      room: number
      device: string
    }
    const from = readers.find(one => one.device === device)!
    const place = { channel: 'room', epoch: 2, from, readers, room: { seq: room, hash: server.hashes[room]! } } as const
    for (const { box } of server.wraps) expect(await unwrap(ring, place, box)).toBeUndefined()
  })

  it('nothing is sealed before there are new keys, however long the server keeps them from coming', async () => {
    const { server, sessions, clock } = await toMapName()
    server.isDeaf = true
    await sessions.p2.act(sentAway)
    await until(sessions.p1, ({ told }) => told.at(-1)?.entry.act.type === 'withdrew')
    const said = sessions.p1.act(spoke, { title: 'after' })
    clock.advance(60_000)
    await new Promise(setImmediate)
    expect(server.heard.some(frame => frame.type === 'propose' && frame.act.type === 'spoke')).toBe(false)
    server.isDeaf = false
    server.cut(1012)
    clock.advance(3_000)
    await allIn([sessions.p1, sessions.p2], hasEpoch(2))
    expect(await sessions.p1.settled(await said)).toBe('stored')
    expect(server.entries.at(-1)).toMatchObject({ epoch: 2, act: spoke })
  })

  it('an act that was sealed before is sealed again with the new keys, by itself', async () => {
    const { server, sessions, clock } = await toMapName()
    const { p1, p2 } = sessions
    server.mute = 1
    const mid = await p1.act(spoke, { title: 'before' })
    await p2.act(sentAway)
    await allIn([p1, p2], hasEpoch(2))
    server.cut(1012, 'p1')
    clock.advance(3_000)
    expect(await p1.settled(mid)).toBe('stored')
    expect(server.entries.at(-1)).toMatchObject({ epoch: 2, act: spoke })
    const scene = await until(p2, ({ told }) => told.at(-1)?.entry.act.type === 'spoke')
    expect(scene.told.at(-1)?.words).toEqual({ title: 'before' })
  })

  it('one who was away learns it all on coming back', async () => {
    const trio = await toMapName()
    const { p1, p2 } = trio.sessions
    p2.close()
    await p1.act(sentAway)
    await until(p1, hasEpoch(2))
    await p1.settled(await p1.act(spoke, { title: 'after' }))
    const back = await trio.p2.open()
    const scene = await until(back, isOpen)
    expect(scene.told.at(-1)).toMatchObject({ state: 'open', words: { title: 'after' } })
    expect(Object.keys((await secretsOf(trio, 'p2'))!.room!)).toEqual(['1', '2'])
  })
})

describe('C4 what a server may not do with new keys', () => {
  it.each([
    ['without the wrap', 'wrap', (log: AnyEntry) => log],
    [
      'by a device that does not read',
      'rekeyed',
      (log: AnyEntry) => ({ ...log, act: { ...log.act, device: 'A'.repeat(22) } }) as AnyEntry,
    ],
    ['in an epoch that is not the next', 'epoch', (log: AnyEntry) => ({ ...log, epoch: 3 })],
  ])('say them %s', async (_, why, lie) => {
    const { server, p1, p2 } = await newCouple()
    const [one, two] = [await p1.open(), await p2.open()]
    await allIn([one, two], isOpen)
    const device = membersIn(server.entries)[0]!.device
    const entry = lie({ seq: 4, at: 1, by: 'haven', epoch: 2, act: { type: 'rekeyed', device, room: 3 } })
    server.say({ type: 'entries', channel: 'room', entries: [entry] }, 'p2')
    expect((await until(two, isStopped)).trouble).toEqual({ kind: 'story', why })
  })
})

describe('after a while', () => {
  it('the room has new keys at the next log-in, made once whoever is there', async () => {
    const { server, p1, p2, clock } = await newCouple()
    const now = LIMITS.epoch.seconds + 1
    server.lie = { now: now - 1 }
    const [one, two] = [await p1.open(), await p2.open()]
    await allIn([one, two], isOpen)
    expect(server.wraps).toEqual([])
    server.lie = { now }
    server.cut()
    clock.advance(3_000)
    await allIn([one, two], hasEpoch(2))
    clock.advance(3_000)
    await allIn([one, two], hasTold(4))
    expect(server.logs.get('room')!.shares).toHaveLength(2)
  })
})

describe('whatever comes in whatever order', () => {
  const deeds = ['say1', 'say2', 'whisper', 'cut1', 'cut2', 'away', 'reload'] as const

  it('the two read the same and everything, and the one sent away nothing said by who knew', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...deeds), { maxLength: 10 }), async course => {
        const trio = await toMapName()
        const { server, clock, sessions } = trio
        const own = (await trio.therapist.keyring.read({ session: server.session, seat: 'therapist' }))!
        const { therapist } = sessions
        let { p1 } = sessions
        const { p2 } = sessions
        let said = 0
        const does: Record<(typeof deeds)[number], () => unknown> = {
          say1: () => p1.act({ type: 'allowed', kind: 'review' }),
          say2: () => p2.act({ type: 'remarked' }, { text: `${(said += 1)}` }),
          whisper: () => therapist.act({ type: 'whispered' }, { text: 'a' }, 'whisper:p1').catch(() => ''),
          cut1: () => server.cut(1012, 'p1'),
          cut2: () => server.cut(1012, 'p2'),
          away: () => p2.act(sentAway),
          reload: async () => {
            p1.close()
            p1 = await trio.p1.open()
            await until(p1, isOpen)
          },
        }
        for (const deed of course) {
          await does[deed]()
          clock.advance(1_500)
        }
        const isQuiet = ({ line, pending, told }: ReturnType<Session['get']>) =>
          line === 'up' && pending.length === 0 && told.length === server.entries.length
        while (!isQuiet(p1.get()) || !isQuiet(p2.get())) {
          clock.advance(1_500)
          await new Promise(setImmediate)
        }
        const wordsIn = (session: Session) => session.get().told.map(({ words, state }) => [state, words])
        expect(wordsIn(p1)).toEqual(wordsIn(p2))
        expect(p1.get().told.every(({ state }) => state === 'open')).toBe(true)
        const away = server.entries.findIndex(({ act }) => act.type === 'withdrew')
        const keys = new Keys()
        await keys.learn(own, { shares: sharesIn(server.logs, 'p1'), wraps: [] })
        const knowing = server.entries.filter(entry => away >= 0 && entry.by !== 'haven' && entry.base.seq > away)
        for (const { epoch } of knowing) expect(keys.of('room')(epoch)).toBe('unknown')
      }),
      { numRuns: 12 },
    )
  })
})
