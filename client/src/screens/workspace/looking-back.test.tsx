// @vitest-environment happy-dom
import { act, cleanup, render, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { seated, SUPERVISED } from '../../gallery/seated.ts'
import { momentsAt, momentsOf, stage } from '../../gallery/stage.ts'
import { deskOf } from '../../gallery/workspace-stage.ts'
import { troubles } from '../../text/talk.en.ts'
import { opening, reached, third } from '../../text/third.en.ts'
import { workspace } from '../../text/workspace.en.ts'
import { CoupleList } from './list.tsx'
import { LookBackPage } from './looking-back.tsx'
import { RoomPage } from './room/room-page.tsx'
import type { View } from './unlocked.ts'

afterEach(cleanup)

const MOMENTS = momentsOf(seated(), SUPERVISED)
const FLOOR = 'It was two in the morning.'
const said = () => document.body.textContent ?? ''
const done = () => stage(MOMENTS.at(-1)!)

const deskFor = ({ therapist }: ReturnType<typeof stage>) => {
  const go = vi.fn<(view: View) => void>()
  return { tools: { ...deskOf([therapist]), go }, session: therapist.get().session, go }
}
const press = (name: string) => act(async () => screen.getByRole('button', { name }).click())

it('a talk that is done is looked back at from its row, and from its room', async () => {
  const { tools, session, go } = deskFor(done())
  await act(async () => render(<CoupleList {...tools} />))
  await press(third.lookBack)
  expect(go).toHaveBeenLastCalledWith({ kind: 'review', session, from: 'list' })
  cleanup()
  await act(async () => render(<RoomPage {...tools} session={session} />))
  await press(third.lookBack)
  expect(go).toHaveBeenLastCalledWith({ kind: 'review', session, from: 'room' })
})

it('one that goes on is so from its room alone', async () => {
  const { tools } = deskFor(stage(momentsAt('hear.reflect', MOMENTS)[0]!))
  await act(async () => render(<CoupleList {...tools} />))
  expect(screen.queryByRole('button', { name: third.lookBack })).toBeNull()
})

it('the page leads back to where it was opened', async () => {
  const { tools, session, go } = deskFor(done())
  const open = async (from: 'list' | 'room') => {
    await act(async () => render(<LookBackPage {...tools} session={session} from={from} />))
    await waitFor(() => expect(screen.getByText(reached.title)).toBeDefined())
  }
  await open('room')
  await press(third.toRoom)
  expect(go).toHaveBeenLastCalledWith({ kind: 'room', session })
  cleanup()
  await open('list')
  await press(workspace.couples)
  expect(go).toHaveBeenLastCalledWith({ kind: 'list' })
})

it('the room of a done talk shows what was said only while both allow it', async () => {
  const seats = done()
  const { tools, session } = deskFor(seats)
  await act(async () => render(<RoomPage {...tools} session={session} />))
  expect(said()).not.toContain(FLOOR)
  for (const seat of ['p1', 'p2'] as const)
    await act(async () => void (await seats[seat].act({ type: 'allowed', kind: 'review' })))
  expect(said()).toContain(FLOOR)
  await act(async () => void (await seats.p2.act({ type: 'withdrew', kind: 'review' })))
  expect(said()).not.toContain(FLOOR)
})

it('the room of a done talk is an opening that the two are told of before a word stands there; a room that goes on is none', async () => {
  const reviewsIn = ({ p1 }: ReturnType<typeof stage>) =>
    p1.get().told.filter(({ entry }) => entry.act.type === 'reviewed')
  const over = done()
  for (const seat of ['p1', 'p2'] as const) await over[seat].act({ type: 'allowed', kind: 'review' })
  let store: (how: 'stored') => void = () => {}
  const stored = new Promise<'stored'>(resolve => (store = resolve))
  const held = { ...over, therapist: { ...over.therapist, settled: () => stored } }
  const { tools, session } = deskFor(held)
  await act(async () => render(<RoomPage {...tools} session={session} />))
  expect(reviewsIn(over)).toHaveLength(1)
  expect(said()).not.toContain(FLOOR)
  await act(async () => store('stored'))
  expect(said()).toContain(FLOOR)
  cleanup()
  const live = stage(momentsAt('hear.reflect', MOMENTS)[0]!)
  const going = deskFor(live)
  await act(async () => render(<RoomPage {...going.tools} session={going.session} />))
  expect(said()).toContain(FLOOR)
  expect(reviewsIn(live)).toHaveLength(0)
})

it('a talk that stopped shows its therapist what was verified of it, to read alone, but not untold once it is done', async () => {
  const broken = (seats: ReturnType<typeof stage>) => {
    const scene = { ...seats.therapist.get(), phase: 'stopped', trouble: { kind: 'story', why: 'hash' } } as const
    return deskFor({ ...seats, therapist: { ...seats.therapist, get: () => scene } })
  }
  const live = stage(momentsAt('hear.reflect', MOMENTS)[0]!)
  await live.therapist.draft.write('desk.guide.hear.voice:text', 'Slowly.')
  const going = broken(live)
  await act(async () => render(<RoomPage {...going.tools} session={going.session} />))
  await act(async () => vi.dynamicImportSettled())
  expect(said()).toContain(troubles.story.title)
  expect(said()).toContain(FLOOR)
  expect(said()).toContain('Slowly.')
  expect(screen.queryByRole('textbox')).toBeNull()
  cleanup()
  const over = done()
  for (const seat of ['p1', 'p2'] as const) await over[seat].act({ type: 'allowed', kind: 'review' })
  const { tools, session } = broken(over)
  await act(async () => render(<LookBackPage {...tools} session={session} from="list" />))
  await act(async () => vi.dynamicImportSettled())
  expect(said()).toContain(opening.untold)
  expect(said()).not.toContain(FLOOR)
})
