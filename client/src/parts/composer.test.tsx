// @vitest-environment happy-dom
import { LIMITS } from '@haven/shared/wire.ts'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { momentsAt, momentsOf, stage } from '../gallery/stage.ts'
import type { Session } from '../session/scene.ts'
import { fieldsOf } from '../text/prompts.ts'
import { parts as text } from '../text/talk.en.ts'
import { Composer } from './composer.tsx'
import { changePreferences } from './preferences.ts'
import type { Room } from './room.ts'
import { roomOf } from './use-room.ts'

const MOMENTS = momentsOf()
const FIELDS = fieldsOf('hear.voice', 'injured')

const speaker = (change: Partial<Session> = {}): { session: Session; room: Room } => {
  const session = { ...stage(momentsAt('hear.voice', MOMENTS)[0]!).p1, ...change }
  return { session, room: roomOf(session, session.get())! }
}
const show = (room: Room, fields = FIELDS) =>
  act(async () => void render(<Composer room={room} fields={fields} draftKey="hear.voice" send="Send" />))
const page = () => screen.getByRole<HTMLTextAreaElement>('textbox')
const write = (words: string) => act(async () => void fireEvent.change(page(), { target: { value: words } }))
const press = (name: string) => act(async () => screen.getByRole('button', { name }).click())
const pass = (ms: number) => act(async () => void (await vi.advanceTimersByTimeAsync(ms)))

beforeEach(() => {
  vi.useFakeTimers()
  changePreferences({ stillYours: 4 })
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

describe('Send', () => {
  it.each(['', 'ok', 'You never think of anyone but yourself.', '!!!', 'x'.repeat(LIMITS.words + 1)])(
    'R29: is never closed by what is written (%#)',
    async words => {
      await show(speaker().room)
      await write(words)
      const send = screen.getByRole<HTMLButtonElement>('button', { name: 'Send' })
      expect(send.disabled).toBe(false)
      expect(send.getAttribute('aria-disabled')).toBeNull()
    },
  )

  it('asks for a word where there is none, and sends nothing', async () => {
    const said = vi.fn<Session['act']>()
    await show(speaker({ act: said }).room)
    await press('Send')
    await pass(10_000)
    expect(screen.getByText(text.snags.empty)).toBeTruthy()
    expect(said).not.toHaveBeenCalled()
  })

  it('tells plainly what is too long, and keeps it', async () => {
    const said = vi.fn<Session['act']>()
    await show(speaker({ act: said }).room)
    const long = 'ä'.repeat(LIMITS.words / 2)
    await write(long)
    await press('Send')
    await pass(10_000)
    expect(screen.getByText(text.snags.tooLong)).toBeTruthy()
    expect(page().value).toBe(long)
    expect(said).not.toHaveBeenCalled()
  })

  it('goes with Ctrl and Enter; Enter alone is a new line', async () => {
    const said = vi.fn<Session['act']>(async () => 'mid')
    await show(speaker({ act: said }).room)
    await write('so it is just me')
    await act(async () => void fireEvent.keyDown(page(), { key: 'Enter' }))
    await pass(10_000)
    expect(said).not.toHaveBeenCalled()
    await act(async () => void fireEvent.keyDown(page(), { key: 'Enter', ctrlKey: true }))
    await pass(4000)
    expect(said).toHaveBeenCalledWith({ type: 'spoke', aloud: false }, { text: 'so it is just me' })
  })
})

describe('still yours', () => {
  it('C2: seals once, after the seconds a person chose', async () => {
    const said = vi.fn<Session['act']>(async () => 'mid')
    await show(speaker({ act: said }).room)
    await write('I was alone with her.')
    await press('Send')
    await pass(3900)
    expect(said).not.toHaveBeenCalled()
    await pass(200)
    expect(said).toHaveBeenCalledOnce()
    expect(page().value).toBe('')
  })

  it('gives the words back on Undo', async () => {
    const said = vi.fn<Session['act']>()
    await show(speaker({ act: said }).room)
    await write('I was alone with her.')
    await press('Send')
    await press('Undo')
    await pass(10_000)
    expect(said).not.toHaveBeenCalled()
    expect(page().value).toBe('I was alone with her.')
    expect(page().readOnly).toBe(false)
  })

  it('goes at once on Send now, and where no seconds are wished', async () => {
    const said = vi.fn<Session['act']>(async () => 'mid')
    await show(speaker({ act: said }).room)
    await write('one')
    await press('Send')
    await press('Send now')
    expect(said).toHaveBeenCalledOnce()
    await act(async () => changePreferences({ stillYours: 0 }))
    await write('two')
    await press('Send')
    expect(said).toHaveBeenLastCalledWith({ type: 'spoke', aloud: false }, { text: 'two' })
  })

  it('stays a draft when the page is left before', async () => {
    const said = vi.fn<Session['act']>()
    const { room } = speaker({ act: said })
    await show(room)
    await write('not yet')
    await press('Send')
    cleanup()
    await pass(10_000)
    expect(said).not.toHaveBeenCalled()
    await show(room)
    expect(page().value).toBe('not yet')
  })
})

describe('the draft', () => {
  it('C2: survives a reload, and is gone once the words are on their way', async () => {
    const { room, session } = speaker()
    await show(room)
    await write('half a line')
    cleanup()
    await show(room)
    expect(page().value).toBe('half a line')
    await press('Send')
    await press('Send now')
    expect(await session.draft.read('hear.voice:text')).toBeUndefined()
  })

  it('keeps the words when nothing could be saved', async () => {
    await show(speaker({ act: () => Promise.reject(new Error('no room')) }).room)
    await write('still here')
    await press('Send')
    await press('Send now')
    expect(page().value).toBe('still here')
    expect(screen.getByText(text.snags.failed)).toBeTruthy()
  })

  it('C7: takes back words that were refused, before what was written since', async () => {
    const dismissReturned = vi.fn<() => void>()
    const { room, session } = speaker({ dismissReturned })
    await session.draft.write('hear.voice:text', 'and later')
    const returned = {
      mid: 'm',
      code: 'stale-step',
      step: 'hear.voice',
      act: { type: 'spoke', aloud: false },
      words: { text: 'first' },
    } as const
    await show({ ...room, scene: { ...room.scene, returned } })
    expect(page().value).toBe('first\n\nand later')
    expect(dismissReturned).toHaveBeenCalledOnce()
    expect(await session.draft.read('hear.voice:text')).toBe('first\n\nand later')
  })

  it('C7: leaves words of another step to be shown by themselves', async () => {
    const dismissReturned = vi.fn<() => void>()
    const { room } = speaker({ dismissReturned })
    const returned = {
      mid: 'm',
      code: 'stale-step',
      step: 'close.thanks',
      act: { type: 'spoke', aloud: false },
      words: { text: 'thank you' },
    } as const
    await show({ ...room, scene: { ...room.scene, returned } })
    expect(page().value).toBe('')
    expect(dismissReturned).not.toHaveBeenCalled()
  })

  it('C14: is not read along by the browser', async () => {
    await show(speaker().room)
    expect(page().getAttribute('autocomplete')).toBe('off')
    expect(page().getAttribute('spellcheck')).toBe('false')
  })
})

describe('the form', () => {
  it('says it aloud without a word where both are in one place', async () => {
    const said = vi.fn<Session['act']>(async () => 'mid')
    await show({ ...speaker({ act: said }).room, setting: 'together' })
    await press('I have said it')
    await press('Send now')
    expect(said).toHaveBeenCalledWith({ type: 'spoke', aloud: true }, {})
  })

  it('has no such button where they are apart', async () => {
    await show(speaker().room)
    expect(screen.queryByRole('button', { name: 'I have said it' })).toBeNull()
  })

  it('begins with a tap, and keeps all fields of a longer one', async () => {
    const said = vi.fn<Session['act']>(async () => 'mid')
    const { room } = speaker({ act: said })
    await show(room, fieldsOf('map.name', 'injured'))
    await act(async () => screen.getByRole('checkbox', { name: 'Trust was broken' }).click())
    await act(async () => screen.getByRole('checkbox', { name: 'I was not protected' }).click())
    const [title] = screen.getAllByRole('textbox')
    await act(async () => void fireEvent.change(title!, { target: { value: 'The fever' } }))
    await press('Send')
    await press('Send now')
    expect(said).toHaveBeenCalledWith(
      { type: 'spoke', aloud: false },
      { title: 'The fever', kinds: ['trust', 'unprotected'] },
    )
  })
})
