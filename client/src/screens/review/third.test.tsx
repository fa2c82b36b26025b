// @vitest-environment happy-dom
import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { seated, SUPERVISED } from '../../gallery/seated.ts'
import { momentsOf, stage } from '../../gallery/stage.ts'
import { roomOf } from '../../parts/use-room.ts'
import { page } from '../../text/review.en.ts'
import { parts, transcript } from '../../text/talk.en.ts'
import { workspace } from '../../text/workspace.en.ts'
import { factOf } from '../facts.ts'
import { TherapistReview } from './third.tsx'

afterEach(cleanup)
const said = () => document.body.textContent ?? ''

const closed = async () => {
  const seats = stage(momentsOf(seated(), SUPERVISED).at(-1)!)
  const seq = seats.p1.get().told.find(({ entry }) => entry.act.type === 'spoke')!.entry.seq
  await seats.therapist.act({ type: 'bookmarked' }, { kind: 'growth', seq, line: 'Look at this together.' }, 'notes')
  await seats.therapist.act({ type: 'noted' }, { saw: 'They slowed down by themselves.' }, 'notes')
  const show = () =>
    act(async () =>
      render(<TherapistReview session={seats.therapist} labels={{ growth: 'A step' }} onBack={() => {}} />),
    )
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
