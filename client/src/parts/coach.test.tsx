// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Coach, LoadCoach } from './load-coach.ts'
import type { Listening, Note } from '../coach/notice.ts'
import { momentsAt, momentsOf, stage } from '../gallery/stage.ts'
import type { Step } from '@haven/shared/steps.ts'
import { StepScreen } from '../screens/steps/steps.tsx'
import { coach as text } from '../text/coach.en.ts'
import { CoachFrom } from './coached.tsx'
import { changePreferences, readPreferences } from './preferences.ts'
import { closeSheet, useSheet } from './sheet.ts'
import { roomOf } from './use-room.ts'

const MOMENTS = momentsOf()

/** What the made-up coach notices: words, and what they are to it. */
const HEARD: [RegExp, Note['category']][] = [
  [/You never\w*( \w+)*/g, 'blame'],
  [/You idiot/g, 'contempt'],
  [/I was alone/g, 'vulnerable'],
  [/afraid of you/g, 'safety'],
]
const noticed = (draft: string): Note[] =>
  HEARD.flatMap(([words, category]) =>
    [...draft.matchAll(words)].map(({ 0: found, index }) => ({
      category,
      start: index,
      end: index + found.length,
      rule: `made-up:${category}`,
    })),
  )
const coachWith = (change: Partial<Coach> = {}): LoadCoach => {
  const coach: Coach = { isWhole: true, notice: noticed, ...change }
  return async () => coach
}

const show = async (load: LoadCoach | undefined, step: Step = 'hear.voice', seat: 'p1' | 'p2' = 'p1') => {
  const session = stage(momentsAt(step, MOMENTS)[0]!)[seat]
  const room = roomOf(session, session.get())!
  await act(async () => {
    render(
      <CoachFrom value={load}>
        <StepScreen room={room} />
        <Sheet />
      </CoachFrom>,
    )
    await vi.dynamicImportSettled()
  })
}
const Sheet = () => <output data-testid="sheet">{useSheet()}</output>

const pass = (ms: number) => act(async () => void (await vi.advanceTimersByTimeAsync(ms)))
const page = (at = 0) => screen.getAllByRole<HTMLTextAreaElement>('textbox')[at]!
const type = (words: string, at = 0) => act(async () => void fireEvent.change(page(at), { target: { value: words } }))
const write = async (words: string, at = 0) => {
  await type(words, at)
  await pass(200)
}
const press = (name: string) => act(async () => screen.getByRole('button', { name }).click())
const note = () => screen.queryByRole('note', { name: text.label })
const line = () => note()?.querySelector('[role=status]')?.textContent
const marks = () => [...document.querySelectorAll('mark')].map(mark => mark.textContent)

beforeEach(() => {
  vi.useFakeTimers()
  changePreferences({ coach: 'more', notThis: [], stillYours: 4 })
})
afterEach(() => {
  cleanup()
  closeSheet()
  vi.useRealTimers()
})

describe('listening', () => {
  it('waits 200 ms after the last key, and hears the step and the role', async () => {
    const notice = vi.fn<(draft: string, listening: Listening) => Note[]>(() => [])
    await show(coachWith({ notice }))
    await pass(200)
    notice.mockClear()
    await type('You never')
    await pass(150)
    await type('You never call')
    await pass(199)
    expect(notice).not.toHaveBeenCalled()
    await pass(1)
    expect(notice).toHaveBeenCalledExactlyOnceWith('You never call', { step: 'hear.voice', role: 'injured' })
  })

  it('never listens while an input method is open', async () => {
    await show(coachWith())
    await act(async () => void fireEvent.compositionStart(page()))
    await write('You never call')
    expect(line()).toBe('')
    await act(async () => void fireEvent.compositionEnd(page()))
    await pass(200)
    expect(line()).not.toBe('')
  })

  it('takes away marks at once when their words are no more, and shifts them with the text', async () => {
    await show(coachWith())
    await write('You never call')
    await type('Listen. You never call')
    expect(marks()).toEqual(['You never call'])
    await type('Listen. You nver call')
    expect(marks()).toEqual([])
  })

  it('never hears a drawer, a title, or a page of one’s own', async () => {
    const notice = vi.fn<Coach['notice']>(() => [])
    await show(coachWith({ notice }), 'own.inner', 'p2')
    await write('But I was afraid of you')
    cleanup()
    await show(coachWith({ notice }), 'hear.voice', 'p2')
    await write('You never call')
    cleanup()
    expect(notice).not.toHaveBeenCalled()
    await show(coachWith({ notice }), 'map.name')
    await write('You never call')
    expect(notice.mock.calls.filter(([draft]) => draft !== '')).toEqual([])
  })

  it('hears every page of a letter and the missing line of an answer', async () => {
    await show(coachWith(), 'own.say', 'p2')
    await write('You never told me', 2)
    expect(marks()).toEqual(['You never told me'])
    cleanup()
    await show(coachWith(), 'hear.check')
    await write('You never asked')
    expect(marks()).toEqual(['You never asked'])
  })

  it('speaks English, and says so where another language is written', async () => {
    await show(coachWith())
    await write('Du warst nie da und ich habe die ganze Nacht allein auf dem Boden gesessen')
    expect(line()).toBe(text.lacks.language)
  })
})

describe('a note', () => {
  it('is one at a time, strengths first, told politely and once', async () => {
    await show(coachWith())
    await write('I was alone. You never call. You idiot')
    expect(marks()).toEqual(['I was alone', 'You never call'])
    const told = line()
    expect(screen.getAllByRole('button', { name: text.keep })).toHaveLength(1)
    await write('I was alone. You never call me. You idiot')
    expect(line()).toBe(told)
    expect(note()?.querySelectorAll('[role=status]')).toHaveLength(1)
  })

  it('names neither its category nor the one who writes', async () => {
    await show(coachWith())
    await write('You never call')
    expect(note()?.textContent).not.toMatch(/blam|you are|!/i)
    expect(note()?.textContent).toContain(text.welcome)
  })

  it('is one quiet line until it is tapped', async () => {
    changePreferences({ coach: 'quiet' })
    await show(coachWith())
    await write('You never call')
    expect(screen.queryByRole('button', { name: text.keep })).toBeNull()
    await press(text.more)
    expect(screen.getByRole('button', { name: text.keep }).className).toBe(
      screen.getByRole('button', { name: text.change }).className,
    )
  })

  it('gives the focus back at the end of the words', async () => {
    await show(coachWith())
    await write('You never call. Ever')
    await press(text.change)
    expect(document.activeElement).toBe(page())
    expect(page().selectionStart).toBe('You never call'.length)
    expect(marks()).toEqual(['You never call'])
  })

  it('closes nothing: Send stays open, and what is sent is what was written', async () => {
    await show(coachWith())
    await write('You never call')
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Send' }).disabled).toBe(false)
    expect(page().value).toBe('You never call')
  })
})

describe('the cool-down', () => {
  it('does not come back for words that were kept, even as they grow', async () => {
    await show(coachWith())
    await write('You never call')
    await press(text.keep)
    await write('You never call me')
    expect(line()).toBe('')
  })

  it('says nothing else for 20 seconds of writing after a keep', async () => {
    await show(coachWith())
    await write('You never call')
    await press(text.keep)
    const all = 'You never call. You idiot'
    for (let second = 1; second < 20; second += 1) {
      await write(`${all}${'.'.repeat(second)}`)
      await pass(800)
    }
    expect(line()).toBe('')
    await write(`${all}, so`)
    await pass(800)
    await write(`${all}, so it is`)
    expect(marks()).toEqual(['You idiot'])
  })

  it('does not show again for the same words what went away', async () => {
    await show(coachWith())
    await write('You never call')
    await write('I waited')
    expect(line()).toBe('')
    await write('You never call')
    expect(line()).toBe('')
    await write('You never write')
    expect(line()).not.toBe('')
  })
})

describe('not this', () => {
  it('is remembered on this device, rule by rule', async () => {
    await show(coachWith())
    await write('You never call')
    await press(text.notThis)
    expect(line()).toBe('')
    expect(readPreferences().notThis).toEqual(['made-up:blame'])
    expect(localStorage.getItem('haven.preferences')).not.toContain('never')
    cleanup()
    await show(coachWith())
    await write('You never write')
    expect(line()).toBe('')
    await write('You never write. You idiot')
    expect(marks()).toEqual(['You idiot'])
  })
})

describe('safety', () => {
  it('comes before style, leads to help, and marks nothing', async () => {
    await show(coachWith())
    await write('I was alone and afraid of you. You never call')
    expect(marks()).toEqual([])
    expect(text.safety).toContain(line())
    expect(screen.queryByRole('button', { name: text.notThis })).toBeNull()
    await act(async () => note()!.querySelector<HTMLButtonElement>('[aria-haspopup=dialog]')!.click())
    expect(screen.getByTestId('sheet').textContent).toBe('help')
  })

  it('is followed by no style note when it is closed', async () => {
    await show(coachWith())
    await write('I am afraid of you. You never call')
    await press(text.close)
    await write('I am afraid of you. You never call me')
    expect(line()).toBe('')
  })
})

describe('the choice', () => {
  it('off: nothing loads and nothing is there', async () => {
    changePreferences({ coach: 'off' })
    const load = vi.fn<LoadCoach>(coachWith())
    await show(load)
    await write('You never call')
    expect(load).not.toHaveBeenCalled()
    expect(note()).toBeNull()
  })

  it('says once that part of it could not be loaded', async () => {
    const load = coachWith({ isWhole: false })
    await show(load)
    expect(line()).toBe(text.lacks.ear)
    await write('You never call')
    expect(line()).not.toBe(text.lacks.ear)
    cleanup()
    await show(load)
    expect(line()).toBe('')
  })

  it('goes on without a coach that cannot be had', async () => {
    await show(async () => Promise.reject(new Error('offline')))
    await write('You never call')
    expect(page().value).toBe('You never call')
    expect(line()).toBe('')
  })
})
