// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
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
