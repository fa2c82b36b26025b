import type { Entry, SeatEntry } from '@haven/shared/acts.ts'
import type { Downward, Propose, Upward } from '@haven/shared/wire.ts'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { newId, random, sha, toText } from '../seal/keys.ts'
import type { Session } from './scene.ts'
import {
  type Couple,
  hasTold,
  isOpen,
  isStopped,
  newCouple,
  type Person,
  tell,
  TO_MAP_NAME,
  until,
} from './testing/couple.ts'
import { type Shim, shimOf } from './testing/shim.ts'
import { allOf, openTrio } from './testing/trio.ts'

type HeadFrame = Extract<Downward, { type: 'head' }>
type Rig = Couple & { sessions: Record<'p1' | 'p2', Session>; shims: Record<'p1' | 'p2', Shim> }

const opened: Session[] = []
afterEach(() => opened.splice(0).forEach(session => session.close()))

/** Both at their devices, each behind a server that may turn hostile, and each has shown the other where it stands. */
const rigOf = async (): Promise<Rig> => {
  const couple = await newCouple()
  const shimmed = (person: Person) => {
    const shim = shimOf(couple.server.connect)
    person.parts.connect = shim.connect
    return shim
  }
  const shims = { p1: shimmed(couple.p1), p2: shimmed(couple.p2) }
  const sessions = { p1: await couple.p1.open(), p2: await couple.p2.open() }
  opened.push(sessions.p1, sessions.p2)
  await Promise.all([until(sessions.p1, isAlike), until(sessions.p2, isAlike)])
  return { ...couple, sessions, shims }
}
const isAlike = ({ alike }: ReturnType<Session['get']>) => alike !== undefined
const heads = (frames: readonly (Downward | Upward)[]) => frames.filter(({ type }) => type === 'head') as HeadFrame[]
const isSo = (holds: () => boolean) =>
  vi.waitFor(
    () => {
      if (!holds()) throw new Error('waited in vain')
    },
    { timeout: 20_000 },
  )
/** Nothing more is under way: what a frame leads to is a few seals and promises away. */
const quiet = async () => {
  for (let turn = 0; turn < 20; turn += 1) {
    await Promise.all(Array.from({ length: 8 }, () => sha(random(1))))
    await new Promise(resolve => setImmediate(resolve))
  }
}

/** From now on the server keeps from this device what the other one does, and names the head that it had then. */
const withhold = ({ server, shims, sessions }: Rig, named?: 'the true head') => {
  const seq = sessions.p2.get().told.length
  const room = { seq, hash: toText(server.hashes[seq]!) }
  shims.p2.down = frame => {
    if (frame.type === 'welcome') return [{ ...frame, heads: { ...frame.heads, ...(named ? {} : { room }) } }]
    if (frame.type !== 'entries' || frame.channel !== 'room') return [frame]
    const entries = frame.entries.filter(one => one.seq <= seq) as Entry[]
    return entries.length > 0 ? [{ ...frame, entries }] : []
  }
}

describe('the head exchange', () => {
  it('F4 shows each at log-in, at each change of step and at no other entry where the other stands', async () => {
    const { sessions, shims } = await rigOf()
    const before = heads(shims.p1.said).length
    await tell(sessions, TO_MAP_NAME.slice(0, 1))
    await quiet()
    expect(heads(shims.p1.said)).toHaveLength(before)
    await tell(sessions, TO_MAP_NAME.slice(1, 2))
    await isSo(() => heads(shims.p1.said).length > before && heads(shims.p2.heard).at(-1)!.seq === 5)
    const { seq, hash, proofs } = heads(shims.p2.heard).at(-1)!
    expect({ seq, hash }).toEqual(heads(shims.p2.said).at(-1) && { seq: 5, hash })
    expect(proofs).toHaveLength(1)
  })

  it('P6 says nothing before the log-in, on whatever line', async () => {
    const { sessions, shims, server, clock } = await rigOf()
    server.cut()
    clock.advance(3_000)
    await until(sessions.p2, isOpen)
    await quiet()
    for (const { said } of Object.values(shims)) {
      const types = said.map(({ type }) => type)
      expect(types.indexOf('head')).toBeGreaterThan(types.indexOf('hello'))
      expect(types.lastIndexOf('head')).toBeGreaterThan(types.lastIndexOf('hello'))
    }
  })

  /** p2 knows that p1 has entry 5, and is not given it. */
  const cut = async (named?: 'the true head') => {
    const rig = await rigOf()
    const { sessions, shims } = rig
    await tell(sessions, TO_MAP_NAME.slice(0, 1))
    withhold(rig, named)
    await sessions.p2.act({ type: 'readied' })
    await until(sessions.p1, hasTold(5))
    await isSo(() => heads(shims.p2.heard).some(({ seq }) => seq === 5))
    await quiet()
    return { ...rig, hellos: () => shims.p2.said.filter(({ type }) => type === 'hello').length }
  }

  it.each([undefined, 'the true head'] as const)(
    'F4 a tail that is cut is asked for on another line, and where that does not bring it the story stops (%s)',
    async named => {
      const { sessions, clock, hellos } = await cut(named)
      const { told } = sessions.p2.get()
      expect(hellos()).toBe(1)
      clock.advance(5_000)
      await quiet()
      clock.advance(1_000)
      await isSo(() => hellos() === 2)
      await until(sessions.p2, ({ line }) => line === 'up')
      await quiet()
      expect(sessions.p2.get().phase).toBe('open')
      clock.advance(10_000)
      const stopped = await until(sessions.p2, isStopped)
      expect(stopped.trouble).toEqual({ kind: 'story', why: 'missing' })
      expect(stopped.told.map(({ entry }) => entry)).toEqual(told.map(({ entry }) => entry))
      expect(stopped.pending).toHaveLength(1)
      expect(sessions.p1.get().phase).toBe('open')
    },
  )

  it('F4 what is only late is no alarm', async () => {
    const { sessions, shims, clock } = await cut()
    clock.advance(5_000)
    shims.p2.down = frame => [frame]
    await quiet()
    clock.advance(1_000)
    await until(sessions.p2, hasTold(5))
    clock.advance(60_000)
    await quiet()
    expect(sessions.p2.get().trouble).toBeUndefined()
    expect(sessions.p2.get().pending).toEqual([])
  })

  it('F4 while there is no line nothing is missing yet', async () => {
    const { sessions, shims, clock, hellos } = await cut()
    clock.advance(5_000)
    await quiet()
    shims.p2.down = frame => (frame.type === 'challenge' ? [] : [frame])
    for (let seconds = 0; seconds < 60; seconds += 5) {
      clock.advance(5_000)
      await quiet()
    }
    expect([hellos(), sessions.p2.get().trouble]).toEqual([1, undefined])
    shims.p2.down = frame => [frame]
    for (let tries = 0; sessions.p2.get().told.length < 5 && tries < 100; tries += 1) {
      clock.advance(1_000)
      await quiet()
    }
    expect(sessions.p2.get()).toMatchObject({ phase: 'open', pending: [] })
  })

  it('F4 two histories are found at the first head that crosses, on both devices', async () => {
    const { sessions, shims } = await rigOf()
    const fork = (shim: Shim, seat: 'p1' | 'p2') => {
      shim.up = frame => {
        if (frame.type !== 'propose') return [frame]
        shim.say({ type: 'entries', channel: 'room', entries: [echoOf(frame, seat, shim)] })
        return []
      }
    }
    fork(shims.p1, 'p1')
    fork(shims.p2, 'p2')
    await Promise.all([
      sessions.p1.act({ type: 'paused', minutes: 10 }),
      sessions.p2.act({ type: 'paused', minutes: 15 }),
    ])
    await Promise.all([until(sessions.p1, isStopped), until(sessions.p2, isStopped)])
    for (const session of Object.values(sessions))
      expect(session.get().trouble).toEqual({ kind: 'story', why: 'heads' })
  })

  const echoOf = ({ mid, step, base, act, epoch, box }: Propose, by: 'p1' | 'p2', shim: Shim): SeatEntry => {
    const { device } = shim.said.find(frame => frame.type === 'hello')!
    return { seq: base.seq + 1, at: 9, by, device, mid, epoch, step, base, act, box } as SeatEntry
  }
})

describe('F4 a head that is not what was sealed', () => {
  const EDITS: Record<string, [(head: HeadFrame) => HeadFrame, 'stopped' | 'not weighed']> = {
    'another device': [head => ({ ...head, device: newId() }), 'stopped'],
    'another seq': [head => ({ ...head, seq: head.seq - 1 }), 'stopped'],
    'a seq nobody has': [head => ({ ...head, seq: head.seq + 5 }), 'stopped'],
    'another hash': [head => ({ ...head, hash: toText(random(32)) }), 'stopped'],
    'another box': [
      head => ({ ...head, proofs: head.proofs.map(one => ({ ...one, box: toText(random(28)) })) }),
      'stopped',
    ],
    'another epoch': [head => ({ ...head, epoch: 2 }), 'not weighed'],
    'another addressee': [
      head => ({ ...head, proofs: head.proofs.map(one => ({ ...one, to: newId() })) }),
      'not weighed',
    ],
    'no proof': [head => ({ ...head, proofs: [] }), 'not weighed'],
  }
  it.each(Object.entries(EDITS))('with %s', async (_name, [edit, outcome]) => {
    const { sessions, shims, clock } = await rigOf()
    const before = sessions.p2.get().alike
    clock.advance(1)
    shims.p2.down = frame => (frame.type === 'head' ? [edit(frame)] : [frame])
    await tell(sessions, TO_MAP_NAME.slice(0, 1))
    await sessions.p2.act({ type: 'readied' })
    await isSo(() => heads(shims.p2.heard).some(({ seq }) => seq === 5))
    await quiet()
    expect(sessions.p2.get().alike).toBe(before)
    expect(sessions.p2.get().trouble).toEqual(outcome === 'stopped' ? { kind: 'story', why: 'heads' } : undefined)
  })

  it('an old one stands for nothing on another line, nor does one’s own come back as another’s', async () => {
    const { sessions, shims, server, clock } = await rigOf()
    const old = heads(shims.p2.heard).findLast(({ proofs }) => proofs.length > 0)!
    shims.p2.down = frame => (frame.type === 'head' ? [] : [frame])
    server.cut(1012, 'p2')
    clock.advance(3_000)
    await until(sessions.p2, ({ line }) => line === 'up')
    await isSo(() => shims.p2.said.at(-1)?.type === 'head')
    const before = sessions.p2.get().alike
    clock.advance(1)
    shims.p2.say(old)
    const { nonce } = heads(shims.p2.said).at(-1)!
    shims.p2.say({ ...old, nonce })
    await isSo(() =>
      heads(shims.p2.said)
        .at(-1)!
        .proofs.some(({ to }) => to === nonce),
    )
    const own = heads(shims.p2.said).at(-1)!
    shims.p2.say({ ...own, device: shims.p2.said.find(frame => frame.type === 'hello')!.device })
    await quiet()
    expect(sessions.p2.get().alike).toBe(before)
    expect(sessions.p2.get().trouble).toBeUndefined()
  })
})

describe('with a therapist', () => {
  it('P40 R18 heads cross only while they attend, and no whisper changes one', async () => {
    const { server, sessions } = await openTrio()
    opened.push(...Object.values(sessions))
    await quiet()
    const told = () => (server.told.get('therapist') ?? []).filter(({ type }) => type === 'head').length
    expect(told()).toBe(0)
    sessions.therapist.attend(true)
    await until(sessions.therapist, ({ alike }) => Object.keys(alike ?? {}).length === 2)
    await quiet()
    const others = () => JSON.stringify((server.told.get('p2') ?? []).filter(({ type }) => type === 'head').length)
    const before = others()
    await sessions.p1.act({ type: 'whispered' }, { text: 'a word' }, 'whisper:p1')
    await allOf({ ...sessions, p2: sessions.p1 }, ({ threads }) => (threads['whisper:p1']?.length ?? 0) > 0)
    await quiet()
    expect(others()).toBe(before)
    sessions.therapist.attend(false)
    await quiet()
    const left = told()
    await sessions.p1.act({ type: 'readied' })
    await quiet()
    expect(told()).toBe(left)
  })
})
