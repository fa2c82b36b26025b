// @vitest-environment happy-dom
import type { Partner, Step } from '@haven/shared/steps.ts'
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { momentsAt, momentsOf, stage } from '../gallery/stage.ts'
import type { Scene } from '../session/scene.ts'
import { Status } from './status.tsx'
import { roomOf } from './use-room.ts'

afterEach(cleanup)
const MOMENTS = momentsOf()

const told = (step: Step, seat: Partner, change: Partial<Scene> = {}) => {
  const session = stage(momentsAt(step, MOMENTS)[0]!)[seat]
  render(<Status room={roomOf(session, { ...session.get(), ...change })!} />)
  return screen.getByRole('status').textContent
}

describe('the status', () => {
  it('says whose turn it is in slow words', () => {
    expect(told('hear.voice', 'p1')).toBe('Your turn · Elias is here')
    cleanup()
    expect(told('hear.voice', 'p2')).toBe('Noor is choosing words, no rush')
  })

  it('says that somebody is away as a moment, with no time', () => {
    expect(told('hear.voice', 'p2', { present: ['p2'] })).toBe('Noor is taking a moment')
    cleanup()
    expect(told('hear.voice', 'p1', { present: ['p1'] })).toBe('Your turn · Elias is taking a moment')
  })

  it('C9: speaks of the line only when the line says so', () => {
    expect(told('hear.voice', 'p1', { line: 'connecting' })).toContain('Your turn')
    cleanup()
    expect(told('hear.voice', 'p1', { line: 'reconnecting' })).toBe('Reconnecting, your words are kept.')
  })

  it('speaks of care while an answer is being made ready', () => {
    expect(told('own.inner', 'p1')).toBe('Elias is getting ready to answer you with care')
  })
})
