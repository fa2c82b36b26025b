// @vitest-environment happy-dom
import type { Seat } from '@haven/shared/steps.ts'
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { SUPERVISED } from '../gallery/seated.ts'
import { momentsOf, stage } from '../gallery/stage.ts'
import { takeCarried } from '../parts/carried.ts'
import { roomOf } from '../parts/use-room.ts'
import type { OwnInvite, Session } from '../session/scene.ts'
import { newPerson } from '../session/testing/couple.ts'
import { handClock } from '../session/testing/clock.ts'
import { ServerDouble } from '../session/testing/server.ts'
import { create, join, link } from '../text/en.ts'
import { buttonOf } from '../text/prompts.ts'
import { Arrive } from './arrive.tsx'
import { Create } from './create.tsx'
import { Join } from './join.tsx'

afterEach(() => {
  cleanup()
  history.replaceState(null, '', '/')
})

const linkFor = (seat: Seat) => `https://haven.example/join#1.AAAAAAAAAAAAAAAAAAAAAA.${seat}.AAAAAAAAAAAAAAAAAAAAAA`
const openFor = (seat: Seat): OwnInvite => ({ link: linkFor(seat), state: 'open', triedAgain: 0 })
const press = (name: string) => act(async () => screen.getByRole('button', { name }).click())

describe('the link page of a talk with a therapist', () => {
  const show = async (invites: Partial<Record<Seat, OwnInvite>>) => {
    const { p1 } = stage(momentsOf([], SUPERVISED)[0]!)
    const scene = { ...p1.get(), invites }
    const renewInvite = vi.fn<Session['renewInvite']>(async () => '')
    const session = { ...p1, get: () => scene, renewInvite }
    await act(async () => {
      render(<Arrive room={roomOf(session, scene)!} />)
      await vi.dynamicImportSettled()
    })
    await waitFor(() => expect(document.querySelector('.address')).not.toBeNull())
    return renewInvite
  }
  const addresses = () => [...document.querySelectorAll('.address')].map(one => one.textContent)

  it('has a link for each of the other seats', async () => {
    await show({ p2: openFor('p2'), therapist: openFor('therapist') })
    expect(addresses()).toEqual([linkFor('p2'), linkFor('therapist')])
    expect(screen.getByRole('heading', { name: 'For Mara' })).toBeTruthy()
  })

  it('stays while the therapist’s is open, and renews that one alone', async () => {
    const renewed = await show({ p2: { state: 'claimed', triedAgain: 0 }, therapist: openFor('therapist') })
    expect(addresses()).toEqual([linkFor('therapist')])
    await press(link.renew)
    expect(renewed).toHaveBeenCalledWith('therapist')
  })
})

const person = () => {
  const server = new ServerDouble()
  const { parts } = newPerson('p1', server, handClock())
  return { server, parts, load: async () => parts }
}

describe('asking for a therapist', () => {
  it.each([
    [create.whos.two, false],
    [create.whos.therapist, true],
  ])('%s', async (label, therapist) => {
    const { parts, load } = person()
    const onCreated = vi.fn<() => void>()
    await act(async () => void render(<Create onCreated={onCreated} parts={load} />))
    fireEvent.click(screen.getByRole('radio', { name: label }))
    await press(create.make)
    await waitFor(() => expect(onCreated).toHaveBeenCalled())
    const [ring] = await parts.keyrings.own.list()
    expect(ring?.asked).toMatchObject({ therapist, mode: therapist ? 'supervised' : 'couple' })
    expect(ring?.invites.map(({ seat }) => seat)).toEqual(therapist ? ['p2', 'therapist'] : ['p2'])
  })

  it('is for two alone unless somebody chooses', async () => {
    await act(async () => void render(<Create onCreated={() => {}} parts={person().load} />))
    expect(screen.getByRole('radio', { name: create.whos.two })).toHaveProperty('checked', true)
  })
})

describe('Join pressed before the link was read', () => {
  it('counts', async () => {
    const { parts, server } = person()
    const posted = vi.fn<typeof parts.fetch>(server.fetch)
    let arrive: (loaded: typeof parts) => void
    const slow = new Promise<typeof parts>(resolve => (arrive = resolve))
    await act(async () => void render(<Join href={linkFor('p2')} onJoined={() => {}} parts={() => slow} />))
    fireEvent.change(screen.getByLabelText(join.name), { target: { value: 'Elias' } })
    await press(buttonOf('join'))
    expect(posted).not.toHaveBeenCalled()
    await act(async () => arrive!({ ...parts, fetch: posted }))
    await waitFor(() => expect(posted).toHaveBeenCalled())
  })
})

describe('a therapist’s link where partners join', () => {
  it('claims nothing, says whose it is, and goes on in memory alone', async () => {
    const { parts, server } = person()
    const fetch = vi.fn<typeof parts.fetch>(server.fetch)
    await act(
      async () =>
        void render(<Join href={linkFor('therapist')} onJoined={() => {}} parts={async () => ({ ...parts, fetch })} />),
    )
    expect((await screen.findByRole('heading', { level: 1 })).textContent).toBe('This link is for a therapist')
    expect(screen.queryByRole('button', { name: 'Join' })).toBeNull()
    await press('Open my workspace')
    expect(location.pathname + location.search + location.hash).toBe('/workspace')
    expect(fetch).not.toHaveBeenCalled()
    expect(await parts.keyrings.own.list()).toEqual([])
    expect([takeCarried(), takeCarried()]).toEqual([linkFor('therapist'), undefined])
  })
})
