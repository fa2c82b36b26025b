// @vitest-environment happy-dom
import { isAlone, type Partner, type Step, STEP_IDS } from '@haven/shared/steps.ts'
import { act, cleanup, render, screen, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { PRACTICE, seated, SUPERVISED } from '../gallery/seated.ts'
import { type Moment, momentsAt, momentsOf, stage, type Staging } from '../gallery/stage.ts'
import { StepScreen } from '../screens/steps/steps.tsx'
import { Told } from '../screens/transcript.tsx'
import type { Session, Words } from '../session/scene.ts'
import { noteView } from './beside.ts'
import { mayListen } from './seat.ts'
import { roomOf } from './use-room.ts'

afterEach(cleanup)
const SEATED = momentsOf(seated(), SUPERVISED)
const PLAYED = momentsOf(seated(), PRACTICE)
const COUPLE = momentsOf()

const roomFor = (session: Session) => roomOf(session, session.get())!
const show = async (session: Session) => {
  await act(async () => void render(<StepScreen room={roomFor(session)} />))
  return roomFor(session)
}
const open = (step: Step, moments: readonly Moment[] = SEATED, staging: Staging = {}) =>
  stage(momentsAt(step, moments)[0]!, staging)
const guides = (seats: ReturnType<typeof stage>, words: Words) => seats.therapist.act({ type: 'guided' }, words)

describe('who is here', () => {
  it('says so in slow words, and says when the therapist can only read along', async () => {
    await show(open('hear.voice').p1)
    expect(screen.getByText('Mara is here')).toBeTruthy()
    cleanup()
    await show(open('hear.voice', SEATED, { present: ['p1', 'p2'] }).p1)
    expect(screen.getByText('Mara can read along')).toBeTruthy()
  })

  it.each(['p1', 'p2'] as const)(
    'after %s went on without the therapist both read one plain line, in that step',
    async by => {
      const seats = open('hear.voice')
      await seats[by].act({ type: 'withdrew', kind: 'therapist' })
      const pages = []
      for (const seat of ['p1', 'p2'] as const) {
        await show(seats[seat])
        pages.push(screen.getByText('Mara is no longer here.').parentElement!.outerHTML)
        cleanup()
      }
      expect(pages[0]).toBe(pages[1])
      await seats.p1.act({ type: 'spoke', aloud: true })
      await seats.p1.act({ type: 'finished' })
      await show(seats.p1)
      expect(document.body.textContent).not.toContain('Mara is')
    },
  )

  it('says that the therapist has not joined until they have', async () => {
    const staging: Staging = { present: ['p1', 'p2'] }
    await show(stage(momentsOf([], SUPERVISED)[0]!, staging).p1)
    expect(screen.getByText('Mara has not joined yet')).toBeTruthy()
  })

  it.each(['p1', 'p2'] as const)(
    'a step back by the therapist is said to %s while the talk stays there',
    async seat => {
      const seats = open('hear.reflect')
      await seats.therapist.act({ type: 'askedBack', choice: 'hear.voice' })
      await show(seats[seat])
      expect(screen.getByText('Mara has led us back here. Nothing is lost.')).toBeTruthy()
      cleanup()
      await seats.p1.act({ type: 'spoke', aloud: true })
      await seats.p1.act({ type: 'finished' })
      await show(seats[seat])
      expect(document.body.textContent).not.toContain('led us back')
    },
  )

  it('says nothing of it in a talk of two', async () => {
    await show(open('hear.voice', COUPLE).p1)
    expect(document.querySelector('.company')).toBeNull()
  })
})

const CASES = STEP_IDS.filter(step => !isAlone(step)).flatMap(step =>
  (['p1', 'p2'] as const).map(seat => ({ step, seat, name: `${step} ${seat}` })),
)

describe('who reads what is about to be written', () => {
  it.each(CASES)('is said wherever $name writes', async ({ step, seat }) => {
    for (const [moments, line] of [
      [SEATED, `${seat === 'p1' ? 'Elias' : 'Noor'} and Mara read this`],
      [COUPLE, `${seat === 'p1' ? 'Elias' : 'Noor'} reads this`],
    ] as const) {
      for (const moment of momentsAt(step, moments)) {
        await show(stage(moment)[seat])
        const fields = [...document.querySelectorAll('textarea, input:not([type])')]
        for (const field of fields.filter(one => !one.closest('details')))
          expect(readersNear(field), `${step} ${seat}`).toBe(line)
        for (const field of fields.filter(one => one.closest('details'))) expect(readersNear(field)).toBe('Only you')
        cleanup()
      }
    }
  })

  it('describes the form itself', async () => {
    await show(open('hear.voice').p1)
    const form = document.querySelector('form')!
    expect(document.getElementById(form.getAttribute('aria-describedby')!)?.textContent).toBe(
      'Elias and Mara read this',
    )
  })
})
const readersNear = (field: Element) =>
  (field.closest('details, form') ?? field.closest('.page'))?.querySelector('.readers')?.textContent

describe('words beside the prompt', () => {
  it.each(['p1', 'p2'] as const)(
    'are seen by both, here %s: the newest stands, the earlier one is folded',
    async seat => {
      const seats = open('hear.voice')
      await guides(seats, { text: 'Take that one piece.' })
      await guides(seats, { text: 'Slowly.', to: 'p2' })
      await show(seats[seat])
      const section = screen.getByRole('region', { name: 'From Mara' })
      expect(section.dataset['voice']).toBe('t')
      const [newest, earlier] = within(section).getAllByRole('article', { hidden: true })
      expect(newest!.textContent).toBe('Mara · For EliasSlowly.')
      expect(earlier!.closest('details')!.open).toBe(false)
      expect(earlier!.textContent).toContain('Take that one piece.')
    },
  )

  it('that came out of view are said in the header, until they were gone to', async () => {
    const cue = () => screen.queryByRole('button', { name: 'A line from Mara is beside the prompt' })
    const seats = open('hear.voice')
    await guides(seats, { text: 'Slowly.' })
    const { seq } = (await show(seats.p1)).view.guided[0]!
    const element = screen.getByRole('region', { name: 'From Mara' })
    const comes = (isInView: boolean) => act(() => noteView(seats.p1, { seq, element }, isInView))
    expect(cue()).toBeNull()
    comes(false)
    expect(cue()!.closest('[role=status]')).not.toBeNull()
    act(() => cue()!.click())
    expect(cue()).toBeNull()
    expect(document.activeElement).toBe(element)
    comes(false)
    expect(cue()).toBeNull()
  })

  it('go with the step', async () => {
    const seats = open('hear.check')
    await guides(seats, { text: 'There is time.' })
    await seats.p1.act({ type: 'answered', choice: 'yes' })
    await show(seats.p1)
    expect(document.body.textContent).not.toContain('There is time.')
  })

  it('are text, whatever they hold', async () => {
    const seats = open('hear.voice')
    await guides(seats, { text: '<img src=x onerror=hit()>' })
    await show(seats.p1)
    expect(document.querySelector('img')).toBeNull()
    expect(screen.getByText('<img src=x onerror=hit()>')).toBeTruthy()
  })

  it('stand in the story with the voice that said them, beside coming, rest and leaving', async () => {
    const seats = open('hear.voice')
    await guides(seats, { text: 'Slowly.', to: 'p2' })
    await seats.therapist.act({ type: 'held' })
    await seats.therapist.act({ type: 'released' })
    await seats.p2.act({ type: 'withdrew', kind: 'therapist' })
    render(<Told room={roomFor(seats.p1)} />)
    const lines = [...document.querySelectorAll('.act')].map(line => line.textContent)
    expect(lines).toContain('Mara agreed.')
    expect(lines.slice(-3)).toEqual(['Mara, for Elias: Slowly.', 'A moment of rest.', 'From here on without Mara.'])
  })
})

describe('a practice', () => {
  const PARTLY = /answer “partly” this time/

  it('asks the player at the gate for a partly, and nobody else', async () => {
    const seats = open('hear.check', PLAYED)
    await guides(seats, { ask: 'partly', to: 'p1' })
    for (const [seat, count] of [
      ['p1', 1],
      ['p2', 0],
    ] as const) {
      await show(seats[seat])
      expect(screen.queryAllByText(PARTLY)).toHaveLength(count)
      cleanup()
    }
  })

  it('never asks for one in a real talk', async () => {
    const seats = open('hear.check')
    await guides(seats, { ask: 'partly', to: 'p1' })
    await show(seats.p1)
    expect(screen.queryByText(PARTLY)).toBeNull()
  })

  it('lets the coach listen as it was asked last, in whatever step', async () => {
    const listens = (seats: ReturnType<typeof stage>, seat: Partner = 'p1') => mayListen(roomFor(seats[seat]))
    const seats = open('map.name', PLAYED)
    expect(listens(seats)).toBe(true)
    await guides(seats, { coach: 'off' })
    await seats.p1.act({ type: 'spoke', aloud: true })
    await seats.p1.act({ type: 'finished' })
    expect([listens(seats, 'p1'), listens(seats, 'p2')]).toEqual([false, false])
    await guides(seats, { coach: 'on' })
    expect(listens(seats)).toBe(true)
  })

  it('alone obeys: in a real talk the coach stays', async () => {
    const seats = open('hear.voice')
    await guides(seats, { coach: 'off' })
    expect(mayListen(roomFor(seats.p1))).toBe(true)
  })
})
