// @vitest-environment happy-dom
import { act, cleanup, render, screen, waitFor } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { roomOf, useScene } from '../parts/use-room.ts'
import type { Session } from '../session/scene.ts'
import { joinTalk } from '../session/talks.ts'
import { isOpen, newCouple, newPerson, until } from '../session/testing/couple.ts'
import { openTrio } from '../session/testing/trio.ts'
import { devices as text, newcomer, remove } from '../text/devices.en.ts'
import { link as words } from '../text/en.ts'
import { Devices, membersIn } from './devices.tsx'
import { Newcomer } from './newcomer.tsx'

afterEach(cleanup)

const Page = ({ session }: { session: Session }) => {
  const scene = useScene(session)
  const room = roomOf(session, scene)
  return room ? <Devices room={room} /> : null
}
const show = (page: React.ReactNode) => act(async () => void render(page))
const press = (name: string) => act(async () => screen.getByRole('button', { name }).click())
const newest = (session: Session) => membersIn(session.get()).at(-1)
const shows = (line: string) => waitFor(() => expect(screen.getByText(line)).toBeTruthy())

/** p1 has given a link for one more device. */
const begun = async (isJoined = true) => {
  const couple = await newCouple({ isJoined })
  const one = await couple.p1.open()
  await until(one, isOpen)
  const other = newPerson('p1', couple.server, couple.clock)
  const href = await one.readmit('p1')
  const take = () => joinTalk(other.parts, href, { name: '', own: true })
  return { ...couple, one, other, take }
}
const isConfirmed = ({ told }: ReturnType<Session['get']>) => told.at(-1)?.entry.act.type === 'rekeyed'

describe('P45 what is said of one more device', () => {
  it('on the page of devices: there, and still waiting', async () => {
    const { one, server, take } = await begun()
    await show(<Page session={one} />)
    server.refuse.push({ code: 'overloaded', waitMs: 60_000 })
    await act(async () => void (await take()))
    await shows(text.came)
    expect(newest(one)).not.toHaveProperty('trusted')
    expect(screen.queryByText(text.done)).toBeNull()
    expect(screen.getByText(text.ownWaits)).toBeTruthy()
  })

  it('on the page of devices: confirmed', async () => {
    const { one, take } = await begun()
    await show(<Page session={one} />)
    await act(async () => void (await take()))
    await shows(text.done)
    expect(newest(one)?.trusted).toBeTypeOf('number')
    expect(screen.queryByText(text.came)).toBeNull()
  })

  it('to all who are there: that it takes part once it is confirmed, and not before', async () => {
    const { one, p1, p2, take } = await begun()
    const two = await p2.open()
    await until(two, isOpen)
    one.close()
    await show(<Newcomer session={two} />)
    await act(async () => void (await take()))
    await shows(newcomer.notYet)
    expect(screen.queryByText(newcomer.takesPart('Ada'))).toBeNull()
    const back = await p1.open()
    await shows(newcomer.takesPart('Ada'))
    expect(screen.queryByText(newcomer.notYet)).toBeNull()
    cleanup()
    await show(<Newcomer session={back} />)
    await shows(newcomer.ownEither)
  })

  it('to itself: that it waits, in its own line too', async () => {
    const { one, other, take } = await begun()
    one.close()
    await take()
    const own = await other.open()
    await until(own, isOpen)
    await show(<Page session={own} />)
    await shows(text.thisWaits)
    expect(newest(own)).not.toHaveProperty('trusted')
  })
})

describe('P41 the link for a seat that is still empty', () => {
  it('is made anew on another device of its seat, once the one that began is out', async () => {
    const { one, other, take } = await begun(false)
    await take()
    const own = await other.open()
    await until(own, isConfirmed)
    await show(<Page session={own} />)
    expect(screen.queryByText(text.emptyText)).toBeNull()
    await press(remove.open)
    expect(screen.getByText(remove.links)).toBeTruthy()
    await press(remove.yes)
    await shows(text.emptyText)
    expect(one.get().phase).toBe('stopped')
    await press(words.renew)
    await shows(text.emptyMade)
    expect(screen.getByText(own.get().invites.p2!.link!)).toBeTruthy()
  })

  it('is nothing to speak of where nobody is awaited', async () => {
    const { other, take } = await begun()
    await take()
    const own = await other.open()
    await until(own, isConfirmed)
    await show(<Page session={own} />)
    await press(remove.open)
    expect(screen.queryByText(remove.links)).toBeNull()
  })
})

describe('P44 who gives the link for a lost device', () => {
  it('says whom to ask where the therapist who gave it left before they confirmed it', async () => {
    const { server, clock, sessions } = await openTrio()
    const { p2, therapist } = sessions
    const link = await therapist.readmit('p1')
    therapist.close()
    const other = newPerson('p1', server, clock)
    await joinTalk(other.parts, link, { name: 'Ada', own: true })
    const back = await other.open()
    await until(back, isOpen)
    await show(<Newcomer session={back} />)
    await shows(newcomer.waits('Tove'))
    await act(async () => void (await p2.act({ type: 'withdrew', kind: 'therapist' })))
    await shows(newcomer.waitsGone('Tove', 'your partner'))
    expect(screen.queryByText(newcomer.waits('Tove'))).toBeNull()
  })

  it('the therapist who began, and once they were sent away the other partner', async () => {
    const { p2, p1 } = (await openTrio()).sessions
    await show(<Page session={p2} />)
    await shows('If one of you loses a device, Tove gives a new link.')
    await act(async () => {
      await p1.act({ type: 'withdrew', kind: 'therapist' })
      await until(p2, ({ snapshot }) => snapshot?.context.therapist === false)
    })
    await shows('Has your partner lost their device?')
    expect(screen.queryByText('If one of you loses a device, Tove gives a new link.')).toBeNull()
    expect(screen.getByText('What your partner and Tove wrote to each other alone is lost with it.')).toBeTruthy()
  })
})
