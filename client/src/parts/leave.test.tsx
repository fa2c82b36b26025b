// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { Leave, LeaveFirst } from './leave.tsx'

afterEach(() => {
  cleanup()
  document.querySelector('.blank')?.remove()
})

const open = () => {
  const seen: string[] = []
  const go = () => seen.push(document.querySelector('.blank') ? 'go, blank' : 'go')
  render(
    <>
      <LeaveFirst go={go} />
      <Leave go={go} onLeave={() => seen.push('keys')} />
    </>,
  )
  return seen
}
const shift = (times: number) => {
  for (let time = 0; time < times; time += 1) {
    fireEvent.keyDown(document.body, { key: 'Shift' })
    fireEvent.keyUp(document.body, { key: 'Shift' })
  }
}

test('Shift three times: the keys go first, behind a blank page, then the page', () => {
  const seen = open()
  shift(2)
  expect(seen).toEqual([])
  shift(1)
  expect(seen).toEqual(['keys', 'go, blank'])
})

test('Shift held for capital letters never leaves', () => {
  const seen = open()
  for (const key of ['N', 'O', 'R', 'A']) {
    fireEvent.keyDown(document.body, { key: 'Shift' })
    fireEvent.keyDown(document.body, { key })
    fireEvent.keyUp(document.body, { key: 'Shift' })
  }
  expect(seen).toEqual([])
})

test.each(['button', 'link'])('one press on the %s leaves', role => {
  const seen = open()
  fireEvent.click(screen.getByRole(role))
  expect(seen).toEqual(['keys', 'go, blank'])
})

test('a talk whose keys cannot be dropped does not hold anybody back', () => {
  const seen: string[] = []
  const fail = () => {
    throw new Error('stuck')
  }
  render(<Leave onLeave={fail} go={() => seen.push('gone')} />)
  fireEvent.click(screen.getByRole('button'))
  expect(seen).toEqual(['gone'])
})
