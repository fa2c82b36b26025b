// @vitest-environment happy-dom
import { privateOf, whisperOf } from '@haven/shared/channels.ts'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { seated, SUPERVISED } from '../gallery/seated.ts'
import { momentsAt, momentsOf, stage, type Staging } from '../gallery/stage.ts'
import { changePreferences } from '../parts/preferences.ts'
import { closeSheet, openSheet } from '../parts/sheet.ts'
import { untold } from '../parts/whispered.ts'
import type { Scene, Session } from '../session/scene.ts'
import { Talk } from './talk.tsx'

const quiet = async () => ({ isWhole: true, notice: () => [] })
const MOMENT = momentsAt('hear.voice', momentsOf(seated(), SUPERVISED))[0]!
const CHANNEL = whisperOf('p1')
const POLICY: Staging = { policy: 'safety-only' }

beforeEach(() => changePreferences({ stillYours: 0 }))
afterEach(() => {
  cleanup()
  closeSheet()
  vi.restoreAllMocks()
})

const show = (session: Session) =>
  act(async () => {
    const shown = render(<Talk session={session} coach={quiet} />)
    await vi.dynamicImportSettled()
    return shown
  })
const press = (name: string) =>
  act(async () => {
    screen.getByRole('button', { name }).click()
    await vi.dynamicImportSettled()
  })
const write = (words: string) =>
  act(
    async () =>
      void fireEvent.change(screen.getByRole('textbox', { name: 'Your words to Mara' }), { target: { value: words } }),
  )
const says = (seats: ReturnType<typeof stage>, words: Record<string, string>) =>
  act(async () => void (await seats.therapist.act({ type: 'whispered' }, words, CHANNEL)))
const sheet = () => screen.queryByRole('dialog')
const dialogSend = () => act(async () => screen.getAllByRole('button', { name: 'Send' }).at(-1)!.click())

describe('a word to the therapist', () => {
  it('goes into one’s own channel, says before who reads it, and stands in the exchange', async () => {
    const seats = stage(MOMENT, POLICY)
    await show(seats.p1)
    await press('A word to Mara')
    expect(sheet()!.textContent).toContain('Only Mara reads this')
    expect(sheet()!.textContent).toContain('keeps no secrets between you')
    await write('It is too fast.')
    await dialogSend()
    expect(seats.therapist.get().threads[CHANNEL]?.map(({ words }) => words)).toEqual([{ text: 'It is too fast.' }])
    expect(seats.p2.get().threads).toEqual({})
    expect(screen.getByRole('log').textContent).toContain('It is too fast.')
    expect(await seats.p1.draft.read('whisper:text')).toBeUndefined()
  })

  it('R18: changes nothing on the other side: page and title alike, so that nothing calls', async () => {
    vi.spyOn(document, 'hidden', 'get').mockReturnValue(true)
    const seats = stage(MOMENT, POLICY)
    await show(seats.p2)
    const before = [document.title, document.body.innerHTML]
    await says(seats, { text: 'Is it too fast?' })
    await act(async () => void (await seats.p1.act({ type: 'whispered' }, { text: 'Yes.' }, CHANNEL)))
    expect([document.title, document.body.innerHTML]).toEqual(before)
  })

  it('from the therapist changes one plain word, without sound or title, until it was opened', async () => {
    const seats = stage(MOMENT, POLICY)
    await show(seats.p1)
    const title = document.title
    await says(seats, { text: 'Is it too fast?' })
    expect(screen.getByRole('button', { name: 'A word from Mara' }).closest('[role=status]')).toBeNull()
    expect(document.title).toBe(title)
    expect(document.body.textContent).not.toContain('Is it too fast?')
    await press('A word from Mara')
    await press('Close')
    expect(screen.getByRole('button', { name: 'A word to Mara' })).toBeTruthy()
    cleanup()
    await show({ ...seats.p1 })
    expect(screen.getByRole('button', { name: 'A word to Mara' })).toBeTruthy()
  })

  it('C13: is shut when the window is out of sight, and never opens by itself', async () => {
    const seats = stage(MOMENT, POLICY)
    await show(seats.p1)
    await press('A word to Mara')
    expect(sheet()).not.toBeNull()
    vi.spyOn(document, 'hidden', 'get').mockReturnValue(true)
    act(() => void document.dispatchEvent(new Event('visibilitychange')))
    expect(sheet()).toBeNull()
    cleanup()
    openSheet('whisper')
    await show(seats.p1)
    expect(sheet()).toBeNull()
  })

  it.each([
    ['no words between two were agreed on', { policy: 'none' }],
    ['nobody has vouched for this device', { ...POLICY, endorsed: [] }],
  ] satisfies [string, Staging][])('has no button where %s', async (_, staging) => {
    await show(stage(MOMENT, staging).p1)
    expect(screen.queryByRole('button', { name: /A word/ })).toBeNull()
  })

  it('is shut when the therapist leaves', async () => {
    const seats = stage(MOMENT, POLICY)
    await show(seats.p1)
    await press('A word to Mara')
    await act(async () => void (await seats.p2.act({ type: 'withdrew', kind: 'therapist' })))
    expect(sheet()).toBeNull()
  })

  it('shows an invitation to this Haven as a link, and anything else as text', async () => {
    const seats = stage(MOMENT, POLICY)
    const link = `${location.origin}/join#1.AAAAAAAAAAAAAAAAAAAAAA.p1.AAAAAAAAAAAAAAAAAAAAAA`
    const others = ['javascript:hit()', 'https://elsewhere.example/join#1', `${location.origin}/away`]
    for (const one of [link, ...others]) await says(seats, { text: 'For later.', link: one })
    await show(seats.p1)
    await press('A word from Mara')
    const links = screen.getAllByRole('link', { name: 'Open the next practice room' })
    expect(links.map(one => one.getAttribute('href'))).toEqual([link])
    for (const one of others) expect(sheet()!.textContent).toContain(one)
  })

  it('lets an own line be erased, asked once more, and no other', async () => {
    const seats = stage(MOMENT, POLICY)
    await seats.p1.act({ type: 'whispered' }, { text: 'It is too fast.' }, CHANNEL)
    await says(seats, { text: 'Then slower.' })
    await show(seats.p1)
    await press('A word from Mara')
    expect(screen.getAllByRole('button', { name: 'Erase these words' })).toHaveLength(1)
    await press('Erase these words')
    await press('Yes, erase them')
    expect(sheet()!.textContent).not.toContain('It is too fast.')
    expect(sheet()!.textContent).toContain('These words were withdrawn.')
    expect(sheet()!.textContent).toContain('Then slower.')
  })

  it('gives way to one line where this copy can vouch for it no more', async () => {
    const { p1 } = stage(MOMENT, POLICY)
    const scene: Scene = { ...p1.get(), shut: [CHANNEL] }
    await show({ ...p1, get: () => scene })
    await press('A word to Mara')
    expect(sheet()!.textContent).toContain('This exchange can’t be read here any more. The talk goes on.')
    expect(screen.queryByRole('textbox', { name: 'Your words to Mara' })).toBeNull()
  })

  it('puts refused words back before what was written since', async () => {
    const { p1 } = stage(MOMENT, POLICY)
    await p1.draft.write('whisper:text', 'Later words.')
    const dismissSideReturned = vi.fn<() => void>()
    const returned = { mid: 'm', code: 'stale-base', channel: CHANNEL, act: { type: 'whispered' } } as const
    const scene = { ...p1.get(), sideReturned: { [CHANNEL]: { ...returned, words: { text: 'First words.' } } } }
    await show({ ...p1, get: () => scene, dismissSideReturned })
    await press('Your word to Mara is here again')
    expect(screen.getByRole('textbox', { name: 'Your words to Mara' })).toHaveProperty(
      'value',
      'First words.\n\nLater words.',
    )
    expect(dismissSideReturned).toHaveBeenCalledExactlyOnceWith(CHANNEL)
  })

  it('that was refused is said on the way there, whatever else came back', async () => {
    const { p1 } = stage(MOMENT, POLICY)
    const own = privateOf('p1')
    const kept = {
      mid: 'k',
      code: 'closed',
      channel: own,
      act: { type: 'kept' },
      words: { item: 'a', value: 1 },
    } as const
    const back = {
      mid: 'w',
      code: 'closed',
      channel: CHANNEL,
      act: { type: 'whispered' },
      words: { text: 'Mine.' },
    } as const
    const withReturned = (sideReturned: Scene['sideReturned']): Session => {
      const scene = { ...p1.get(), sideReturned }
      return { ...p1, get: () => scene }
    }
    await show(withReturned({ [own]: kept }))
    expect(screen.getByRole('button', { name: 'A word to Mara' })).toBeTruthy()
    cleanup()
    await show(withReturned({ [own]: kept, [CHANNEL]: back }))
    await press('Your word to Mara is here again')
    expect(screen.getByRole('textbox', { name: 'Your words to Mara' })).toHaveProperty('value', 'Mine.')
  })

  it('is told of and opens where this device cannot keep what was seen', async () => {
    const seats = stage(MOMENT, POLICY)
    await says(seats, { text: 'Is it too fast?' })
    const { draft } = seats.p1
    const check = (key: string) => {
      if (key === 'whisper.seen') throw new Error('no storage')
    }
    const failing: Session['draft'] = {
      ...draft,
      read: async key => (check(key), draft.read(key)),
      write: async (key, value) => (check(key), draft.write(key, value)),
    }
    await show({ ...seats.p1, draft: failing })
    await press('A word from Mara')
    expect(sheet()!.textContent).toContain('Is it too fast?')
  })

  it('says so where a line could not be erased', async () => {
    const seats = stage(MOMENT, POLICY)
    await seats.p1.act({ type: 'whispered' }, { text: 'It is too fast.' }, CHANNEL)
    const refuse = vi.fn<Session['act']>(() => Promise.reject(new Error('not open')))
    await show({ ...seats.p1, act: refuse })
    await press('A word to Mara')
    await press('Erase these words')
    await press('Yes, erase them')
    expect(screen.getByRole('alert').textContent).toContain('The words are still here.')
    expect(sheet()!.textContent).toContain('It is too fast.')
    await press('Yes, erase them')
    expect(refuse).toHaveBeenCalledTimes(2)
  })

  it('offers again what could not be told from the private check, and sends it by a press alone', async () => {
    const seats = stage(MOMENT, POLICY)
    untold.set(seats.p1, 'One of these is true for me.')
    await show(seats.p1)
    await press('Your word to Mara can go now')
    expect(seats.therapist.get().threads).toEqual({})
    await press('Send it now')
    expect(seats.therapist.get().threads[CHANNEL]?.map(({ words }) => words)).toEqual([
      { text: 'One of these is true for me.' },
    ])
    expect(screen.queryByRole('button', { name: 'Send it now' })).toBeNull()
    await press('Close')
    expect(screen.getByRole('button', { name: 'A word to Mara' })).toBeTruthy()
  })
})

it('what is put aside says who reads its name', async () => {
  await show(stage(MOMENT, POLICY).p1)
  await press('More')
  expect(screen.getByLabelText(/A short name for it/).closest('details')!.textContent).toContain(
    'Elias and Mara read this',
  )
})
