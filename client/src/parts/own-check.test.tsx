// @vitest-environment happy-dom
import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { momentsAt, momentsOf, stage } from '../gallery/stage.ts'
import { Talk } from '../screens/talk.tsx'
import type { Session } from '../session/scene.ts'

const HOUR = 3_600_000
const quiet = async () => ({ isWhole: true, notice: () => [] })
const MOMENTS = momentsOf()
const CHECK = 'Feeling safe'
const isAsked = () => screen.queryByRole('heading', { level: 1, name: CHECK }) !== null

const awayFor = (ms: number, session: Session): Session => {
  const scene = { ...session.get(), away: ms }
  return { ...session, get: () => scene }
}
const answerAll = async () => {
  for (let page = 0; page < 4; page++)
    await act(async () => screen.getByRole('button', { name: 'None of these' }).click())
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] }))
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

describe('a device that comes back', () => {
  it('is asked its own check after more than 12 hours, before anything of the room is shown', async () => {
    render(<Talk session={awayFor(12 * HOUR + 1, stage(momentsAt('hear.reflect', MOMENTS)[0]!).p2)} coach={quiet} />)
    expect(isAsked()).toBe(true)
    expect(document.body.textContent).not.toContain('What do you hear')
    await answerAll()
    expect(isAsked()).toBe(false)
  })

  it('is not asked within 12 hours', () => {
    render(<Talk session={awayFor(12 * HOUR, stage(momentsAt('hear.reflect', MOMENTS)[0]!).p2)} coach={quiet} />)
    expect(isAsked()).toBe(false)
  })

  it('is asked when it slept with the talk open', () => {
    render(<Talk session={stage(momentsAt('own.say', MOMENTS)[0]!).p2} coach={quiet} />)
    expect(isAsked()).toBe(false)
    vi.setSystemTime(Date.now() + 13 * HOUR)
    act(() => void document.dispatchEvent(new Event('visibilitychange')))
    expect(isAsked()).toBe(true)
  })

  it('is not asked while somebody is here all along', () => {
    render(<Talk session={stage(momentsAt('own.say', MOMENTS)[0]!).p2} coach={quiet} />)
    act(() => void vi.advanceTimersByTime(13 * HOUR))
    expect(isAsked()).toBe(false)
  })

  it('is not asked once more where the sitting asks by itself', () => {
    render(<Talk session={awayFor(20 * HOUR, stage(momentsAt('arrive.welcome', MOMENTS)[0]!).p2)} coach={quiet} />)
    expect(isAsked()).toBe(false)
  })
})
