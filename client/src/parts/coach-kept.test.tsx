// @vitest-environment happy-dom
import type { Act } from '@haven/shared/acts.ts'
import { privateOf } from '@haven/shared/channels.ts'
import type { Step } from '@haven/shared/steps.ts'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { momentsAt, momentsOf, stage } from '../gallery/stage.ts'
import { copiedOf } from '../screens/review/copied.ts'
import { notesOf } from '../screens/review/notes.ts'
import { StepScreen } from '../screens/steps/steps.tsx'
import type { Scene, Session, Words } from '../session/scene.ts'
import { coach as text } from '../text/coach.en.ts'
import { CoachFrom } from './coached.tsx'
import { mayWish, wishesOf } from './coach-kept.ts'
import type { LoadCoach } from './load-coach.ts'
import { changePreferences } from './preferences.ts'
import { roomOf } from './use-room.ts'

const MOMENTS = momentsOf()
const BLAME = 'You never call'
const hearing: LoadCoach = async () => ({
  isWhole: true,
  notice: draft =>
    draft.includes(BLAME)
      ? [{ category: 'blame', start: draft.indexOf(BLAME), end: draft.indexOf(BLAME) + BLAME.length, rule: 'made-up' }]
      : [],
})

/** A staged channel is there from its first entry on. */
const seatAt = async (step: Step) => {
  const { p1, p2 } = stage(momentsAt(step, MOMENTS)[0]!)
  await p1.act({ type: 'kept' }, { item: 'other', value: '' }, privateOf('p1'))
  return { p1, p2 }
}
const show = async (session: Session) => {
  await act(async () => {
    render(
      <CoachFrom value={hearing}>
        <StepScreen room={roomOf(session, session.get())!} />
      </CoachFrom>,
    )
    await vi.dynamicImportSettled()
  })
}
const write = async (words: string) => {
  await act(async () => void fireEvent.change(screen.getAllByRole('textbox')[0]!, { target: { value: words } }))
  await act(async () => void (await vi.advanceTimersByTimeAsync(200)))
}
const forMe = () => screen.getByRole('button', { name: text.forMe })
const wish = () => act(async () => forMe().click())
const spoke = { type: 'spoke', aloud: false } as const
const say = async (session: Session, what: Act, words?: Words) => {
  await act(async () => void (await session.act(what, words)))
  await act(async () => void (await vi.advanceTimersByTimeAsync(0)))
}
const kept = (session: Session) => notesOf(session.get()).filter(({ layer }) => layer === 'coach')

beforeEach(() => {
  vi.useFakeTimers()
  changePreferences({ coach: 'more', notThis: [], stillYours: 0 })
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

describe('a note of the coach', () => {
  it('is kept only where its reader wishes, and only once its words are sent', async () => {
    const { p1, p2 } = await seatAt('hear.voice')
    await show(p1)
    await write(`I waited. ${BLAME} me.`)
    expect(forMe().getAttribute('aria-pressed')).toBe('false')
    await wish()
    expect(forMe().getAttribute('aria-pressed')).toBe('true')
    expect(kept(p1)).toEqual([])
    await say(p1, spoke, { text: `I waited. ${BLAME} me.` })
    const seq = p1.get().told.at(-1)!.entry.seq
    expect(kept(p1)).toMatchObject([{ anchor: { seq, from: 10, to: 24 }, by: 'p1' }])
    expect(kept(p1)[0]!.text).toMatch(/^[A-Z].*[.] .*[?]$/)
    expect(kept(p1)[0]!.text).not.toContain(BLAME)
    expect([notesOf(p2.get()), p2.get().threads[privateOf('p1')]]).toEqual([[], undefined])
    await say(p1, spoke, { text: 'And again.' })
    expect(kept(p1)).toHaveLength(1)
  })

  it('that nobody wished to keep is in no channel and no draft', async () => {
    const { p1 } = await seatAt('hear.voice')
    await show(p1)
    await write(`${BLAME} me.`)
    await say(p1, spoke, { text: `${BLAME} me.` })
    expect([kept(p1), await p1.draft.read('coach.kept')]).toEqual([[], undefined])
  })

  it('stands beside all of it where the words were changed before they were sent', async () => {
    const { p1 } = await seatAt('hear.voice')
    await show(p1)
    await write(`${BLAME} me.`)
    await wish()
    await say(p1, spoke, { text: 'I waited for a call.' })
    expect(kept(p1).map(({ anchor }) => anchor)).toEqual([{ seq: p1.get().told.at(-1)!.entry.seq }])
  })

  it('is let go by a second press, and by words that are never sent', async () => {
    const { p1 } = await seatAt('hear.voice')
    await say(p1, spoke, { text: 'One piece.' })
    await show(p1)
    await write(`${BLAME} me.`)
    await wish()
    await wish()
    expect(await p1.draft.read('coach.kept')).toBeUndefined()
    await wish()
    await say(p1, { type: 'finished' })
    expect([kept(p1), await p1.draft.read('coach.kept')]).toEqual([[], undefined])
  })

  it('is kept after a reload too, and not twice', async () => {
    const { p1 } = await seatAt('hear.voice')
    const since = p1.get().told.length
    const waiting = [{ step: 'hear.voice', since, words: BLAME, text: 'A line.' }]
    await p1.draft.write('coach.kept', JSON.stringify(waiting))
    await p1.act(spoke, { text: `${BLAME} me.` })
    wishesOf({ ...p1 })
    await vi.advanceTimersByTimeAsync(0)
    expect(kept(p1)).toMatchObject([{ text: 'A line.', anchor: { from: 0, to: BLAME.length } }])
    await p1.draft.write('coach.kept', JSON.stringify(waiting))
    wishesOf({ ...p1 })
    await vi.advanceTimersByTimeAsync(0)
    expect(kept(p1)).toHaveLength(1)
    expect(await p1.draft.read('coach.kept')).toBeUndefined()
  })

  it('waits where it could not be kept, and what lies there unread is no note', async () => {
    const { p1 } = await seatAt('hear.voice')
    let isUp = false
    const trying: Session['act'] = async (...asked) => {
      if (asked[0].type === 'kept' && !isUp) throw new Error('not open')
      return p1.act(...asked)
    }
    await p1.draft.write('coach.kept', 'no list')
    const wishes = wishesOf({ ...p1, act: trying })
    await wishes.add({ step: 'hear.voice', since: p1.get().told.length, words: BLAME, text: 'A line.' })
    await p1.act(spoke, { text: BLAME })
    await vi.advanceTimersByTimeAsync(0)
    expect([kept(p1), (await p1.draft.read('coach.kept'))?.includes('A line.')]).toEqual([[], true])
    isUp = true
    await p1.act(spoke, { text: 'More.' })
    await vi.advanceTimersByTimeAsync(0)
    expect(kept(p1)).toHaveLength(1)
  })

  it('cannot be kept where there is no channel of one’s own that holds', async () => {
    const { p1 } = await seatAt('hear.voice')
    const scene = p1.get()
    expect(mayWish(scene)).toBe(true)
    expect(mayWish({ ...scene, threads: {} })).toBe(false)
    expect(mayWish({ ...scene, shut: ['private:p1'] })).toBe(false)
    expect(mayWish({ ...scene, seat: 'therapist' } as Scene)).toBe(false)
  })

  it('goes along with a copy of own words, and not with the whole talk', () => {
    const coachNote = { id: 'a', seq: 1, anchor: { seq: 3 }, text: 'A line.', layer: 'coach', by: 'p1' } as const
    expect(copiedOf([coachNote], 'own')).toEqual([{ seq: 3, text: 'A line.', coach: true }])
    expect(copiedOf([coachNote], 'whole')).toEqual([])
  })
})
