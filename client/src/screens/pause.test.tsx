// @vitest-environment happy-dom
import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { momentsAt, momentsOf, stage } from '../gallery/stage.ts'
import { roomOf } from '../parts/use-room.ts'
import type { Session } from '../session/scene.ts'
import { Pause } from './pause.tsx'

afterEach(cleanup)
const MOMENTS = momentsOf()

const pausedBy = async (asker: 'p1' | 'p2') => {
  const sessions = stage(momentsAt('hear.voice', MOMENTS)[0]!)
  await sessions[asker].act({ type: 'paused', minutes: 20 })
  return sessions
}
const show = (session: Session) => {
  const view = render(<Pause room={roomOf(session, session.get())!} />)
  return view.container.innerHTML.replaceAll(/(id|for|aria-labelledby|aria-controls)="[^"]*"/g, '')
}

describe('the pause', () => {
  it('R15: is the same page whoever asked for it, and names nobody', async () => {
    const mine = show((await pausedBy('p1')).p1)
    expect(document.body.textContent).not.toMatch(/Noor|Elias/)
    cleanup()
    expect(show((await pausedBy('p2')).p1)).toBe(mine)
  })

  it('lets a time be chosen again', async () => {
    const { p1 } = await pausedBy('p2')
    const said = vi.fn<Session['act']>(async () => 'mid')
    show({ ...p1, act: said })
    await act(async () => screen.getByRole('button', { name: 'In 1 hour' }).click())
    expect(said).toHaveBeenCalledWith({ type: 'paused', minutes: 60 }, undefined)
  })

  it('goes on when both are back, and says so to the first', async () => {
    const { p1, p2 } = await pausedBy('p1')
    await p1.act({ type: 'returned' })
    show(p1)
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('We go on when you are both back.')
    expect(screen.queryByRole('button', { name: 'I am back' })).toBeNull()
    cleanup()
    show(p2)
    expect(screen.getByRole('button', { name: 'I am back' })).toBeTruthy()
    expect(document.body.textContent).not.toContain('both back')
  })
})
