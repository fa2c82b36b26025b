// @vitest-environment happy-dom
import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { longDay } from '../parts/day.ts'
import { changePreferences } from '../parts/preferences.ts'
import { keptUntil } from '../session/retention.ts'
import { hasTold, isOpen, newCouple, tell, TO_MAP_NAME, until } from '../session/testing/couple.ts'
import { landing } from '../text/en.ts'
import { kept as text } from '../text/kept.en.ts'
import { Landing } from './landing.tsx'

beforeEach(() => changePreferences({ discreet: false }))
afterEach(cleanup)

const DAY = 86_400
const inDays = (days: number) => Math.floor(Date.now() / 1000) + days * DAY
const dayIn = (days: number) => longDay(inDays(days) * 1000)

/** The first page of a device that saw its one talk go at that time; and what came of it. */
const show = async (goes: number | undefined) => {
  const { p1, server } = await newCouple()
  const [ring] = await p1.keyring.list()
  await p1.keyring.rewrite({ ...ring!, until: goes })
  const asked: unknown[] = []
  const onLookBack = (...of: unknown[]) => void asked.push(of)
  const page = <Landing onStart={() => {}} onGoOn={() => {}} onLookBack={onLookBack} parts={async () => p1.parts} />
  await act(async () => void render(page))
  for (const _ of ['the talks', 'the lines', 'what they read']) await act(async () => vi.dynamicImportSettled())
  await screen.findByText(/Go on with|^Go on$/)
  return { server, asked }
}
const said = () => document.body.textContent ?? ''

describe('the first page', () => {
  it.each([7, 1])('%i days before a talk goes, names about the day and leads to keeping it longer', async days => {
    const { server, asked } = await show(inDays(days))
    expect(said()).toContain(text.soon(dayIn(days)))
    await act(async () => screen.getByRole('button', { name: text.longer }).click())
    expect(asked).toEqual([[expect.objectContaining({ session: server.session, seat: 'p1' }), '#keep']])
    expect(server.heard).toEqual([])
  })

  it('after that day, says that it may be gone, and offers nothing that may not be there', async () => {
    await show(inDays(-1))
    expect(said()).toContain(text.past(dayIn(-1)))
    expect(screen.queryByRole('button', { name: text.longer })).toBeNull()
  })

  it.each([['longer than that before', inDays(8)] as const, ['where it stays', undefined] as const])(
    'says nothing %s',
    async (_, goes) => {
      await show(goes)
      expect(said()).not.toMatch(/[Kk]ept until/)
    },
  )

  it('says nothing before a press where it is discreet', async () => {
    changePreferences({ discreet: true })
    await show(inDays(1))
    expect(screen.getByRole('button', { name: landing.goOn })).toBeTruthy()
    expect(said()).not.toContain('Kept until')
  })
})

it('a partner’s name that turns the writing round turns itself alone', async () => {
  const { p1 } = await newCouple()
  const [ring] = await p1.keyring.list()
  await p1.keyring.rewrite({ ...ring!, names: { ...ring!.names, partner: '\u202Eneb <img src=x>' } })
  const { container } = render(<Landing onStart={() => {}} onGoOn={() => {}} parts={async () => p1.parts} />)
  const name = await screen.findByText(/neb/)
  expect([name.tagName, name.textContent]).toEqual(['BDI', '\u202Eneb <img src=x>'])
  expect(container.querySelector('img')).toBeNull()
})

it('a device remembers when the talk goes, with every entry anew', async () => {
  const { p1, p2 } = await newCouple()
  const sessions = { p1: await p1.open(), p2: await p2.open() }
  await Promise.all([until(sessions.p1, isOpen), until(sessions.p2, isOpen)])
  await tell(sessions, TO_MAP_NAME)
  const scene = await until(sessions.p1, hasTold(3))
  const goes = keptUntil(scene)
  expect(goes).toBe(scene.told.at(-1)!.entry.at + 30 * DAY)
  await vi.waitFor(async () => expect((await p1.keyring.list())[0]!.until).toBe(goes))
})
