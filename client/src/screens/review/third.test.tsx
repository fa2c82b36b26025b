// @vitest-environment happy-dom
import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { seated, SUPERVISED } from '../../gallery/seated.ts'
import { momentsOf, stage } from '../../gallery/stage.ts'
import { roomOf } from '../../parts/use-room.ts'
import { page } from '../../text/review.en.ts'
import type { Session } from '../../session/scene.ts'
import { opening } from '../../text/third.en.ts'
import { parts } from '../../text/talk.en.ts'
import { transcript } from '../../text/told.en.ts'
import { workspace } from '../../text/workspace.en.ts'
import { factOf } from '../facts.ts'
import { TherapistReview } from './third.tsx'

afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})
const said = () => document.body.textContent ?? ''

const closed = async () => {
  const seats = stage(momentsOf(seated(), SUPERVISED).at(-1)!)
  const seq = seats.p1.get().told.find(({ entry }) => entry.act.type === 'spoke')!.entry.seq
  await seats.therapist.act({ type: 'bookmarked' }, { kind: 'growth', seq, line: 'Look at this together.' }, 'notes')
  await seats.therapist.act({ type: 'noted' }, { saw: 'They slowed down by themselves.' }, 'notes')
  const show = (session: Session = seats.therapist) =>
    act(async () => void render(<TherapistReview session={session} labels={{ growth: 'A step' }} onBack={() => {}} />))
  const reviews = () => seats.p1.get().told.filter(({ entry }) => entry.act.type === 'reviewed')
  return { seats, show, reviews }
}

it('is closed to the therapist until both of the two allow it, and then nothing is said of it', async () => {
  const { show, reviews } = await closed()
  await show()
  expect(said()).toContain(page.third)
  expect(said()).not.toContain('It was two in the morning.')
  expect(reviews()).toHaveLength(0)
})

it('shows marks and process note in their own layer, and the two read that it was opened', async () => {
  const { seats, show, reviews } = await closed()
  for (const seat of ['p1', 'p2'] as const) await seats[seat].act({ type: 'allowed', kind: 'review' })
  await show()
  expect(said()).toContain('It was two in the morning.')
  expect(said()).toContain('A stepLook at this together.')
  expect(said()).toContain('They slowed down by themselves.')
  expect(reviews()).toHaveLength(1)
  const room = roomOf(seats.p1, seats.p1.get())!
  const [{ entry }] = reviews() as [(typeof room.scene.told)[number]]
  expect(factOf(room, entry as Parameters<typeof factOf>[1])).toMatch(
    new RegExp(transcript.opened('Mara', '').slice(0, -2)),
  )
})

describe('an opening of the transcript', () => {
  const FLOOR = 'It was two in the morning.'
  const MINUTE = 60_000
  const open = async () => {
    const there = await closed()
    for (const seat of ['p1', 'p2'] as const) await there.seats[seat].act({ type: 'allowed', kind: 'review' })
    const clock = vi.spyOn(Date, 'now')
    const after = (minutes: number) => clock.mockReturnValue(there.reviews().at(-1)!.entry.at * 1000 + minutes * MINUTE)
    return { ...there, after }
  }

  it('is told each time, on one day too; a reload or a way round by the list is the same one', async () => {
    const { show, reviews, after } = await open()
    await show()
    expect(reviews()).toHaveLength(1)
    cleanup()
    after(4)
    await show()
    expect(said()).toContain(FLOOR)
    expect(reviews()).toHaveLength(1)
    cleanup()
    after(6)
    await show()
    expect(reviews()).toHaveLength(2)
  })

  it.each([1, 600])(
    'is one for as long as the page stands, until one of the two closes it: %i minutes',
    async minutes => {
      const { seats, show, reviews, after } = await open()
      await show()
      after(minutes)
      await act(async () => void (await seats.p1.act({ type: 'retained', days: 90 })))
      expect(reviews()).toHaveLength(1)
      await act(async () => void (await seats.p2.act({ type: 'withdrew', kind: 'review' })))
      expect(said()).toContain(page.third)
      for (const seat of ['p1', 'p2'] as const)
        await act(async () => void (await seats[seat].act({ type: 'allowed', kind: 'review' })))
      expect(said()).toContain(FLOOR)
      expect(reviews()).toHaveLength(2)
    },
  )

  it('is told before a word of it stands there', async () => {
    const { seats, show, reviews } = await open()
    let store: (how: 'stored') => void = () => {}
    const stored = new Promise<'stored'>(resolve => (store = resolve))
    await show({ ...seats.therapist, settled: () => stored })
    expect(said()).toContain(opening.telling)
    expect(said()).not.toContain(FLOOR)
    await act(async () => store('stored'))
    expect(said()).toContain(FLOOR)
    expect(reviews()).toHaveLength(1)
  })

  it('stays closed where it could not be told, and can be tried again', async () => {
    const { seats, show, reviews } = await open()
    const back = { mid: 'm', code: 'closed', step: '', act: { type: 'reviewed' } } as const
    let isRefused = true
    await show({ ...seats.therapist, settled: async () => (isRefused ? back : 'stored') })
    expect(screen.getByRole('status').textContent).toBe(opening.failed)
    expect(said()).not.toContain(FLOOR)
    isRefused = false
    await act(async () => screen.getByRole('button', { name: opening.again }).click())
    expect(said()).toContain(FLOOR)
    expect(reviews().length).toBeGreaterThan(0)
  })

  it('that waits for a line since before is not told twice', async () => {
    const { seats, show, reviews } = await open()
    const scene = {
      ...seats.therapist.get(),
      pending: [{ mid: 'waiting', step: '', act: { type: 'reviewed' } as const }],
    }
    const settled = vi.fn<Session['settled']>(async () => 'stored')
    await show({ ...seats.therapist, get: () => scene, settled })
    expect(settled).toHaveBeenCalledExactlyOnceWith('waiting')
    expect(reviews()).toHaveLength(0)
  })
})

it('names that turn the writing round, or look like a pattern, stay names and turn no line', async () => {
  const { seats } = await closed()
  for (const seat of ['p1', 'p2'] as const) await seats[seat].act({ type: 'allowed', kind: 'review' })
  const scene = { ...seats.therapist.get(), names: { own: 'Mara\u2066', p1: "\u202ENoor $'", p2: '\u202E' } }
  const session = { ...seats.therapist, get: () => scene }
  await act(async () => render(<TherapistReview session={session} labels={{}} onBack={() => {}} />))
  expect(document.body.innerHTML).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/)
  expect(screen.getAllByRole('article', { name: parts.says.replace('{partner}', () => "Noor $'") })).not.toHaveLength(0)
  expect(screen.getAllByRole('article', { name: parts.says.replace('{partner}', workspace.second) })).not.toHaveLength(
    0,
  )
})
