// @vitest-environment happy-dom
import { privateOf } from '@haven/shared/channels.ts'
import type { Step } from '@haven/shared/steps.ts'
import { act, cleanup, render } from '@testing-library/react'
import * as fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { withPlace } from '../../gallery/measured.tsx'
import { seated, SUPERVISED } from '../../gallery/seated.ts'
import { momentsAt, momentsOf, stage } from '../../gallery/stage.ts'
import { roomOf } from '../../parts/use-room.ts'
import type { Scene, Session } from '../../session/scene.ts'
import { isOpen, newCouple, until } from '../../session/testing/couple.ts'
import { openTrio, tellAll } from '../../session/testing/trio.ts'
import { share } from '../../text/measures.en.ts'
import { answersOf, answersTo, wordsOf } from './answers.ts'
import { AskedAfter, AskedBefore } from './asked.tsx'
import { Afterwards } from './afterwards.tsx'
import { keepAnswer } from './keeping.ts'
import { mayMeasure } from './may.ts'
import { lineOf, shareLine } from './sharing.ts'

afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

const THREE = momentsOf(seated(), SUPERVISED)
const OWN = privateOf('p1')
const roomFor = (session: Session) => roomOf(session, session.get())!

const PAGES = [
  ['arrive.settle', AskedBefore],
  ['close.check', AskedAfter],
  ['done', Afterwards],
] as const satisfies [Step, unknown][]

/** All that others are shown of a talk, and what stands in the room and the whisper of this seat. */
const outside = ({ p1, p2, therapist }: ReturnType<typeof stage>) =>
  JSON.stringify([p1.get().told, p1.get().threads['whisper:p1'] ?? null, shown(p2.get()), shown(therapist.get())])
const shown = ({ told, threads, pending }: Scene) => [told, threads, pending]

describe('R17: own measures', () => {
  it.each(PAGES)(
    'in %s: whatever is pressed but the sharing itself, nothing of it is anywhere else',
    async (step, Page) => {
      await fc.assert(
        fc.asyncProperty(fc.array(fc.nat(), { minLength: 1, maxLength: 10 }), async presses => {
          const seats = stage(momentsAt(step, THREE).at(step === 'done' ? -1 : 0)!, { policy: 'limited-secrets' })
          await withPlace(seats.p1, 'p1')
          const seed = wordsOf({ when: 'before', of: 'safe', answer: 3, at: 0 })
          await seats.p1.act({ type: 'kept' }, seed, OWN)
          const before = outside(seats)
          const page = () => <Page room={roomFor(seats.p1)} />
          const { container, rerender, unmount } = render(page())
          await act(async () => {})
          for (const number of presses) {
            const buttons = [...container.querySelectorAll('button')].filter(one => one.textContent !== share.yes)
            await act(async () => buttons[number % Math.max(1, buttons.length)]?.click())
            rerender(page())
          }
          expect(outside(seats)).toBe(before)
          unmount()
        }),
        { numRuns: 15 },
      )
    },
  )
})

const CONSENT = { type: 'agreed', wording: '-', kinds: 'use keep therapist' } as const
const BEGIN = [
  ...(['p1', 'p2', 'p1', 'p2'] as const).map(by => [by, { type: 'readied' }] as const),
  ...(['p1', 'p2', 'therapist'] as const).map(by => [by, CONSENT] as const),
]

describe('between real devices', () => {
  it('answers lie sealed in the own channel; the room and the whisper hold only what was shared by its press', async () => {
    const { sessions, server } = await openTrio()
    await tellAll(sessions, BEGIN)
    const { p1, p2, therapist } = sessions
    await until(p1, ({ threads }) => threads[OWN] !== undefined)
    const heads = () =>
      (['room', 'whisper:p1', 'whisper:p2', 'notes'] as const).map(one => server.logs.get(one)!.entries.length)
    const before = heads()
    const toldOther = () => server.told.get('p2')!.filter(({ type }) => type !== 'head').length
    const toldBefore = toldOther()
    await keepAnswer(roomFor(p1), { when: 'before', of: 'safe', answer: 3 })
    await keepAnswer(roomFor(p1), { when: 'after', of: 'safe', answer: 5 })
    expect(heads()).toEqual(before)
    expect(toldOther()).toBe(toldBefore)
    expect(JSON.stringify([...server.logs.values()].map(({ entries }) => entries))).not.toContain('"safe"')
    expect([p2.get().threads[OWN], therapist.get().threads[OWN]]).toEqual([undefined, undefined])

    const safe = answersTo(answersOf(roomFor(p1)), 'safe')
    await shareLine(roomFor(p1), lineOf('safe', safe))
    const heard = await until(therapist, ({ threads }) => (threads['whisper:p1'] ?? []).length > 0)
    expect(heard.threads['whisper:p1']!.map(({ words }) => words)).toEqual([
      { text: 'How safe with my partner: before 3, after 5' },
    ])
    expect(heads()).toEqual([before[0]! + 1, before[1]! + 1, before[2], before[3]])
    expect(server.entries.at(-1)!.act).toEqual({ type: 'allowed', kind: 'shareMeasures' })
    expect(JSON.stringify(p2.get())).not.toContain('How safe')
  })

  it('are not offered on a device that has no secret for them', async () => {
    const couple = await newCouple()
    const { p1, server } = couple
    const [ring] = await p1.keyring.list()
    const { 'private:p1': _, ...secrets } = ring!.secrets
    await p1.keyring.write({ ...ring!, secrets })
    const [older, newer] = [await p1.open(), await couple.p2.open()]
    for (const session of [older, newer]) await until(session, isOpen)
    const agreed = { type: 'agreed', wording: '-', kinds: 'use keep' } as const
    for (const said of [{ type: 'readied' }, { type: 'readied' }, agreed] as const)
      for (const session of [older, newer]) await session.settled(await session.act(said))
    await until(newer, ({ snapshot }) => snapshot?.context.consented === true)
    await until(older, ({ snapshot }) => snapshot?.context.consented === true)
    expect([mayMeasure(roomFor(older)), mayMeasure(roomFor(newer))]).toEqual([false, true])
    await expect(keepAnswer(roomFor(older), { when: 'before', of: 'safe', answer: 3 })).rejects.toThrow('not open')
    expect(server.logs.get('private:p1')!.entries).toHaveLength(0)
  })
})
