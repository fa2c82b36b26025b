// @vitest-environment happy-dom
import type { Seat } from '@haven/shared/steps.ts'
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { seated, SUPERVISED } from '../../gallery/seated.ts'
import { momentsAt, momentsOf, stage } from '../../gallery/stage.ts'
import type { Session } from '../../session/scene.ts'
import { log, page } from '../../text/review.en.ts'
import { fidelity, phrases, reached, supervision } from '../../text/third.en.ts'
import { rows } from '../../text/workspace.en.ts'
import { deskRoomOf } from '../workspace/room/desk-room.ts'
import { deskReaderOf } from './desk-reader.ts'
import { lookOf } from './look.ts'
import { checkIn, lastNoted } from './noted.ts'
import type { Outside } from './save.ts'
import { knownSwaps, paperFor } from './supervised.ts'
import { Supervision } from './supervision.tsx'
import { TherapistReview } from './third.tsx'

afterEach(cleanup)

const MOMENTS = momentsOf(seated(), SUPERVISED)
const FLOOR = 'It was two in the morning.'
const said = () => document.body.textContent ?? ''

const open = async (session: Session, before: readonly Session[] = []) =>
  act(async () => render(<TherapistReview session={session} labels={{}} onBack={() => {}} before={before} />))
const done = () => stage(MOMENTS.at(-1)!)
const allow = async (seats: ReturnType<typeof stage>, kind: 'review' | 'export') => {
  for (const seat of ['p1', 'p2'] as const) await seats[seat].act({ type: 'allowed', kind })
}
const tableOf = (title: string) => within(screen.getByText(title).closest('details')!)

describe('the eight moves', () => {
  it('stand for a done talk in words, without what was said', async () => {
    await open(done().therapist)
    const table = tableOf(reached.title)
    expect(table.getAllByRole('row', { hidden: true })).toHaveLength(rows.length + 1)
    expect(table.getAllByText(reached.states.confirmed).length).toBeGreaterThan(4)
    expect(said()).not.toContain(FLOOR)
    expect(screen.queryByText(phrases.title)).toBeNull()
  })

  it('are as far as a running talk has come', async () => {
    await open(stage(momentsAt('hear.reflect', MOMENTS)[0]!).therapist)
    const states = tableOf(reached.title)
      .getAllByRole('cell', { hidden: true })
      .map(({ textContent }) => textContent)
    expect(states.slice(0, 2)).toEqual([reached.states.tried, reached.states.notReached])
    expect(states.slice(2).every(state => state === reached.states.notReached)).toBe(true)
  })
})

it('phrases stand side by side, of the one who was hurt, of the other, and of both', async () => {
  const seats = done()
  await allow(seats, 'review')
  await open(seats.therapist)
  const way = (name: string) => screen.getByRole('region', { name, hidden: true }).textContent
  expect(way(phrases.ways.voice)).toContain(FLOOR)
  expect(way(phrases.ways.back)).not.toContain(FLOOR)
  expect(way(phrases.ways.back)).toContain('You were frightened')
  expect(way(phrases.ways.story)!.length).toBeGreaterThan(40)
})

it('one’s own part is kept beside the note as it was, and nothing is counted', async () => {
  const { therapist } = done()
  await therapist.act({ type: 'noted' }, { saw: 'They slowed down.', rows: ['1 reached'] }, 'notes')
  await open(therapist)
  const keep = () => screen.getByRole<HTMLButtonElement>('button', { name: fidelity.keep, hidden: true })
  expect(keep().disabled).toBe(true)
  const answer = (item: number, name: string) => {
    const group = screen.getByRole('group', { name: fidelity.items[item]!, hidden: true })
    return act(async () => within(group).getByLabelText(name).click())
  }
  await answer(2, fidelity.answers.partly)
  await answer(0, fidelity.answers.yes)
  await act(async () => keep().click())
  expect(lastNoted(therapist.get())).toEqual({
    saw: 'They slowed down.',
    rows: ['1 reached'],
    check: ['1 yes', '3 partly'],
  })
  await therapist.act({ type: 'noted' }, { saw: 'Later, without it.' }, 'notes')
  expect([...checkIn(therapist.get())]).toEqual([
    [1, 'yes'],
    [3, 'partly'],
  ])
  expect(said()).not.toMatch(/\d of 6|score|%/)
})

it('talks of the same couple stand below each other, this one named', async () => {
  const [now, earlier] = [done().therapist, stage(momentsAt('hear.reflect', MOMENTS)[0]!).therapist]
  const other = { ...earlier, get: () => ({ ...earlier.get(), session: 'BBBBBBBBBBBBBBBBBBBBBB' }) }
  const scenes = [now, { ...other, get: vi.fn(other.get) }]
  const held = other.get()
  scenes[1] = { ...other, get: () => held }
  await open(now, scenes)
  const table = tableOf('This couple over time')
  expect(table.getAllByRole('row', { hidden: true })).toHaveLength(3)
  expect(table.getAllByText(/this talk/)).toHaveLength(1)
})

it('lies on a page of its own, so that reading begins with the talk, and keeps what was begun in it', async () => {
  const seats = done()
  await allow(seats, 'review')
  await open(seats.therapist)
  const press = (name: string) => act(async () => screen.getByRole('button', { name }).click())
  expect(screen.queryByRole('group', { name: fidelity.items[0] })).toBeNull()
  expect(screen.getByRole('region', { name: log.label })).toBeTruthy()
  await press(page.view.third)
  expect(screen.queryByRole('region', { name: log.label })).toBeNull()
  await act(async () => screen.getByText(fidelity.title).closest('details')!.setAttribute('open', ''))
  const partly = () =>
    within(screen.getByRole('group', { name: fidelity.items[2] })).getByLabelText<HTMLInputElement>(
      fidelity.answers.partly,
    )
  await act(async () => partly().click())
  await press(page.view.read)
  await press(page.view.third)
  expect(partly().checked).toBe(true)
})

describe('to supervision', () => {
  const show = async (seats: ReturnType<typeof stage>) => {
    const save = vi.fn<Outside['save']>()
    const { therapist } = seats
    const reader = deskReaderOf(deskRoomOf(therapist, therapist.get())!, {})!
    const outside = { save, print: () => {} }
    await act(async () => render(<Supervision reader={reader} look={lookOf(reader.scene)} outside={outside} />))
    const press = (name: string) => act(async () => screen.getByRole('button', { name, hidden: true }).click())
    const swap = async (at: number, field: string, value: string) =>
      act(async () => void fireEvent.change(screen.getAllByLabelText(field)[at]!, { target: { value } }))
    return { save, press, swap }
  }

  it('the words go along only while both allow a copy and its reading, with what was replaced', async () => {
    const seats = done()
    await allow(seats, 'review')
    await allow(seats, 'export')
    const { save, press, swap } = await show(seats)
    await press(supervision.add)
    await swap(3, supervision.from, 'the morning')
    await swap(3, supervision.to, 'a night')
    await press(supervision.look)
    const paper = screen.getByRole('region', { name: supervision.paperTitle, hidden: true })
    expect(paper.textContent).toContain('It was two in a night.')
    expect(paper.textContent).toContain(supervision.changed)
    await press(supervision.save)
    const [html, name] = save.mock.lastCall!
    expect(name).toMatch(/^haven-supervision-[\d-]+\.html$/)
    for (const hidden of ['Noor', 'Elias', 'Mara', 'the morning']) expect(html).not.toContain(hidden)
    expect(html).toContain('Partner A')
    expect(html).toContain(supervision.noProof)
  })

  it('two who have the same name are told apart', async () => {
    const seats = done()
    await allow(seats, 'review')
    await allow(seats, 'export')
    const { therapist } = seats
    const reader = { ...deskReaderOf(deskRoomOf(therapist, therapist.get())!, {})!, name: () => 'Sam' }
    const { chapters } = paperFor(reader, lookOf(reader.scene), knownSwaps(reader), 0)
    const lines = chapters.flatMap(({ steps }) => steps.flatMap(step => step.lines))
    const calledOf = (of: Seat) =>
      new Set(lines.filter(({ kind, seat }) => kind === 'said' && seat === of).map(one => one.text))
    expect(calledOf('p1')).toEqual(new Set([supervision.seats.p1]))
    expect(calledOf('p2')).toEqual(new Set([supervision.seats.p2]))
    expect(JSON.stringify(chapters)).not.toContain('Sam')
  })

  it('without that, notes, marks and moves go along alone', async () => {
    const seats = done()
    await allow(seats, 'export')
    await seats.therapist.act({ type: 'noted' }, { saw: 'Noor slowed down.' }, 'notes')
    await seats.therapist.act({ type: 'bookmarked' }, { kind: 'growth', seq: 40, line: 'Elias stayed.' }, 'notes')
    const { save, press } = await show(seats)
    expect(said()).toContain(supervision.without)
    await press(supervision.look)
    await act(async () => screen.getByLabelText(supervision.forms.markdown).click())
    await press(supervision.save)
    const [text] = save.mock.lastCall!
    expect(text).not.toContain('two in the morning')
    for (const there of ['Partner A slowed down', 'Partner B stayed', supervision.moves]) expect(text).toContain(there)
  })
})
