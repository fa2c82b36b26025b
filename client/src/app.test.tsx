// @vitest-environment happy-dom
import { expect, test } from 'vitest'
import { arrivalAt } from './app.tsx'

test.each([
  ['https://haven.example/join#1.s.p2.secret', { invite: 'https://haven.example/join#1.s.p2.secret' }],
  ['https://haven.example/talk#abc', { session: 'abc' }],
  ['https://haven.example/#right', {}],
  ['https://haven.example/join', {}],
])('C15 %s names %o', (url, arrival) => {
  expect(arrivalAt(new URL(url))).toEqual(arrival)
})
