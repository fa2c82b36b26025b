// @vitest-environment happy-dom
import { act, cleanup, render, screen, waitFor } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { PRACTICE, seated, SUPERVISED } from '../../gallery/seated.ts'
import { momentsAt, momentsOf, stage, type Staging } from '../../gallery/stage.ts'
import { useRoom } from '../../parts/use-room.ts'
import type { Session, WhisperPolicy } from '../../session/scene.ts'
import { StepScreen } from './steps.tsx'
import { kindsOf, termsOf, wordingOf } from './wording.ts'

afterEach(cleanup)

const KNOWN = { therapist: 'Mara', until: '1 May' }
const POLICIES: readonly WhisperPolicy[] = ['none', 'safety-only', 'limited-secrets']
const Stage = ({ session }: { session: Session }) => {
  const room = useRoom(session)
  return room ? <StepScreen room={room} /> : null
}
const show = (session: Session) => act(async () => void render(<Stage session={session} />))
const consenting = (opened = SUPERVISED, staging: Staging = { policy: 'safety-only' }) =>
  stage(momentsAt('arrive.consent', momentsOf(seated(), opened))[0]!, staging)
const press = (name: string) => act(async () => screen.getByRole('button', { name }).click())

describe('what is agreed to with a therapist', () => {
  it.each(POLICIES)('says what the therapist reads and what %s lets them keep', async policy => {
    await show(consenting(SUPERVISED, { policy }).p1)
    const { textContent } = document.body
    expect(textContent).toContain('Mara is here as our therapist and can read all that we say in this room.')
    expect(textContent).toContain('never sees my drafts, my drawer')
    for (const { text } of termsOf(
      { ...KNOWN, until: '30 days after the last thing either of us does here' },
      { therapist: true, policy },
    ))
      expect(textContent).toContain(text)
  })

  it('has another wording for each policy, for practice and for a room of two', async () => {
    const abouts = [
      { therapist: false },
      ...POLICIES.map(policy => ({ therapist: true, policy })),
      { therapist: true, policy: 'none' as const, practice: true },
    ]
    const hashes = await Promise.all(abouts.map(about => wordingOf(termsOf(KNOWN, about))))
    expect(new Set(hashes).size).toBe(abouts.length)
    const [theirs, ours] = (['therapist', 'partner'] as const).map(reader => termsOf(KNOWN, abouts[2]!, reader))
    expect(await wordingOf(theirs!)).not.toBe(await wordingOf(ours!))
  })

  it('says of a room where nobody set it that nobody is written to alone', () => {
    const text = (policy?: WhisperPolicy) => termsOf(KNOWN, { therapist: true, policy }).map(one => one.text)
    expect(text()).toEqual(text('none'))
  })

  it('asks for the kinds that stand on the page, and no others', () => {
    expect(kindsOf(termsOf(KNOWN, { therapist: true, policy: 'safety-only', practice: true }))).toBe(
      'use keep therapist',
    )
    expect(kindsOf(termsOf(KNOWN, { therapist: false }))).toBe('use keep')
  })

  it('sends them, and waits calmly for whoever is still to agree', async () => {
    const seats = consenting()
    await show(seats.p1)
    await press('I agree')
    await waitFor(() => expect(document.body.textContent).toContain('when all three of you have agreed'))
    expect(seats.p1.get().told.at(-1)!.entry.act).toMatchObject({ type: 'agreed', kinds: 'use keep therapist' })
    cleanup()
    await show(seats.p2)
    await press('I agree')
    await waitFor(() =>
      expect(document.body.textContent).toContain('You two have agreed. We go on when Mara has agreed too.'),
    )
    expect(screen.getByRole('button', { name: 'Not today' })).toBeTruthy()
  })

  it('keeps the link for the therapist at hand while nobody has used it', async () => {
    const seats = consenting()
    await seats.p1.act({ type: 'agreed', wording: await wordingOf([]), kinds: 'use keep therapist' })
    const link = 'https://haven.example/join#1.AAAAAAAAAAAAAAAAAAAAAA.therapist.AAAAAAAAAAAAAAAAAAAAAA'
    const scene = { ...seats.p1.get(), invites: { therapist: { link, state: 'open' as const, triedAgain: 0 } } }
    await show({ ...seats.p1, get: () => scene })
    await waitFor(() => expect(document.body.textContent).toContain(link))
  })

  it('R33: says that it is practice where it is', async () => {
    await show(consenting(PRACTICE).p1)
    expect(screen.getByRole('heading', { name: 'This is practice' })).toBeTruthy()
    cleanup()
    await show(consenting().p1)
    expect(document.body.textContent).not.toContain('practice')
  })
})
