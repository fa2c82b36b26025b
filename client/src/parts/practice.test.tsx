// @vitest-environment happy-dom
import { STEP_IDS } from '@haven/shared/steps.ts'
import { act, cleanup, render, screen, waitFor } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { PRACTICE, seated, SUPERVISED } from '../gallery/seated.ts'
import { momentsAt, momentsOf, stage, type Staging } from '../gallery/stage.ts'
import { Talk } from '../screens/talk.tsx'
import type { Session } from '../session/scene.ts'
import { CARDS } from '../text/cards.en.ts'
import { HelpDialog } from './help-dialog.tsx'
import { closeSheet, openSheet } from './sheet.ts'

afterEach(() => {
  cleanup()
  closeSheet()
})

const quiet = async () => ({ isWhole: true, notice: () => [] })
const PLAYED = momentsOf(seated(), PRACTICE)
const staging = (card: string): Staging => ({ policy: 'safety-only', practice: { card, p1: 'injured' } })
const at = (step: (typeof STEP_IDS)[number], card = 'fever') => stage(momentsAt(step, PLAYED)[0]!, staging(card))
const show = (session: Session) =>
  act(async () => {
    render(<Talk session={session} coach={quiet} />)
    await vi.dynamicImportSettled()
  })
const marks = (of: ParentNode = document) => [...of.querySelectorAll('.practice')].map(mark => mark.textContent)
const [FEVER, DOOR] = [CARDS.find(({ id }) => id === 'fever')!, CARDS.find(({ id }) => id === 'door')!]

describe('R33 the word “Practice”', () => {
  it.each(STEP_IDS.filter(step => step !== 'between'))('stands on %s', async step => {
    await show(at(step).p1)
    expect(marks(document.querySelector('.top')!)).toEqual(['Practice'])
  })

  it('stands on a pause, a hold, a step back, a rest between days and the private check', async () => {
    const acts = [
      ['p1', { type: 'paused', minutes: 20 }],
      ['therapist', { type: 'held' }],
      ['p1', { type: 'askedBack', choice: 'map.name' }],
      ['p1', { type: 'setDown' }],
    ] as const
    for (const [seat, one] of acts) {
      const seats = at('hear.voice')
      await seats[seat].act(one)
      await show(seats.p2)
      expect(marks()).toContain('Practice')
      cleanup()
    }
    const away = at('hear.voice').p2
    const scene = { ...away.get(), away: 13 * 3_600_000 }
    await show({ ...away, get: () => scene })
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Feeling safe')
    expect(marks()).toEqual(['Practice'])
  })

  it.each(['more', 'told', 'whisper'] as const)('stands on what is laid over it: %s', async sheet => {
    await show(at('hear.voice').p1)
    await act(async () => {
      openSheet(sheet)
      await vi.dynamicImportSettled()
    })
    await waitFor(() => expect(marks(screen.getByRole('dialog'))).toEqual(['Practice']))
  })

  it('stands on help and on trouble too, and on nothing once the talk is left', async () => {
    const { p1 } = at('hear.voice')
    const scene = { ...p1.get(), trouble: { kind: 'otherTab' as const } }
    await show({ ...p1, get: () => scene })
    expect(marks()).toEqual(['Practice'])
    render(<HelpDialog onClose={() => {}} />)
    expect(marks(screen.getByRole('dialog'))).toEqual(['Practice'])
    cleanup()
    render(<HelpDialog onClose={() => {}} />)
    expect(marks()).toEqual([])
  })

  it('stands nowhere in a real talk', async () => {
    await show(stage(momentsAt('hear.voice', momentsOf(seated(), SUPERVISED))[0]!).p1)
    expect(marks()).toEqual([])
  })
})

describe('a role card', () => {
  const SIDES = [
    ['p1', 'injured', 'injuring'],
    ['p2', 'injuring', 'injured'],
  ] as const

  it.each(STEP_IDS.filter(step => step !== 'between'))('is at hand in %s, and the other’s is not', async step => {
    for (const [seat, own, other] of SIDES) {
      await show(at(step)[seat])
      if (!document.body.textContent?.includes('Just for you')) {
        await waitFor(() => expect(document.body.textContent).toContain(FEVER.sides[own].happened))
      }
      expect(document.body.textContent).not.toContain(FEVER.sides[other].happened)
      cleanup()
    }
  })

  it('is whole where there is time for it, and folded elsewhere', async () => {
    for (const [step, isFolded] of [
      ['arrive.consent', false],
      ['arrive.settle', false],
      ['hear.voice', true],
    ] as const) {
      await show(at(step).p1)
      const card = await waitFor(() => screen.getByText(FEVER.title))
      expect(card.closest('details') !== null).toBe(isFolded)
      cleanup()
    }
  })

  it('tells whose hurt it is where the two choose', async () => {
    const lines: [string, 'arrive.roles' | 'arrive.order', string, string][] = [
      ['fever', 'arrive.roles', 'In this card the hurt is yours.', 'In this card the hurt is Noor’s.'],
      ['door', 'arrive.roles', 'In this card you were both hurt.', 'In this card you were both hurt.'],
      ['door', 'arrive.order', 'Yours is told first.', 'Noor’s is told first.'],
      ['own', 'arrive.roles', 'hurt of this practice is yours.', 'hurt of this practice is Noor’s.'],
    ]
    for (const [card, step, ...own] of lines)
      for (const [index, seat] of (['p1', 'p2'] as const).entries()) {
        await show(at(step, card)[seat])
        await waitFor(() => expect(document.querySelector('main')!.textContent).toContain(own[index]))
        cleanup()
      }
    expect(DOOR.hurt).toBe('both')
  })

  it('of one’s own asks for something small, and at settling for something smaller', async () => {
    await show(at('arrive.settle', 'own').p1)
    await waitFor(() => expect(document.body.textContent).toContain('at most 4 of 10'))
    expect(document.body.textContent).toContain('take something smaller')
    cleanup()
    await show(at('arrive.settle', 'own').p2)
    await waitFor(() => expect(document.body.textContent).toContain('Noor brings a small, real hurt'))
  })
})
