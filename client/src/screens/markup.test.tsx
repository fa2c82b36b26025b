// @vitest-environment happy-dom
import { cleanup, render } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { type Moment, momentsAt, momentsOf, stage } from '../gallery/stage.ts'
import { TOLD } from '../gallery/told.en.ts'
import { roomOf } from '../parts/use-room.ts'
import type { Session, Words } from '../session/scene.ts'
import { Talk } from './talk.tsx'
import { FOREIGN, PAYLOADS } from './testing/payloads.ts'
import { Told } from './transcript.tsx'

afterEach(cleanup)

const quiet = async () => ({ isWhole: true, notice: () => [] })

/** Chosen from a list, or told in the room by their label alone. */
const CHOSEN = new Set(['pattern', 'moves', 'kind', 'name'])

/** The whole talk, each of its words another payload; a few talks hold them all. */
const talks = () => {
  const [left, made] = [[...PAYLOADS], [] as { moments: Moment[]; said: string[] }[]]
  while (left.length > 0) {
    const said: string[] = []
    const next = () => said[said.push(left.pop() ?? PAYLOADS[0]!) - 1]!
    const spoil = (value: string | string[]) => (typeof value === 'string' ? next() : value.map(next))
    const moments = momentsOf(
      TOLD.map(([by, act, words]) => {
        if (!words) return [by, act]
        const spoiled = Object.entries(words).map(([field, value]) => [field, CHOSEN.has(field) ? value : spoil(value)])
        return [by, act, Object.fromEntries(spoiled) as Words]
      }),
    )
    made.push({ moments, said })
  }
  return made
}
const TALKS = talks()

const named = (session: Session, payload: string): Session => {
  const scene = { ...session.get(), names: { own: payload, partner: payload } }
  return { ...session, get: () => scene }
}

describe('A8 markup in names and words', () => {
  it.each(['arrive.consent', 'hear.reflect', 'hear.check', 'weave.story'] as const)('is text in %s', step => {
    for (const { moments, said } of TALKS) {
      const { container } = render(
        <Talk session={named(stage(momentsAt(step, moments)[0]!).p1, said[0]!)} coach={quiet} />,
      )
      expect(container.querySelector(FOREIGN)).toBeNull()
      for (const link of container.querySelectorAll('a')) expect(link.getAttribute('href')).toMatch(/^(\/|#|tel:)/)
      cleanup()
    }
  })

  it('is text in the transcript, each of two hundred as it was written', () => {
    expect(PAYLOADS).toHaveLength(200)
    const shown = TALKS.map(({ moments, said }) => {
      const session = named(stage(momentsAt('close.after', moments).at(-1)!).p2, said[0]!)
      const { container } = render(<Told room={roomOf(session, session.get())!} />)
      expect(container.querySelector(FOREIGN)).toBeNull()
      const text = container.textContent
      cleanup()
      return text
    }).join('')
    expect(PAYLOADS.filter(payload => !shown.includes(payload.trim()))).toEqual([])
  })
})
