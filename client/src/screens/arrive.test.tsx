// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { momentsOf, stage } from '../gallery/stage.ts'
import { roomOf } from '../parts/use-room.ts'
import type { OwnInvite } from '../session/scene.ts'
import { link } from '../text/en.ts'
import { Arrive } from './arrive.tsx'

afterEach(cleanup)

const show = async (invite: OwnInvite | undefined, hasBegun: boolean) => {
  const { p1 } = stage(momentsOf()[0]!)
  if (hasBegun) await p1.act({ type: 'readied' })
  const scene = { ...p1.get(), ...(invite ? { invites: { p2: invite } } : {}) }
  render(<Arrive room={roomOf(p1, scene)!} />)
}

describe('P10 a used link that was opened again', () => {
  it.each([
    ['before Begin', false],
    ['while waiting', true],
  ])('P10 is told to the one who gave it, %s', async (_, hasBegun) => {
    await show({ state: 'claimed', triedAgain: 1 }, hasBegun)
    expect(screen.getByText(link.triedAgain)).toBeTruthy()
  })

  it.each([
    ['of a link used once', { state: 'claimed', triedAgain: 0 } as const],
    ['to the one who was invited', undefined],
  ])('P10 is not told %s', async (_, invite) => {
    await show(invite, true)
    expect(screen.queryByText(link.triedAgain)).toBeNull()
  })
})
