// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { roomOf } from '../parts/use-room.ts'
import type { Session } from '../session/scene.ts'
import { allIn, isOpen, newCouple } from '../session/testing/couple.ts'
import { WORDS } from '../vault/words.ts'
import { CheckWords } from './check-words.tsx'

afterEach(cleanup)

const open = async (session: Session) => {
  render(<CheckWords room={roomOf(session, session.get())!} />)
  const drawer = screen.getByText('Are we talking to each other?').closest('details')!
  drawer.open = true
  await act(async () => void fireEvent(drawer, new Event('toggle')))
}
const words = async () => {
  const said = await waitFor(() => screen.getByRole('listitem').textContent!)
  cleanup()
  return said.split(': ')[1]!
}

it('shows both the same two words of the list, with whom', async () => {
  const { p1, p2 } = await newCouple()
  const sessions = [await p1.open(), await p2.open()] as const
  await allIn(sessions, isOpen)
  await open(sessions[0])
  const one = await words()
  await open(sessions[1])
  expect(await words()).toBe(one)
  expect(one.split(' ').map(word => WORDS.includes(word))).toEqual([true, true])
  for (const session of sessions) session.close()
})

it('says so while the other seat is empty', async () => {
  const { p1 } = await newCouple({ isJoined: false })
  const session = await p1.open()
  await allIn([session], isOpen)
  await open(session)
  await waitFor(() => expect(document.body.textContent).toContain('As soon as'))
  session.close()
})
