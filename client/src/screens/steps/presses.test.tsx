// @vitest-environment happy-dom
import type { Act } from '@haven/shared/acts.ts'
import type { Partner } from '@haven/shared/steps.ts'
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Moment, momentsAt, stage } from '../../gallery/stage.ts'
import { useRoom } from '../../parts/use-room.ts'
import type { Returned, Session, Words } from '../../session/scene.ts'
import { StepScreen } from './steps.tsx'
import { termsOf, wordingOf } from './wording.ts'

type Sent = { act: Act; words: Words | undefined }

let sent: Sent[] = []
beforeEach(() => {
  sent = []
})
afterEach(cleanup)

const Stage = ({ session }: { session: Session }) => {
  const room = useRoom(session)
  return room ? <StepScreen room={room} /> : null
}

const show = async (
  moment: Moment,
  seat: Partner,
  settled: () => Promise<'stored' | Returned> = async () => 'stored',
) => {
  const session = stage(moment)[seat]
  const noting: Session = {
    ...session,
    settled,
    act: async (one, words) => {
      sent.push({ act: one as Act, words: words as Words })
      return session.act(one, words)
    },
  }
  await act(async () => void render(<Stage session={noting} />))
  return noting
}

const press = async (name: string) => act(async () => void fireEvent.click(screen.getByRole('button', { name })))
const type = async (name: RegExp, value: string) =>
  act(async () => void fireEvent.change(screen.getByRole('textbox', { name }), { target: { value } }))

describe('a gate', () => {
  const gate = () => momentsAt('hear.check')[0]!

  it('sends the missing line with partly', async () => {
    await show(gate(), 'p1')
    await type(/missing/, ' The floor. ')
    await press('Partly')
    expect(sent).toEqual([{ act: { type: 'answered', choice: 'partly' }, words: { missing: 'The floor.' } }])
  })

  it('never sends it with yes, and keeps it as a draft', async () => {
    const session = await show(gate(), 'p1')
    await type(/missing/, 'The floor.')
    await press('Yes, I feel heard')
    expect(sent).toEqual([{ act: { type: 'answered', choice: 'yes' }, words: undefined }])
    expect(await session.draft.read('hear.check:missing')).toBe('The floor.')
  })

  it('needs no line at all', async () => {
    await show(gate(), 'p1')
    await press('Not yet')
    expect(sent).toEqual([{ act: { type: 'answered', choice: 'notYet' }, words: undefined }])
  })
})

describe('a private page', () => {
  it('keeps what is loud in own.inner on the device', async () => {
    const session = await show(momentsAt('own.inner')[0]!, 'p2')
    await type(/explain or defend/, 'But I was tired.')
    expect(await session.draft.read('own.inner:drawer')).toBe('But I was tired.')
    await press('I am ready to answer')
    expect(sent).toEqual([{ act: { type: 'readied' }, words: undefined }])
  })

  it('shows no cause when somebody can’t today', async () => {
    await show(momentsAt('own.inner')[0]!, 'p2')
    await press("I can't today")
    expect(sent).toEqual([{ act: { type: 'setDown' }, words: undefined }])
  })

  it('brings what was found in reach.find only by an own press', async () => {
    await show(momentsAt('reach.find')[0]!, 'p1')
    await type(/five minutes/, 'Would you come?')
    await press('I know what to ask')
    expect(sent).toEqual([{ act: { type: 'finished' }, words: undefined }])
    expect(screen.getByRole('textbox', { name: /What do you ask for/ })).toHaveProperty('value', '')
    await press('Bring what I found')
    await waitFor(() =>
      expect(screen.getByRole('textbox', { name: /What do you ask for/ })).toHaveProperty('value', 'Would you come?'),
    )
  })

  it('remembers later and never alone, and sends the same', async () => {
    const session = await show(momentsAt('own.invite')[0]!, 'p1')
    await press("No, I don't need to")
    expect(sent).toEqual([{ act: { type: 'chose', choice: 'notNow' }, words: undefined }])
    expect(await session.draft.read('own.invite')).toBe('never')
  })

  it('keeps how one leaves the talk from everybody', async () => {
    await show(momentsAt('close.check')[0]!, 'p1')
    await act(async () => void fireEvent.click(screen.getByRole('button', { name: 'No' })))
    expect(document.body.textContent).toContain('people you can call')
    await press('Go on')
    expect(sent).toEqual([{ act: { type: 'readied' }, words: undefined }])
  })
})

describe('consent', () => {
  it('sends the wording that was shown, and the name', async () => {
    await show(momentsAt('arrive.consent')[0]!, 'p1')
    await press('I agree')
    await waitFor(() => expect(sent).toHaveLength(1))
    const [{ act: agreed, words }] = sent as [Sent]
    expect(agreed).toMatchObject({ type: 'agreed', kinds: 'use keep', wording: expect.stringMatching(/^[\w-]{43}$/) })
    expect(words).toEqual({ name: 'Noor' })
  })

  it('has another wording for another date', async () => {
    const [one, two] = await Promise.all(
      ['1 May', '2 May'].map(until => wordingOf(termsOf({ until }, { therapist: false }))),
    )
    expect(one).not.toBe(two)
  })

  it('may be left unsigned', async () => {
    await show(momentsAt('arrive.consent')[0]!, 'p1')
    await press('Not today')
    expect(sent).toEqual([{ act: { type: 'ended' }, words: undefined }])
  })
})

describe('erasing own words', () => {
  const after = () => momentsAt('close.after')[0]!

  it('names all of them, and chooses only when they are gone', async () => {
    await show(after(), 'p2')
    await press('Erase my words now')
    await waitFor(() => expect(sent).toHaveLength(2))
    const own = after().log.entries.filter(({ by, act: { type: kind } }) => by === 'p2' && WORDED.has(kind))
    expect(sent[0]).toEqual({ act: { type: 'erased', seqs: own.map(({ seq }) => seq) }, words: undefined })
    expect(sent[1]).toEqual({ act: { type: 'chose', choice: 'eraseMine' }, words: undefined })
  })

  it('does not say they are gone while they are not', async () => {
    await show(
      after(),
      'p2',
      async () => ({ mid: 'm', code: 'refused', act: { type: 'setDown' } }) as unknown as Returned,
    )
    await press('Erase my words now')
    await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('still here'))
    expect(sent.map(one => one.act.type)).toEqual(['erased'])
  })
})
const WORDED = new Set(['agreed', 'spoke', 'answered', 'parked'])
