// @vitest-environment happy-dom
import type { Act } from '@haven/shared/acts.ts'
import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { momentsAt, stage } from '../gallery/stage.ts'
import { roomOf } from '../parts/use-room.ts'
import type { Scene, Session } from '../session/scene.ts'
import { more as text } from '../text/talk.en.ts'
import { buttonOf } from '../text/prompts.ts'
import { Stops } from './ending.tsx'

afterEach(cleanup)

const [MOMENT] = momentsAt('hear.voice')

/** An act stays on its way until the test lets the server answer, which it never does. */
const open = () => {
  const { p1 } = stage(MOMENT!)
  let scene: Scene = p1.get()
  const said = vi.fn<Session['act']>(async one => {
    scene = { ...scene, pending: [...scene.pending, { mid: 'a', step: 'hear.voice', act: one as Act }] }
    return 'a'
  })
  const session: Session = { ...p1, get: () => scene, act: said }
  render(<Stops room={roomOf(session, scene)!} />)
  return said
}
const press = (name: string) => act(async () => screen.getByRole('button', { name }).click())

test('ending is said once, however often it is pressed while it is on its way', async () => {
  const said = open()
  for (let time = 0; time < 2; time += 1) {
    await press(buttonOf('ended'))
    await press(text.endYes)
    expect(screen.queryByRole('button', { name: text.endYes })).toBeNull()
  }
  expect(said.mock.calls.map(([one]) => one)).toEqual([{ type: 'ended' }])
})
