// @vitest-environment happy-dom
import type { SideEntry } from '@haven/shared/acts.ts'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { useSyncExternalStore } from 'react'
import { afterEach, describe, expect, it } from 'vitest'
import { type Moment, stage } from '../../../gallery/stage.ts'
import { deskOf, momentIn } from '../../../gallery/workspace-stage.ts'
import { writeWords } from '../../../session/forms.ts'
import type { Scene, Session, SideWords, Told } from '../../../session/scene.ts'
import { consent } from '../../../text/prompts.ts'
import { steps } from '../../../text/steps.en.ts'
import { bookmarks, controls, guide, note, room as text, rows, sending } from '../../../text/workspace.en.ts'
import type { DeskTools } from '../unlocked.ts'
import { RoomPage } from './room-page.tsx'

afterEach(cleanup)

const Page = (tools: DeskTools & { session: string }) => {
  const content = useSyncExternalStore(tools.workspace.subscribe, tools.workspace.get)
  return <RoomPage {...tools} content={content} />
}

type Way = 'open' | 'closed' | 'held up'

/** A room whose story can be closed, or that keeps what is sent until it is let go. `more` stands in its scene. */
const show = async (moment: Moment, more: Partial<Scene> = {}) => {
  const { therapist } = stage(moment, { policy: 'safety-only' })
  const state = { way: 'open' as Way, letGo: () => {}, sent: [] as unknown[] }
  const listeners = new Set<() => void>()
  let extra = more
  let shown: Scene | undefined
  let of: Scene | undefined
  const session: Session = {
    ...therapist,
    get: () => {
      if (of !== therapist.get() || !shown) shown = { ...(of = therapist.get()), ...extra }
      return shown
    },
    subscribe: listener => {
      listeners.add(listener)
      const stop = therapist.subscribe(listener)
      return () => {
        listeners.delete(listener)
        stop()
      }
    },
    act: (async (one: never, words: SideWords | undefined, channel: never) => {
      writeWords(words)
      if (state.way === 'closed') throw new Error('the story is not open')
      state.sent.push(words)
      if (state.way === 'held up') await new Promise<void>(resolve => void (state.letGo = resolve))
      return therapist.act(one, words as never, channel)
    }) as Session['act'],
  }
  const tell = async (next: Partial<Scene>) =>
    act(async () => {
      extra = next
      shown = undefined
      for (const listener of listeners) listener()
    })
  const tools = deskOf([session])
  await act(async () => void render(<Page {...tools} session={session.get().session} />))
  return { session, state, tell }
}

const press = async (name: string) => act(async () => void fireEvent.click(screen.getAllByRole('button', { name })[0]!))
const open = async (name: string) => act(async () => void fireEvent.click(screen.getByRole('tab', { name })))
const type = async (name: string, value: string) =>
  act(async () => void fireEvent.change(screen.getByRole('textbox', { name }), { target: { value } }))
const valueOf = (name: string) => screen.getByRole<HTMLTextAreaElement>('textbox', { name }).value

const PLACES = [
  { tab: text.tabs.guide, field: guide.field, button: guide.send, key: 'desk.guide.hear.reflect:text' },
  { tab: text.tabs.whisper, field: 'To Noor alone', button: 'Whisper to Noor', key: 'desk.whisper.p1:text' },
  { tab: text.tabs.note, field: note.saw, button: note.keep, key: 'desk.note:saw' },
]

describe.each(PLACES)('what is sent from $tab', ({ tab, field, button, key }) => {
  it('says that it did not leave, and keeps the words', async () => {
    const { session, state } = await show(momentIn('hear.reflect'))
    await open(tab)
    state.way = 'closed'
    await type(field, 'One sentence.')
    await press(button)
    expect(screen.getByRole('alert').textContent).toBe(sending.failed)
    expect(valueOf(field)).toBe('One sentence.')
    expect(await session.draft.read(key)).toBe('One sentence.')
    state.way = 'open'
    await press(button)
    expect(screen.queryByRole('alert')).toBeNull()
    expect(state.sent).toHaveLength(1)
  })

  it('says that it is too long, and keeps the words', async () => {
    const { state } = await show(momentIn('hear.reflect'))
    await open(tab)
    await type(field, 'x'.repeat(8_001))
    await press(button)
    expect(screen.getByRole('alert').textContent).toBe(sending.tooLong)
    expect(valueOf(field)).toHaveLength(8_001)
    expect(state.sent).toEqual([])
  })

  it('is sent once however often it is pressed, and leaves what is typed meanwhile', async () => {
    const { session, state } = await show(momentIn('hear.reflect'))
    await open(tab)
    await type(field, 'One sentence.')
    state.way = 'held up'
    await act(async () => {
      fireEvent.click(screen.getByRole('button', { name: button }))
      fireEvent.click(screen.getByRole('button', { name: button }))
    })
    await type(field, 'One sentence. And this.')
    await act(async () => state.letGo())
    expect(state.sent).toHaveLength(1)
    expect(valueOf(field)).toContain('And this.')
    expect(await session.draft.read(key)).toContain('And this.')
  })
})

describe('a press without words', () => {
  it.each([
    [text.tabs.marks, bookmarks.labels.growth],
    [text.tabs.guide, controls.hold],
  ])('in %s says that it did not go through: %s', async (tab, button) => {
    const { state } = await show(momentIn('hear.reflect'))
    await open(tab)
    state.way = 'closed'
    await press(button)
    expect(screen.getByRole('alert').textContent).toBe(sending.pressFailed)
  })

  it('goes once however often it is pressed', async () => {
    const { state } = await show(momentIn('hear.reflect'))
    state.way = 'held up'
    await press(controls.hold)
    await press(controls.hold)
    await act(async () => state.letGo())
    expect(state.sent).toHaveLength(1)
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('marks once, and keeps a line that is written meanwhile', async () => {
    const { state } = await show(momentIn('hear.reflect'))
    await open(text.tabs.marks)
    await type(bookmarks.line, 'She looked away.')
    state.way = 'held up'
    await press(bookmarks.labels.growth)
    await press(bookmarks.labels.block)
    await type(bookmarks.line, 'He waited.')
    await act(async () => state.letGo())
    expect(state.sent).toMatchObject([{ kind: 'growth', line: 'She looked away.' }])
    expect(valueOf(bookmarks.line)).toBe('He waited.')
  })
})

describe('agreeing', () => {
  it('shows how long words are kept as the talk has it now', async () => {
    const moment = momentIn('arrive.consent')
    const { snapshot } = stage(moment).therapist.get()
    await show(moment, { snapshot: { ...snapshot!, context: { ...snapshot!.context, keepDays: 7 } } })
    expect(document.body.textContent).toContain(consent.untilDays.replace('{days}', '7'))
  })

  it('says that it did not go through', async () => {
    const { state } = await show(momentIn('arrive.consent'))
    state.way = 'closed'
    await press('I agree')
    expect((await screen.findByRole('alert')).textContent).toBe(steps.notAgreed)
  })
})

describe('a note that was kept', () => {
  const noted = (seq: number, words: SideWords): Told<SideEntry> => ({
    entry: { seq, at: seq, by: 'therapist', act: { type: 'noted' } } as SideEntry,
    words,
    state: 'open',
  })

  it('is no draft any more, so that a later one from another device shows', async () => {
    const { session, tell } = await show(momentIn('hear.reflect'))
    await open(text.tabs.note)
    await type(note.saw, 'He leaves, she calls.')
    await press(note.keep)
    expect(screen.getByText(note.kept)).toBeDefined()
    expect(await session.draft.read('desk.note:saw')).toBeUndefined()
    const here = session.get().threads.notes ?? []
    await tell({ threads: { notes: [...here, noted(9, { saw: 'From the other device.' })] } })
    expect(valueOf(note.saw)).toBe('From the other device.')
  })

  it('came back: all of it is shown, the rows too', async () => {
    const words = { saw: 'He leaves.', rows: ['2 tried', '1 reached'] }
    await show(momentIn('hear.reflect'), {
      sideReturned: { notes: { mid: 'm', code: 'expired', channel: 'notes', act: { type: 'noted' }, words } as never },
    })
    expect(screen.getByText('He leaves.')).toBeDefined()
    expect(
      screen.getByText(`${rows[1]}: ${note.rowStates.tried} · ${rows[0]}: ${note.rowStates.reached}`),
    ).toBeDefined()
  })
})

it.each(['map.cycle', 'weave.care'] as const)('in %s who has written their half is not asked any more', async step => {
  const seats = stage(momentIn(step, 'supervised', 0), { policy: 'safety-only' })
  const tools = deskOf([seats.therapist])
  await act(async () => void render(<Page {...tools} session={seats.therapist.get().session} />))
  expect(screen.getByText('Both are asked now')).toBeDefined()
  await act(async () => void (await seats.p2.act({ type: 'spoke', aloud: false }, { signal: 'A hand.' })))
  expect(screen.getByText('Noor is asked now')).toBeDefined()
})
