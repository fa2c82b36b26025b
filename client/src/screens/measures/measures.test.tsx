// @vitest-environment happy-dom
import { privateOf, whisperOf } from '@haven/shared/channels.ts'
import type { Step } from '@haven/shared/steps.ts'
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { withPlace } from '../../gallery/measured.tsx'
import { PRACTICE, seated, SUPERVISED } from '../../gallery/seated.ts'
import { type Moment, momentsAt, momentsOf, stage, type Staging } from '../../gallery/stage.ts'
import { closeSheet } from '../../parts/sheet.ts'
import { roomOf } from '../../parts/use-room.ts'
import type { Session } from '../../session/scene.ts'
import { circles, items, later, measures, own, share } from '../../text/measures.en.ts'
import { Talk } from '../talk.tsx'
import { answersOf, wordsOf } from './answers.ts'
import { FOREIGN, PAYLOADS } from '../testing/payloads.ts'
import { FOLLOWING } from './following.ts'
import { type Item, itemsOf, OCCASIONS, type Occasion, scaleOf } from './items.ts'
import { OwnMeasures } from './own-measures.tsx'

afterEach(() => {
  cleanup()
  closeSheet()
  vi.restoreAllMocks()
})

const OWN = privateOf('p1')
const THREE = momentsOf(seated(), SUPERVISED)
const POLICY: Staging = { policy: 'safety-only' }
const quiet = async () => ({ isWhole: true, notice: () => [] })
const DAY = 86_400_000

const open = async (step: Step, { moments = THREE, at = 0, staging = POLICY } = {}) => {
  const seats = stage(momentsAt(step, moments).at(at)!, staging)
  await withPlace(seats.p1, 'p1')
  return seats
}
const show = async (session: Session) => {
  await act(async () => void render(<Talk session={session} coach={quiet} />))
  await settle()
  await settle()
}
const settle = () => act(async () => vi.dynamicImportSettled())
const press = async (name: string | RegExp) => {
  await act(async () => screen.getByRole('button', { name }).click())
  await settle()
}
const unfold = async (title: string) => {
  const fold = screen.getByText(title).closest('details')!
  await act(async () => {
    fold.open = true
    fireEvent(fold, new Event('toggle'))
  })
  await settle()
  return fold
}
const row = (of: Item) => screen.getByRole('radiogroup', { name: items[of].ask.replace('{partner}', 'Elias') })
const pick = (of: Item, name: string) => act(async () => within(row(of)).getByRole('radio', { name }).click())
const answered = (session: Session) =>
  answersOf(roomOf(session, session.get())!).map(({ when, of, answer }) => [when, of, answer])
const keep = (session: Session, when: Occasion, of: Item, answer: number | string) =>
  session.act({ type: 'kept' }, wordsOf({ when, of, answer, at: 0 }), OWN)
const status = () => screen.getAllByRole('status').map(one => one.textContent)
/** So long after the talk had ended. */
const daysAfter = (moment: Moment, days: number) =>
  vi.spyOn(Date, 'now').mockReturnValue(moment.log.entries.at(-1)!.at * 1000 + days * DAY)

describe('before one begins', () => {
  it('five questions lie in a closed fold, none answered, and nothing is asked for', async () => {
    const { p1 } = await open('arrive.settle')
    await show(p1)
    expect(screen.queryByRole('radiogroup')).toBeNull()
    const fold = await unfold(measures.before)
    expect(within(fold).getAllByRole('radiogroup')).toHaveLength(5)
    expect(within(fold).queryByRole('radio', { checked: true })).toBeNull()
    expect(fold.querySelector('.readers')?.textContent).toBe('Only you')
    expect(screen.getByRole('button', { name: 'I am ready' })).toHaveProperty('disabled', false)
  })

  it('an answer is kept at its press in the own channel, and another one takes its place', async () => {
    const { p1 } = await open('arrive.settle')
    await show(p1)
    await unfold(measures.before)
    await pick('safe', '2')
    await pick('safe', '3')
    expect(answered(p1)).toEqual([['before', 'safe', 3]])
    expect(within(row('safe')).getByRole('radio', { checked: true }).textContent).toBe('3')
    expect(status()).toContain(measures.kept)
    const thread = p1.get().threads[OWN]!
    const value = (thread.at(-1)!.words as Record<string, string>)['value']!
    expect(JSON.parse(value)).toEqual({ when: 'before', of: 'safe', answer: 3, at: expect.any(Number) })
    const { length } = thread
    await pick('safe', '3')
    expect(p1.get().threads[OWN]).toHaveLength(length)
  })

  it('an answer may be taken back, so that none is there', async () => {
    const { p1 } = await open('arrive.settle')
    await show(p1)
    await unfold(measures.before)
    await pick('hurt', '7')
    await press(new RegExp(`${measures.takeBack}.*${items.hurt.short}`))
    expect(answered(p1)).toEqual([])
    expect(within(row('hurt')).queryByRole('radio', { checked: true })).toBeNull()
  })

  it('keys move along a row and choose nothing until a press', async () => {
    const { p1 } = await open('arrive.settle')
    await show(p1)
    await unfold(measures.before)
    const radios = within(row('safe')).getAllByRole('radio')
    expect(radios.map(radio => radio.tabIndex)).toEqual([0, ...Array.from({ length: 10 }, () => -1)])
    act(() => radios[0]!.focus())
    for (const key of ['ArrowRight', 'ArrowDown', 'ArrowLeft', 'End', 'ArrowRight'])
      fireEvent.keyDown(document.activeElement!, { key })
    expect(document.activeElement).toBe(radios[10])
    expect(radios[10]!.tabIndex).toBe(0)
    fireEvent.keyDown(document.activeElement!, { key: 'Home' })
    expect(document.activeElement).toBe(radios[0])
    expect(answered(p1)).toEqual([])
  })

  it('closeness is a drawing of two circles that is also said', async () => {
    const { p1 } = await open('arrive.settle')
    await show(p1)
    await unfold(measures.before)
    const radios = within(row('close')).getAllByRole('radio')
    expect(radios.map(radio => radio.getAttribute('aria-label'))).toEqual(
      circles.map((word, at) => `${at + 1}, ${word}`),
    )
    const gaps = radios.map(radio => {
      const [one, two] = radio.querySelectorAll('circle')
      return Number(two!.getAttribute('cx')) - Number(one!.getAttribute('cx'))
    })
    expect(gaps).toEqual(gaps.toSorted((a, b) => b - a))
    await pick('close', '4, partly together')
    expect(answered(p1)).toEqual([['before', 'close', 4]])
  })

  it.each([
    ['7', false],
    ['8', true],
  ])('stirred up %s: a pause is suggested is %s, and nothing but the answer is kept', async (number, isSuggested) => {
    const { p1, p2 } = await open('arrive.settle')
    await show(p1)
    await unfold(measures.before)
    const before = [p1.get().told, p2.get().told, p2.get().threads]
    await pick('stirred', number)
    expect(status().includes(measures.pause)).toBe(isSuggested)
    expect([p1.get().told, p2.get().told, p2.get().threads]).toEqual(before)
  })

  it('an answer that was refused says so, and comes back to nobody', async () => {
    const { p1 } = await open('arrive.settle')
    const dismissSideReturned = vi.fn<() => void>()
    const back = { mid: 'm', code: 'closed', channel: OWN, act: { type: 'kept' } } as const
    const refused = { ...p1.get(), sideReturned: { [OWN]: back } }
    let scene = p1.get()
    const session: Session = {
      ...p1,
      get: () => scene,
      act: async () => {
        scene = refused
        return 'm'
      },
      settled: async () => back,
      dismissSideReturned,
    }
    await show(session)
    await unfold(measures.before)
    await pick('safe', '3')
    expect(status()).toContain(measures.notKept)
    expect(dismissSideReturned).toHaveBeenCalledExactlyOnceWith(OWN)
  })

  it('lets go of an answer that was refused while nobody was there', async () => {
    const { p1 } = await open('arrive.settle')
    const dismissSideReturned = vi.fn<() => void>()
    const words = wordsOf({ when: 'before', of: 'safe', answer: 3, at: 0 })
    const scene = {
      ...p1.get(),
      sideReturned: { [OWN]: { mid: 'm', code: 'closed', channel: OWN, act: { type: 'kept' }, words } },
    }
    await show({ ...p1, get: () => scene as never, dismissSideReturned })
    await unfold(measures.before)
    expect(dismissSideReturned).toHaveBeenCalledExactlyOnceWith(OWN)
  })
})

describe('at the close', () => {
  it('the same five and four more are asked', async () => {
    const { p1 } = await open('close.check')
    await show(p1)
    const fold = await unfold(measures.after)
    expect(within(fold).getAllByRole('radiogroup')).toHaveLength(9)
    await pick('heard', '6')
    expect(answered(p1)).toEqual([['after', 'heard', 6]])
  })

  it('help stands alone where somebody is not at ease', async () => {
    const { p1 } = await open('close.check')
    await show(p1)
    await press('No')
    expect(screen.queryByText(measures.after)).toBeNull()
  })
})

describe('own answers afterwards', () => {
  const done = (moments = THREE, staging = POLICY) => open('done', { moments, at: -1, staging })

  it('stand question by question, then and now, in a table and as dots, with no sum', async () => {
    const { p1 } = await done()
    for (const [when, of, answer] of [
      ['before', 'safe', 3],
      ['after', 'safe', 5],
      ['after', 'heard', 6],
    ] as const)
      await keep(p1, when, of, answer)
    await show(p1)
    await unfold(own.title)
    const safe = screen.getByText(items.safe.short, { selector: 'figcaption' }).closest('figure')!
    expect([...safe.querySelectorAll('svg text')].map(one => one.textContent)).toEqual(['0', '10', 'now 5', 'then 3'])
    expect(
      within(safe)
        .getAllByRole('row')
        .map(one => one.textContent),
    ).toEqual(['WhenYour answer', 'Before3', 'After5'])
    const places = [...safe.querySelectorAll('circle')].map(one => Number.parseFloat(one.getAttribute('cx')!))
    expect(places[0]! - places[1]!).toBeCloseTo((86 * 2) / 10)
    expect(screen.getAllByRole('figure')).toHaveLength(2)
    const fold = screen.getByText(own.title).closest('details')!
    const leaves = [...fold.querySelectorAll('*')].filter(one => one.childElementCount === 0)
    const numbers = leaves.flatMap(one => one.textContent.match(/\d+/g) ?? [])
    expect(new Set(numbers)).toEqual(new Set(['0', '10', '3', '5', '6']))
  })

  it('are nothing at all where nothing was answered', async () => {
    const { p1 } = await done()
    await show(p1)
    expect(screen.queryByText(own.title)).toBeNull()
  })

  it('are erased after being asked once more', async () => {
    const { p1 } = await done()
    await keep(p1, 'before', 'safe', 3)
    await show(p1)
    await unfold(own.title)
    await press(own.erase)
    expect(answered(p1)).toHaveLength(1)
    await press(own.eraseYes)
    expect(answered(p1)).toEqual([])
    expect(screen.queryByText(own.title)).toBeNull()
  })
})

describe('questions that come back later', () => {
  const DONE = momentsAt('done', THREE).at(-1)!

  it.each([
    [0.5, undefined],
    [1, 'day1'],
    [8, 'week1'],
    [30, 'week4'],
    [90, 'week12'],
  ] as const)('after %s days: %s', async (days, when) => {
    daysAfter(DONE, days)
    const { p1 } = await open('done', { at: -1 })
    await show(p1)
    expect(screen.queryAllByText(later.ready)).toHaveLength(when ? 1 : 0)
    if (!when) return
    await press(later.answer)
    await pick('turn', '8')
    expect(answered(p1)).toEqual([[when, 'turn', 8]])
  })

  it('are let go with one press, and this device remembers it', async () => {
    daysAfter(DONE, 2)
    const { p1 } = await open('done', { at: -1 })
    await show(p1)
    await press(later.notThisTime)
    expect(screen.queryByText(later.ready)).toBeNull()
    expect(status()).toContain(later.gone)
    cleanup()
    await show(p1)
    expect(screen.queryByText(later.ready)).toBeNull()
    expect(JSON.parse((await p1.draft.read(FOLLOWING))!)).toMatchObject({ past: ['day1'] })
    expect(answered(p1)).toEqual([])
    vi.restoreAllMocks()
    daysAfter(DONE, 8)
    cleanup()
    await show(p1)
    expect(screen.getByText(later.ready)).toBeTruthy()
  })

  it('are past once they were answered on any device, and stay while they are answered here, a reload between', async () => {
    daysAfter(DONE, 8)
    const { p1 } = await open('done', { at: -1 })
    await show(p1)
    expect(screen.getByText(later.ready)).toBeTruthy()
    await act(async () => void (await keep(p1, 'week1', 'safe', 4)))
    expect(screen.queryByText(later.ready)).toBeNull()
    expect(JSON.parse((await p1.draft.read(FOLLOWING))!)).toMatchObject({ past: ['week1'] })
    cleanup()
    daysAfter(DONE, 30)
    await show(p1)
    await press(later.answer)
    await pick('turn', '8')
    await act(async () => void (await keep(p1, 'week4', 'safe', 4)))
    cleanup()
    await show(p1)
    await press(later.answer)
    await pick('hurt', '2')
    expect(answered(p1)).toHaveLength(4)
    await press(later.enough)
    expect(status()).toContain(later.gone)
  })

  it('what came back is a draft until its own press', async () => {
    daysAfter(DONE, 8)
    const { p1 } = await open('done', { at: -1 })
    await show(p1)
    await press(later.answer)
    const write = (value: string) =>
      act(async () => void fireEvent.change(screen.getByRole('textbox'), { target: { value } }))
    await write('On Tuesday. ')
    expect(answered(p1)).toEqual([])
    expect(await p1.draft.read('measures.week1:back')).toBe('On Tuesday. ')
    await press(later.keep)
    expect(answered(p1)).toEqual([['week1', 'back', 'On Tuesday.']])
    expect(await p1.draft.read('measures.week1:back')).toBeUndefined()
    await write('x'.repeat(8_001))
    p1.act = () => Promise.reject(new RangeError('too long to seal'))
    await press(later.change)
    expect(status().some(line => line?.includes('shorten'))).toBe(true)
    expect(screen.getByRole('textbox')).toHaveProperty('value', 'x'.repeat(8_001))
  })
})

describe('sharing with the therapist', () => {
  const WHISPER = whisperOf('p1')
  const ready = async (staging = POLICY, moments = THREE) => {
    const seats = await open('done', { at: -1, staging, moments })
    await keep(seats.p1, 'before', 'safe', 3)
    await keep(seats.p1, 'after', 'safe', 5)
    await keep(seats.p1, 'after', 'heard', 6)
    await show(seats.p1)
    await unfold(own.title)
    return seats
  }
  const opens = () => press(share.openOne(items.safe.short).replace('{therapist}', 'Mara'))
  const roomTypes = (session: Session) => session.get().told.map(({ entry }) => entry.act.type)
  const whispers = (session: Session) => session.get().threads[WHISPER]?.map(({ words }) => words)

  it('takes a press for one question and a second one that shows the words, and asks for the permission then', async () => {
    const { p1, p2, therapist } = await ready()
    await opens()
    expect(screen.getByText('How safe with my partner: before 3, after 5')).toBeTruthy()
    expect([whispers(p1), roomTypes(p1).includes('allowed')]).toEqual([undefined, false])
    await press(share.yes)
    expect(whispers(therapist)).toEqual([{ text: 'How safe with my partner: before 3, after 5' }])
    expect(p1.get().told.at(-1)!.entry.act).toEqual({ type: 'allowed', kind: 'shareMeasures' })
    expect(p1.get().told.at(-1)!.words).toBeUndefined()
    expect(p2.get().threads).toEqual({})
    expect(screen.getByText('Mara has this.')).toBeTruthy()
  })

  it('asks for the permission once only, and again when it was taken back', async () => {
    const { p1 } = await ready()
    await opens()
    await press(share.yes)
    await press(share.openOne(items.heard.short).replace('{therapist}', 'Mara'))
    await press(share.yes)
    expect(roomTypes(p1).filter(type => type === 'allowed')).toHaveLength(1)
    await press(share.withdraw)
    expect(p1.get().told.at(-1)!.entry.act).toEqual({ type: 'withdrew', kind: 'shareMeasures' })
    expect(whispers(p1)).toHaveLength(2)
    expect(status().some(line => line?.includes('does not unsay it'))).toBe(true)
    expect(screen.queryByRole('button', { name: share.withdraw })).toBeNull()
  })

  it('may be thought better of', async () => {
    const { p1 } = await ready()
    await opens()
    await press(share.no)
    expect([whispers(p1), roomTypes(p1).includes('allowed')]).toEqual([undefined, false])
  })

  it('says so where it did not get there', async () => {
    const { p1 } = await ready()
    p1.settled = async () => ({ mid: 'm', code: 'closed', step: '', act: { type: 'ended' } }) as never
    await opens()
    await press(share.yes)
    expect(status()).toContain(share.failed.replace('{therapist}', 'Mara'))
    expect(whispers(p1)).toBeUndefined()
  })

  it.each([
    ['nobody sits with the two', momentsOf(), {}],
    ['no words between two were agreed on', THREE, { policy: 'none' }],
    ['nobody has vouched for this device', THREE, { ...POLICY, endorsed: [] }],
  ] satisfies [string, Moment[], Staging][])('is not offered where %s', async (_, moments, staging) => {
    await ready(staging, moments)
    expect(screen.getAllByRole('figure')).toHaveLength(2)
    expect(screen.queryByRole('button', { name: /^Share/ })).toBeNull()
  })
})

describe('A8 markup in what came back', () => {
  const LATER = OCCASIONS.filter(when => itemsOf(when).includes('back'))

  it('is text, each of two hundred as it was written', { timeout: 120_000 }, async () => {
    const { p1 } = await open('done')
    const missing: string[] = []
    for (let at = 0; at < PAYLOADS.length; at += LATER.length) {
      const said = PAYLOADS.slice(at, at + LATER.length)
      for (const [which, payload] of said.entries()) await keep(p1, LATER[which]!, 'back', payload)
      await act(async () => void render(<OwnMeasures room={roomOf(p1, p1.get())!} />))
      await unfold(own.title)
      const part = screen.getByRole('region', { name: items.back.short })
      expect(part.querySelector(FOREIGN)).toBeNull()
      const texts = [...part.querySelectorAll('.words')].map(one => one.textContent)
      missing.push(...said.filter((payload, which) => !texts[which]!.includes(payload.trim().split(/\n\s*\n/)[0]!)))
      cleanup()
    }
    expect(missing).toEqual([])
  })
})

describe('where there are no measures', () => {
  const STEPS = ['arrive.settle', 'close.check', 'done'] as const
  const nothing = () => {
    for (const line of [measures.before, measures.after, own.title, later.ready])
      expect(screen.queryByText(line)).toBeNull()
  }

  it.each(STEPS)('R33: a practice has none in %s', async step => {
    const moments = momentsOf(seated(), PRACTICE)
    const { p1 } = await open(step, { moments, staging: { ...POLICY, practice: { card: 'fever' } } })
    for (const when of ['before', 'after'] as const)
      for (const of of itemsOf(when)) if (scaleOf(of)) await keep(p1, when, of, 3)
    await show(p1)
    nothing()
    expect(await p1.draft.read(FOLLOWING)).toBeUndefined()
  })

  it.each(STEPS)('an older talk has no place for them in %s, and nothing breaks', async step => {
    const { p1 } = stage(momentsAt(step)[0]!)
    expect(p1.get().threads[OWN]).toBeUndefined()
    await show(p1)
    nothing()
    expect(screen.getByRole('heading', { level: 1 })).toBeTruthy()
  })
})
