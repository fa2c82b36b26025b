// @vitest-environment happy-dom
import { cleanup, render } from '@testing-library/react'
import { createRef } from 'react'
import { afterEach, describe, expect, it } from 'vitest'
import { Marks, piecesOf } from './marks.tsx'

const show = (draft: string, words: string) => {
  const start = draft.indexOf(words)
  const under = createRef<HTMLTextAreaElement>()
  render(
    <>
      <Marks draft={draft} marks={[{ start, end: start + words.length, kind: 'asks' }]} under={under} />
      <textarea ref={under} defaultValue={draft} />
    </>,
  )
  return document.querySelector('.mirror')!
}

afterEach(cleanup)

describe('marks', () => {
  it.each([
    ['I rang. You never call.', 'You never call.'],
    ['👩‍👩‍👧 I was 😢. You never call 📵 me', 'You never call 📵'],
    ['היית רחוק. אף פעם לא באת', 'אף פעם לא באת'],
    ['one\n\nYou never\ncall\n', 'You never\ncall'],
    ['<b>You never</b> &amp; call', 'You never</b>'],
  ])('stand in the very text of the draft (%#)', (draft, words) => {
    const mirror = show(draft, words)
    expect(mirror.textContent).toBe(draft)
    expect([...mirror.querySelectorAll('mark')].map(mark => mark.textContent)).toEqual([words])
  })

  it('are for the eye alone', () => {
    expect(show('You never call', 'You never').getAttribute('aria-hidden')).toBe('true')
  })

  it.each([
    [[{ start: 3, end: 99 }]],
    [[{ start: -4, end: 2 }]],
    [[{ start: 9, end: 4 }]],
    [
      [
        { start: 4, end: 8 },
        { start: 2, end: 6 },
        { start: 3, end: 5 },
      ],
    ],
  ])('never lose or double a letter, wherever they are said to be (%#)', places => {
    const pieces = piecesOf(
      'so it is',
      places.map(place => ({ ...place, kind: 'asks' as const })),
    )
    expect(pieces.map(({ text }) => text).join('')).toBe('so it is')
  })
})
