// @vitest-environment happy-dom
import { act, cleanup, render, screen, waitFor } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { seated, SUPERVISED } from '../gallery/seated.ts'
import { momentsAt, momentsOf, stage } from '../gallery/stage.ts'
import type { Session } from '../session/scene.ts'
import { Talk } from './talk.tsx'

afterEach(cleanup)

const quiet = async () => ({ isWhole: true, notice: () => [] })
const MOMENT = momentsAt('hear.voice', momentsOf(seated(), SUPERVISED))[0]!
const show = (session: Session) =>
  act(async () => {
    render(<Talk session={session} coach={quiet} />)
    await vi.dynamicImportSettled()
  })
const press = (name: string) =>
  act(async () => {
    screen.getByRole('button', { name }).click()
    await vi.dynamicImportSettled()
  })

describe('a hold', () => {
  it.each(['p1', 'p2'] as const)('takes the pen from nobody alone, here %s: every way out is open', async seat => {
    const seats = stage(MOMENT)
    await seats.therapist.act({ type: 'held' })
    await show(seats[seat])
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe(
      'Mara has asked for a quiet moment. Nobody did anything wrong.',
    )
    expect(screen.queryByRole('textbox')).toBeNull()
    for (const name of ['Pause', 'Stop here for today', 'End this talk', 'Leave quickly'])
      expect(screen.getByRole('button', { name, hidden: true })).toBeTruthy()
  })

  it('keeps what was being written, shows it, and gives it back at the end', async () => {
    const seats = stage(MOMENT)
    await seats.p1.draft.write('hear.voice:text', 'It was two in the morning.')
    await show(seats.p1)
    await act(async () => void (await seats.therapist.act({ type: 'held' })))
    await waitFor(() =>
      expect(screen.getByRole('region', { name: 'What you were writing' }).textContent).toContain(
        'It was two in the morning.',
      ),
    )
    await act(async () => void (await seats.therapist.act({ type: 'released' })))
    await waitFor(() => expect(screen.getByRole('textbox')).toHaveProperty('value', 'It was two in the morning.'))
  })
})

describe('going on without the therapist', () => {
  it('is asked once more, says what happens, and is done once', async () => {
    const seats = stage(MOMENT)
    const said = vi.fn<Session['act']>(async () => 'mid')
    await show({ ...seats.p1, act: said })
    await press('More')
    await press('Go on without Mara')
    expect(screen.getByRole('dialog').textContent).toContain('What Mara has read stays read.')
    expect(said).not.toHaveBeenCalled()
    await press('Yes, go on as two')
    expect(said.mock.calls.map(([one]) => one)).toEqual([{ type: 'withdrew', kind: 'therapist' }])
  })

  it('that did not go through says so, and may be pressed again', async () => {
    const seats = stage(MOMENT)
    const said = vi.fn<Session['act']>(() => Promise.reject(new Error('the session is over')))
    await show({ ...seats.p1, act: said })
    await press('More')
    await press('Go on without Mara')
    await press('Yes, go on as two')
    expect(screen.getByRole('alert').textContent).toContain('nothing has changed')
    await press('Yes, go on as two')
    expect(said).toHaveBeenCalledTimes(2)
  })

  it('is offered only while a therapist is seated', async () => {
    const seats = stage(MOMENT)
    await seats.p2.act({ type: 'withdrew', kind: 'therapist' })
    await show(seats.p1)
    await press('More')
    expect(screen.queryByRole('button', { name: 'Go on without Mara' })).toBeNull()
  })
})
