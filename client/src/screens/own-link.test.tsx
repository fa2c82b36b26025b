// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { LoadParts, Place } from '../parts/device.ts'
import { isOpen, newCouple, newPerson, until } from '../session/testing/couple.ts'
import { join as words } from '../text/en.ts'
import { newcomer, ownJoin as text } from '../text/devices.en.ts'
import { Join } from './join.tsx'
import { Newcomer } from './newcomer.tsx'

afterEach(cleanup)

const given = async () => {
  const couple = await newCouple()
  const one = await couple.p1.open()
  await until(one, isOpen)
  return { ...couple, one, href: await one.readmit('p1'), other: newPerson('p1', couple.server, couple.clock) }
}
const press = (name: string) => act(async () => screen.getByRole('button', { name }).click())
const show = async (href: string, parts: LoadParts) => {
  const onJoined = vi.fn<(place: Place) => void>()
  await act(async () => void render(<Join href={href} onJoined={onJoined} parts={parts} />))
  return onJoined
}
const joinsIn = ({ server }: Awaited<ReturnType<typeof given>>) =>
  server.entries.filter(({ act: { type } }) => type === 'joined').length

describe('P45 the page of a link for one more device', () => {
  it('says what it opens and whose it is, asks for no name, and claims nothing before a press', async () => {
    const talk = await given()
    await show(talk.href, async () => talk.other.parts)
    for (const line of [text.text, text.yours, text.notYours]) expect(screen.getByText(line)).toBeTruthy()
    expect(screen.queryByLabelText(words.name)).toBeNull()
    await press(text.notNow)
    expect(screen.getByText(text.notNowText)).toBeTruthy()
    expect(joinsIn(talk)).toBe(2)
  })

  it.each([
    ['own', 'own'],
    ['shared', 'shared'],
  ] as const)('opens the seat on a device of the kind one says: %s', async (kind, keyring) => {
    const talk = await given()
    const onJoined = await show(talk.href, async () => talk.other.parts)
    if (kind === 'shared') fireEvent.click(screen.getByLabelText(words.shared))
    await press(text.open)
    await waitFor(() => expect(onJoined).toHaveBeenCalledWith({ session: talk.server.session, seat: 'p1' }))
    expect(await talk.other.parts.keyrings[keyring].list()).toHaveLength(1)
  })

  it('goes on where the seat is on this device already, and the link is still there', async () => {
    const talk = await given()
    const onJoined = await show(talk.href, async () => talk.p1.parts)
    await waitFor(() => expect(screen.getByText(text.here)).toBeTruthy())
    await press(text.goOn)
    await waitFor(() => expect(onJoined).toHaveBeenCalled())
    expect(joinsIn(talk)).toBe(2)
  })
})

describe('P45 who is told of one more device', () => {
  it('its own seat, the other partner and itself, each in words of their own, once', async () => {
    const talk = await given()
    const two = await talk.p2.open()
    const onJoined = await show(talk.href, async () => talk.other.parts)
    await press(text.open)
    await waitFor(() => expect(onJoined).toHaveBeenCalled())
    cleanup()
    const own = await talk.other.open()
    const isTold = ({ told }: { told: readonly unknown[] }) => told.length >= 5
    await Promise.all([talk.one, two, own].map(session => until(session, isTold)))
    for (const [session, title] of [
      [talk.one, newcomer.ownTitle],
      [two, newcomer.moreTitle('Ada')],
      [own, undefined],
    ] as const) {
      await act(async () => void render(<Newcomer session={session} />))
      if (title) {
        await waitFor(() => expect(screen.getByRole('heading', { name: title, hidden: true })).toBeTruthy())
        fireEvent.click(screen.getByText(newcomer.right))
      }
      expect(screen.queryByRole('heading', { hidden: true })).toBeNull()
      cleanup()
    }
  })
})
