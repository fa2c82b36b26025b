// @vitest-environment happy-dom
import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { changePreferences } from '../../parts/preferences.ts'
import { newCouple } from '../../session/testing/couple.ts'
import { landing } from '../../text/en.ts'
import { later } from '../../text/measures.en.ts'
import { Landing } from '../landing.tsx'
import { FOLLOWING } from './following.ts'

beforeEach(() => changePreferences({ discreet: false }))
afterEach(cleanup)

const show = async (following: object | undefined) => {
  const { p1, server } = await newCouple()
  const drafts = following ? { [FOLLOWING]: JSON.stringify(following) } : {}
  await p1.keyring.writeDrafts({ session: server.session, seat: 'p1' }, drafts)
  await act(async () => void render(<Landing onStart={() => {}} onGoOn={() => {}} parts={async () => p1.parts} />))
  for (const _ of ['the talks', 'the line', 'what it reads']) await act(async () => vi.dynamicImportSettled())
  return server
}
const LONG_AGO = { from: 0, past: [] }

describe('the first page', () => {
  it('says beside a kept talk that questions are ready, in neutral words and without opening it', async () => {
    const server = await show(LONG_AGO)
    const line = await screen.findByText(later.ready)
    expect(line.closest('section')!.textContent).toContain('Go on with')
    expect(server.heard).toEqual([])
  })

  it.each([undefined, { from: Date.now(), past: [] }, { from: 0, past: ['week12'] }])(
    'says nothing where %j is remembered',
    async following => {
      await show(following)
      expect(await screen.findByText(/Go on with/)).toBeTruthy()
      expect(screen.queryByText(later.ready)).toBeNull()
    },
  )

  it('says nothing before a press where it is discreet', async () => {
    changePreferences({ discreet: true })
    await show(LONG_AGO)
    expect(await screen.findByRole('button', { name: landing.goOn })).toBeTruthy()
    expect(screen.queryByText(later.ready)).toBeNull()
  })
})
