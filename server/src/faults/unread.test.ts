import { readFileSync } from 'node:fs'
import type { Act } from '@haven/shared/acts.ts'
import { LIMITS } from '@haven/shared/wire.ts'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { isFull, sized } from '../abuse/full.ts'
import { boxOf, newHash, newId, newTestDevice } from '../testing/device.ts'
import { claimBody, createBody } from '../testing/house.ts'
import type { Sock } from '../testing/sock.ts'
import { Child } from './child.ts'

const COUPLES = sized(1, 20)
/** The kernel keeps some megabytes by itself, so it takes that much before anything piles up in the process. */
const MOST_ACTS = 1_800
const LARGEST = LIMITS.boxSizes.at(-1)! + LIMITS.boxOverhead

let child: Child
beforeEach(async () => (child = await Child.start()))
afterEach(() => child.dispose())

const enter = async (session: string, device: Awaited<ReturnType<typeof newTestDevice>>, since = 0): Promise<Sock> => {
  const sock = child.connect()
  await sock.hello(session, device, { since: { room: since } })
  await sock.until(() => sock.welcome !== undefined)
  return sock
}

/** Past their consent, where each may say something at any time. */
const talking = async () => {
  const [p1, p2] = [await newTestDevice(), await newTestDevice()]
  const talk = { session: newId(), claim: newHash(), p1, p2 }
  expect(await child.post('/api/sessions', createBody(talk))).toBe(201)
  expect(await child.post('/api/claims', claimBody(talk))).toBe(200)
  const [one, two] = [await enter(talk.session, p1), await enter(talk.session, p2)]
  await one.until(() => one.entries.length === 3)
  const agreed: Act = { type: 'agreed', wording: 'w', kinds: 'use keep' }
  for (const step of ['arrive.welcome', 'arrive.safety', 'arrive.consent'])
    for (const sock of [one, two]) {
      expect(await sock.does(step === 'arrive.consent' ? agreed : { type: 'readied' }, step)).toBeTypeOf('number')
      for (const other of [one, two]) await other.until(() => other.entries.length === sock.entries.length)
    }
  return { ...talk, one, two }
}
type Talking = Awaited<ReturnType<typeof talking>>

const socketsNow = async (): Promise<number> => {
  const text = await (await fetch(`${child.url}/metrics`)).text()
  return Number(/^haven_sockets (\d+)/m.exec(text)![1])
}

/** All first ones speak until the server has let the others go; how many acts that took each. */
const speakOn = async (talks: readonly Talking[]): Promise<number> => {
  for (let count = 1; count <= MOST_ACTS; count += 1) {
    const box = boxOf(LARGEST)
    const told = await Promise.all(talks.map(({ one }) => one.does({ type: 'remarked' }, '', { box })))
    expect(told.filter(seq => typeof seq !== 'number')).toEqual([])
    if ((await socketsNow()) === talks.length) return count
  }
  throw new Error('nobody was let go')
}

const rssOf = () => {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)![1]) / 1_024
}

it(`P32 F12 ${COUPLES} who really do not read are sent away, and get exactly what they missed`, async () => {
  const talks: Talking[] = []
  for (let couple = 0; couple < COUPLES; couple += 1) talks.push(await talking())
  const before = rssOf()
  const had = talks.map(({ two }) => two.entries.length)
  for (const { two } of talks) two.pause()
  const acts = await speakOn(talks)
  if (isFull) console.log(`F12 RSS ${before.toFixed(0)} MB, then ${rssOf().toFixed(0)} MB; ${acts} acts of each`)
  for (const [at, { one, two, session, p2 }] of talks.entries()) {
    two.resume()
    await two.until(() => two.closed !== undefined)
    expect(two.entries.slice(had[at])).toEqual(one.entries.slice(had[at], two.entries.length))
    const again = await enter(session, p2, two.entries.length)
    await again.until(() => two.entries.length + again.entries.length === one.entries.length)
    expect([...two.entries, ...again.entries]).toEqual(one.entries)
  }
}, 300_000)
