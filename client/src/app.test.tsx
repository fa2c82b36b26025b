// @vitest-environment happy-dom
import { renderHook } from '@testing-library/react'
import { expect, test } from 'vitest'
import { type Arrival, arrivalAt, useArrival } from './app.tsx'

test.each([
  ['https://haven.example/join#1.s.p2.secret', { invite: 'https://haven.example/join#1.s.p2.secret' }],
  ['https://haven.example/talk#abc', { session: 'abc' }],
  ['https://haven.example/#right', {}],
  ['https://haven.example/join', {}],
])('C15 %s names %o', (url, arrival) => {
  expect(arrivalAt(new URL(url))).toEqual(arrival)
})

test('C15 another link in the same tab is taken, and gone from the bar at once', () => {
  const taken: Arrival[] = []
  history.replaceState(null, '', '/join')
  const { unmount } = renderHook(() => useArrival(next => taken.push(next)))
  const come = (hash: string) => {
    history.replaceState(null, '', `/join${hash}`)
    dispatchEvent(new Event('hashchange'))
  }
  come('#1.s.p2.secret')
  expect(taken).toEqual([{ invite: `${location.origin}/join#1.s.p2.secret` }])
  expect(location.hash).toBe('')
  come('')
  expect(taken).toHaveLength(1)
  unmount()
})
