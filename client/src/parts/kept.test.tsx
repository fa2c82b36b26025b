// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { newCouple } from '../session/testing/couple.ts'
import { settings } from '../text/en.ts'
import { Kept } from './kept.tsx'

afterEach(cleanup)

const press = (name: string) => act(async () => void fireEvent.click(screen.getByRole('button', { name })))
const forgetOn = async (parts: Awaited<ReturnType<typeof newCouple>>['p1']['parts']) => {
  render(<Kept parts={async () => parts} />)
  await screen.findByRole('button', { name: settings.forget })
  await press(settings.forget)
  await press(settings.forgetYes)
}

describe('forgetting a talk on this device', () => {
  it('C12 closes it where it is open, and takes it off the list', async () => {
    const { p1 } = await newCouple()
    const session = await p1.open()
    await forgetOn(p1.parts)
    expect(await screen.findByText(settings.forgotten)).toBeTruthy()
    expect(screen.queryByRole('button', { name: settings.forget })).toBeNull()
    expect(await p1.keyring.list()).toEqual([])
    await expect(session.act({ type: 'readied' })).rejects.toThrow('over')
  })

  it('names who it was with, and a name that turns the writing round turns nothing', async () => {
    const { p1, server } = await newCouple()
    const ring = (await p1.keyring.read({ session: server.session, seat: 'p1' }))!
    await p1.keyring.write({ ...ring, names: { ...ring.names, partner: '\u202Eנועה' } })
    render(<Kept parts={async () => p1.parts} />)
    expect((await screen.findByText(/^Talk with/)).textContent).toContain(settings.talkWith('\u2068נועה\u2069'))
  })

  it('says so where it could not be done, and the talk stays on the list', async () => {
    const { p1 } = await newCouple()
    const forget = () => Promise.reject(new Error('the disk is gone'))
    await forgetOn({ ...p1.parts, keyrings: { ...p1.parts.keyrings, own: { ...p1.keyring, forget } } })
    expect(await screen.findByText(settings.notForgotten)).toBeTruthy()
    expect(screen.getByRole('button', { name: settings.forgetYes })).toBeTruthy()
  })
})
