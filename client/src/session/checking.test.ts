import { afterEach, expect, it } from 'vitest'
import { checkBits } from '../seal/check.ts'
import { newId, random } from '../seal/keys.ts'
import type { Session } from './scene.ts'
import { allIn, isOpen, newCouple } from './testing/couple.ts'
import { openTrio } from './testing/trio.ts'

const opened: Session[] = []
afterEach(() => opened.splice(0).forEach(session => session.close()))

it('both devices come to the same two numbers, and nothing of it is sent', async () => {
  const { p1, p2, server } = await newCouple()
  const sessions = [await p1.open(), await p2.open()] as const
  opened.push(...sessions)
  await allIn(sessions, isOpen)
  const heard = () => server.heard.filter(({ type }) => type !== 'head').length
  const before = heard()
  const [one, two] = [await sessions[0].common(), await sessions[1].common()]
  expect(one.map(({ seat }) => seat)).toEqual(['p2'])
  expect(two.map(({ seat }) => seat)).toEqual(['p1'])
  expect(one[0]!.numbers).toEqual(two[0]!.numbers)
  expect(heard()).toBe(before)
})

it('of three each two have their own', async () => {
  const { sessions } = await openTrio()
  opened.push(...Object.values(sessions))
  const all = await Promise.all(Object.values(sessions).map(session => session.common()))
  const pairs = all.flat().map(({ numbers }) => numbers.join())
  expect(pairs).toHaveLength(6)
  expect(new Set(pairs).size).toBe(3)
})

it('another secret, session, epoch or device gives others; the order of the two does not', async () => {
  const [secret, session, a, b] = [random(32), newId(), newId(), newId()]
  const bits = async (...[of, place, devices]: Parameters<typeof checkBits>) =>
    (await checkBits(of, place, devices)).join()
  const place = { session, epoch: 1 }
  expect(await bits(secret, place, [a, b])).toBe(await bits(secret, place, [b, a]))
  const all = await Promise.all([
    bits(secret, place, [a, b]),
    bits(random(32), place, [a, b]),
    bits(secret, { session: newId(), epoch: 1 }, [a, b]),
    bits(secret, { session, epoch: 2 }, [a, b]),
    bits(secret, place, [a, newId()]),
  ])
  expect(new Set(all).size).toBe(5)
})
