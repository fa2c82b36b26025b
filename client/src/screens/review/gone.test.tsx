// @vitest-environment happy-dom
import { privateOf } from '@haven/shared/channels.ts'
import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { momentsAt, momentsOf, stage } from '../../gallery/stage.ts'
import { isSoon } from '../../parts/is-soon.ts'
import { roomOf, useRoom } from '../../parts/use-room.ts'
import { keptUntil } from '../../session/retention.ts'
import type { Scene, Session } from '../../session/scene.ts'
import { isOpen, isStopped, newCouple, tell, TO_MAP_NAME, until } from '../../session/testing/couple.ts'
import { receipt as text } from '../../text/review.en.ts'
import { forget, lookBack, troubles } from '../../text/talk.en.ts'
import { Forget } from '../ending.tsx'
import { eraseOwn } from '../erase-own.ts'
import { Soon } from '../soon.tsx'
import { Talk } from '../talk.tsx'
import { factsOf, receiptLines } from './receipt.ts'

afterEach(() => {
  cleanup()
  history.replaceState(null, '', '/')
})

const said = () => document.body.textContent ?? ''
const press = (name: string) => act(async () => screen.getByRole('button', { name }).click())
const quiet = async () => ({ isWhole: true, notice: () => [] })
const open = async (session: Session) => {
  await act(async () => render(<Talk session={session} coach={quiet} />))
  await act(() => vi.dynamicImportSettled())
}
const DAY = 86_400
const TALK = momentsOf()

const talking = async () => {
  const { server, p1, p2 } = await newCouple()
  const sessions = { p1: await p1.open(), p2: await p2.open() }
  await Promise.all([until(sessions.p1, isOpen), until(sessions.p2, isOpen)])
  await tell(sessions, TO_MAP_NAME)
  await tell(sessions, [['p1', { type: 'spoke', aloud: false }, { title: 'the corridor' }]])
  return { server, sessions, p1, keyring: p1.keyring }
}

describe('erasing', () => {
  it('takes what one kept for oneself too', async () => {
    const { p1 } = stage(momentsAt('hear.check', TALK)[0]!)
    await p1.act({ type: 'kept' }, { item: 'note', value: '{"seq":3,"text":"mine"}' }, privateOf('p1'))
    await eraseOwn(roomOf(p1, p1.get())!)
    expect(p1.get().threads[privateOf('p1')]![0]!.state).toBe('erased')
    const own = p1.get().told.filter(({ entry }) => entry.by === 'p1' && entry.act.type === 'spoke')
    expect(own.every(({ state }) => state === 'erased')).toBe(true)
  })
})

describe('forgetting', () => {
  const asking = (forgetting: Scene['forgetting']) => {
    const { p1 } = stage(momentsAt('hear.check', TALK)[0]!)
    const asked: string[] = []
    let last: Scene | undefined
    let shown: Scene | undefined
    const get = () => {
      if (last !== p1.get()) {
        last = p1.get()
        shown = { ...last, forgetting }
      }
      return shown!
    }
    const session: Session = {
      ...p1,
      get,
      act: (...args) => {
        asked.push(args[0].type)
        return p1.act(...args)
      },
      forget: what => void asked.push(what),
    }
    return { session, asked }
  }
  const Shown = ({ session }: { session: Session }) => {
    const room = useRoom(session)
    return room ? <Forget room={room} /> : null
  }

  it('alone takes own words first and asks then', async () => {
    const { session, asked } = asking({ seats: [], due: null })
    render(<Shown session={session} />)
    await press(forget.open)
    expect(said()).toContain('your own words are withdrawn at once')
    await press(forget.ask)
    expect(asked.at(-1)).toBe('session')
    expect(asked.slice(0, -1).length).toBeGreaterThan(0)
    expect(new Set(asked.slice(0, -1))).toEqual(new Set(['erased']))
  })

  it('as the second asks at once, with the day and hour it would go otherwise', async () => {
    const { session, asked } = asking({ seats: ['p2'], due: 1_800_000_000 })
    render(<Shown session={session} />)
    expect(said()).toMatch(/Elias has asked to forget this talk\. It is erased on 15 January 2027/)
    await press(forget.ask)
    expect(asked).toEqual(['session'])
  })

  it('may be taken back by the one who asked', async () => {
    const { session, asked } = asking({ seats: ['p1'], due: 1_800_000_000 })
    render(<Shown session={session} />)
    expect(screen.queryByRole('button', { name: forget.ask })).toBeNull()
    await press(forget.neverMind)
    expect(asked).toEqual(['never-mind'])
  })

  it('of both leaves a receipt without a word or a name', async () => {
    const { sessions } = await talking()
    render(<Talk session={sessions.p1} coach={quiet} />)
    const own = sessions.p1.get().told.filter(({ entry }) => entry.by === 'p1').length
    await act(async () => {
      sessions.p1.forget('session')
      sessions.p2.forget('session')
      await until(sessions.p1, isStopped)
      await vi.dynamicImportSettled()
    })
    expect(said()).toContain(troubles.erased.title)
    await vi.waitFor(() => expect(said()).toContain(text.entries(own)))
    expect(said()).toContain(text.gone)
    expect(said()).not.toMatch(/corridor|Ada|Ben/)
  })
})

describe('a receipt', () => {
  it('names the hash that the device itself held last', async () => {
    const { sessions, keyring } = await talking()
    const { session, seat, told } = sessions.p1.get()
    const facts = await factsOf(
      session,
      seat,
      told.map(({ entry }) => entry),
    )
    await vi.waitFor(async () => {
      const [ring] = await keyring.list()
      expect(ring!.heads!.room).toMatchObject({ seq: told.length, hash: expect.stringMatching(`^${facts!.head}`) })
    })
    expect(receiptLines('1 March 2026', facts)).toHaveLength(4)
    expect(receiptLines('1 March 2026', undefined)).toEqual([text.date('1 March 2026'), text.gone])
  })
})

describe('how long a talk is kept', () => {
  const scene = stage(TALK.at(-1)!).p1.get()
  const last = scene.told.at(-1)!.entry.at
  const keeping = (keepDays: number): Scene => ({
    ...scene,
    snapshot: { ...scene.snapshot!, context: { ...scene.snapshot!.context, keepDays } } as Scene['snapshot'] & object,
  })

  it('counts from its last entry, and two days where it was to be kept until it is closed', () => {
    expect(keptUntil(scene)).toBe(last + 30 * DAY)
    expect(keptUntil(keeping(0))).toBe(last + 2 * DAY)
    expect(keptUntil(stage(momentsAt('hear.check', TALK)[0]!).p1.get())).toBeGreaterThan(0)
    expect(keptUntil({ ...keeping(0), snapshot: stage(momentsAt('hear.check', TALK)[0]!).p1.get().snapshot! })).toBe(
      last + 30 * DAY,
    )
  })

  it('is said from seven days before', () => {
    expect(isSoon(last + 30 * DAY, last + 22 * DAY)).toBe(false)
    expect(isSoon(last + 30 * DAY, last + 23 * DAY)).toBe(true)
    expect(isSoon(undefined, last)).toBe(false)
    render(<Soon scene={scene} at={(last + 25 * DAY) * 1000} />)
    expect(said()).toContain(lookBack.soon('').slice(0, 23))
  })
})

it('looking back is a page of the same open talk, and leaves it open', async () => {
  const { p1 } = stage(momentsAt('hear.check', TALK)[0]!)
  history.replaceState(null, '', '/review')
  await open(p1)
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Looking back')
  await act(async () => screen.getByRole('link', { name: 'To the talk' }).click())
  expect(location.pathname).toBe('/talk')
  expect(screen.getByRole('heading', { level: 1 }).textContent).not.toBe('Looking back')
})
