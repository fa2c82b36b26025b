// @vitest-environment happy-dom
import { expect, test } from 'vitest'
import { takeArrival } from './app.tsx'

const arriveAt = (url: string) => {
  const seen: string[] = []
  const { pathname, href, hash } = new URL(url)
  const history = { replaceState: (_: unknown, __: string, path: string) => void seen.push(path) }
  return { arrival: takeArrival({ pathname, href, hash } as Location, history as unknown as History), seen }
}

test('C15: an invite goes from the address bar into memory', () => {
  const url = 'https://haven.example/join#1.s.p2.secret'
  expect(arriveAt(url)).toEqual({ arrival: { invite: url }, seen: ['/join'] })
})

test('C15: so does the talk that was named', () => {
  expect(arriveAt('https://haven.example/talk#abc')).toEqual({ arrival: { session: 'abc' }, seen: ['/talk'] })
})

test('any other address stays as it is', () => {
  expect(arriveAt('https://haven.example/#right')).toEqual({ arrival: {}, seen: [] })
  expect(arriveAt('https://haven.example/join')).toEqual({ arrival: {}, seen: [] })
})
