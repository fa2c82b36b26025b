// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { whisperOf } from '@haven/shared/channels.ts'
import { afterEach, describe, expect, test } from 'vitest'
import { PRACTICE, SUPERVISED } from '../gallery/seated.ts'
import { momentsOf, stage, type Staging } from '../gallery/stage.ts'
import { roomOf } from '../parts/use-room.ts'
import { untold } from '../parts/whispered.ts'
import { askingOf, tellOrKeep } from './telling.ts'
import { check, endings } from '../text/prompts.ts'
import { Check } from './check.tsx'

afterEach(cleanup)

const open = () => {
  const seen: string[] = []
  render(<Check onDone={() => seen.push('done')} onStop={() => seen.push('stop')} />)
  return seen
}
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }))

test('four pages, one press each, and only then it is done', () => {
  const seen = open()
  for (const { title } of check.pages) {
    expect(seen).toEqual([])
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe(title)
    press('None of these')
  }
  expect(seen).toEqual(['done'])
})

test.each(check.pages.map((page, index) => [page.id, index, page.help] as const))(
  'on %s the second answer shows its help and tells nobody',
  (_, index, help) => {
    const seen = open()
    for (let page = 0; page < index; page += 1) press('None of these')
    press('One of these, or not sure')
    expect(screen.getByText(check.help[help as keyof typeof check.help])).toBeDefined()
    expect(screen.getByText(/^In danger now\?/)).toBeDefined()
    expect(seen).toEqual([])
  },
)

test('Not today reads the same everywhere, stores nothing, and leaves by an own press', () => {
  localStorage.clear()
  const seen = open()
  press('Not today')
  expect(screen.getByText(endings.notToday)).toBeDefined()
  expect(seen).toEqual([])
  press('Leave it for today')
  expect(seen).toEqual(['stop'])
  expect(localStorage.length).toBe(0)
})

test('a press by mistake leads back to the same page', () => {
  open()
  press('None of these')
  press('One of these, or not sure')
  press('Go back to the question')
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe(check.pages[1]?.title)
})

describe('with a therapist in the third seat', () => {
  const POLICY: Staging = { policy: 'safety-only' }
  const APART = [
    'I had thoughts of ending my life in the last 3 months.',
    'An affair came to light in the last 3 months.',
  ]

  const openWith = (staging: Staging, opened = SUPERVISED) => {
    const seats = stage(momentsOf([], opened)[0]!, staging)
    const seen: string[] = []
    const room = roomOf(seats.p1, seats.p1.get())!
    render(
      <Check {...askingOf(room)} fill={room.fill} onDone={() => seen.push('done')} onStop={() => seen.push('stop')} />,
    )
    return { seats, seen, room }
  }
  const none = (times: number) => {
    for (let page = 0; page < times; page += 1) press('None of these')
  }
  const whispered = ({ seats }: ReturnType<typeof openWith>) =>
    (seats.therapist.get().threads[whisperOf('p1')] ?? []).map(({ words }) => JSON.stringify(words))

  test('what a therapist can hold stands on a page of its own and ends nothing', () => {
    openWith(POLICY)
    for (let page = 0; page < 4; page += 1) {
      for (const item of APART) expect(document.body.textContent).not.toContain(item)
      press('None of these')
    }
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('May I tell Mara?')
    for (const item of APART) expect(document.body.textContent).toContain(item)
  })

  test('what the therapist keeps and the very words stand there before a yes, and nobody is said to see the rest', () => {
    openWith(POLICY)
    expect(document.body.textContent).toContain('Nobody else sees this.')
    expect(document.body.textContent).not.toContain('Your partner sees none of this')
    none(4)
    const yes = screen.getByRole('button', { name: 'Yes, tell Mara' })
    const policy = screen.getByText(/Mara keeps no secrets between you/)
    expect(policy.compareDocumentPosition(yes)).toBe(Node.DOCUMENT_POSITION_FOLLOWING)
    expect(document.querySelector('details')!.open).toBe(true)
  })

  test('a yes sends one whisper and goes on', () => {
    const asked = openWith(POLICY)
    none(4)
    expect(whispered(asked)).toEqual([])
    press('Yes, tell Mara')
    expect(asked.seen).toEqual(['done'])
    expect(whispered(asked)).toHaveLength(1)
    for (const item of APART) expect(whispered(asked)[0]).toContain(item)
    expect(untold.get(asked.seats.p1)).toBeUndefined()
  })

  test('a no sends nothing and goes on as well', () => {
    const asked = openWith(POLICY)
    none(4)
    press('No, or none of these')
    expect([asked.seen, whispered(asked)]).toEqual([['done'], []])
    expect(untold.get(asked.seats.p1)).toBeUndefined()
  })

  test('a yes that can’t be sent yet is kept in memory, and sent only by another press', () => {
    const asked = openWith({ ...POLICY, endorsed: [] })
    none(4)
    press('Yes, tell Mara')
    expect([asked.seen, whispered(asked)]).toEqual([['done'], []])
    const words = untold.get(asked.seats.p1)!
    expect(words).toContain(APART[0])
    tellOrKeep(
      { ...asked.room, session: { ...asked.seats.p1, get: () => ({ ...asked.seats.p1.get(), mayWhisper: true }) } },
      words,
    )
    expect(whispered(asked)).toHaveLength(1)
  })

  test('where nobody is written to alone, the page says so and sends nothing', () => {
    const asked = openWith({ policy: 'none' })
    none(4)
    expect(screen.queryByRole('button', { name: 'Yes, tell Mara' })).toBeNull()
    expect(document.body.textContent).toContain('please tell Mara yourself')
    press('Go on')
    expect(asked.seen).toEqual(['done'])
  })

  test('a practice card asks the first page and the third, and a small real hurt all of them', () => {
    const { seen } = openWith({ ...POLICY, practice: { card: 'fever' } }, PRACTICE)
    const titles = [screen.getByRole('heading', { level: 1 }).textContent]
    press('None of these')
    titles.push(screen.getByRole('heading', { level: 1 }).textContent)
    press('None of these')
    expect([titles, seen]).toEqual([[check.pages[0]!.title, check.pages[2]!.title], ['done']])
    cleanup()
    openWith({ ...POLICY, practice: { card: 'own' } }, PRACTICE)
    none(4)
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('May I tell Mara?')
  })
})
