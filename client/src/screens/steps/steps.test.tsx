// @vitest-environment happy-dom
import { type Partner, STEP_IDS } from '@haven/shared/steps.ts'
import type { Presses } from '@haven/shared/view.ts'
import { act, cleanup, render, screen, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { type Moment, momentsAt, momentsOf, stage } from '../../gallery/stage.ts'
import { roomOf } from '../../parts/use-room.ts'
import { buttonOf, choicesOf, fill } from '../../text/prompts.ts'
import { StepScreen } from './steps.tsx'

afterEach(cleanup)

const ELSEWHERE = new Set(['arrive.welcome', 'arrive.safety', 'between', 'done'])
const MOMENTS = momentsOf()
const CASES = STEP_IDS.filter(step => !ELSEWHERE.has(step)).flatMap(step =>
  momentsAt(step, MOMENTS).flatMap((moment, at) =>
    (['p1', 'p2'] as const).map(seat => ({ step, at, seat, moment, name: `${step} ${at} ${seat}` })),
  ),
)

const show = async (moment: Moment, seat: Partner) => {
  const session = stage(moment)[seat]
  const room = roomOf(session, session.get())!
  await act(async () => void render(<StepScreen room={room} />))
  return room
}

/** The labels under which an act of the talk may stand, and the act that it is. */
const labelled = (step: (typeof STEP_IDS)[number], partner: string) => [
  ...(['readied', 'agreed', 'spoke', 'stayed', 'finished', 'skipped', 'setDown'] as const).map(
    type => [buttonOf(type, step), type, undefined] as const,
  ),
  [buttonOf('cantToday'), 'setDown', undefined] as const,
  [buttonOf('needMoment'), 'paused', undefined] as const,
  ...choicesOf(step).map(({ value, label, sends }) => [fill(label, { partner }), 'choice', sends ?? value] as const),
]

const allows = (presses: Presses, type: string, choice: string | undefined) =>
  type === 'choice'
    ? [...presses.values()].some(choices => choices.includes(choice ?? ''))
    : presses.has(type as Parameters<Presses['has']>[0])

describe.each(CASES)('$name', ({ step, seat, moment }) => {
  it('has one heading, and only buttons that may be pressed', async () => {
    const room = await show(moment, seat)
    expect(screen.getAllByRole('heading', { level: 1 })).toHaveLength(1)
    const known = labelled(step, room.partner)
    for (const button of screen.getAllByRole('button')) {
      const names = known.filter(([label]) => label === button.textContent)
      if (names.length === 0) continue
      expect(
        names.some(([, type, choice]) => allows(room.view.presses, type, choice)),
        `${button.textContent} in ${step}`,
      ).toBe(true)
    }
  })

  it('asks something of whoever has the turn', async () => {
    const room = await show(moment, seat)
    const known = labelled(step, room.partner).filter(([label]) => label !== buttonOf('needMoment'))
    const labels = screen.getAllByRole('button').map(button => button.textContent)
    expect(!room.view.myTurn || known.some(([label]) => labels.includes(label))).toBe(true)
  })
})

describe('the words of the partner', () => {
  it('stay unseen while each writes the own half', async () => {
    const [, half] = momentsAt('map.cycle', MOMENTS)
    await show(half!, 'p1')
    expect(document.body.textContent).not.toContain('never be enough')
  })

  it('stand side by side when both halves are there, as one sentence', async () => {
    const moment = momentsAt('map.cycle', MOMENTS)[2]!
    await show(moment, 'p2')
    expect(
      screen.getByText('The more I go quiet and keep busy, the more you ask again and again and check.'),
    ).toBeTruthy()
    expect(within(document.querySelector('.two') as HTMLElement).getAllByRole('article')).toHaveLength(2)
  })

  it('lead the injuring one back in by the missing line', async () => {
    await show(momentsAt('hear.reflect', MOMENTS)[1]!, 'p2')
    expect(document.body.textContent).toContain('A piece is missing: That I was ashamed to call a second time.')
  })

  it('offers a kinder way after two answers that were no yes', async () => {
    const again = momentsAt('hear.reflect', MOMENTS)[2]!
    await show(again, 'p2')
    expect(document.body.textContent).toContain('A smaller piece may help')
  })
})

describe('a couple room', () => {
  it('never offers another turn on the same day', async () => {
    await show(momentsAt('weave.next', MOMENTS)[0]!, 'p1')
    expect(screen.queryByRole('button', { name: 'Yes, still today' })).toBeNull()
    expect(screen.getByRole('button', { name: 'Yes, another day' })).toBeTruthy()
  })

  it('offers to stop at equal weight after the deep check', async () => {
    await show(momentsAt('hear.check2', MOMENTS)[0]!, 'p1')
    const answers = screen.getByRole('button', { name: 'Partly' }).parentElement
    expect(answers).toBe(screen.getByRole('button', { name: 'Stop here for today' }).parentElement)
  })
})
