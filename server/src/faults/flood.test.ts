import { setTimeout as after } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { isFull, sized } from '../abuse/full.ts'
import { newHash, newId, newTestDevice } from '../testing/device.ts'
import { claimBody, createBody } from '../testing/house.ts'
import type { Sock } from '../testing/sock.ts'
import { Child } from './child.ts'

const STRANGERS = sized(100, 500)
const FLOOD_MS = sized(1_000, 10_000)
const P95_MS = sized(2_000, 50)

let child: Child
/** With its rates, and with callers from as many addresses as they say. */
beforeEach(async () => (child = await Child.start({ HAVEN_PROXY: '1', HAVEN_LIMITS: '' })))
afterEach(() => child.dispose())

const enter = async (session: string, device: Awaited<ReturnType<typeof newTestDevice>>): Promise<Sock> => {
  const sock = child.connect()
  await sock.hello(session, device)
  await sock.until(() => sock.entries.length >= 3)
  return sock
}

const bothThere = async () => {
  const [p1, p2] = [await newTestDevice(), await newTestDevice()]
  const talk = { session: newId(), claim: newHash(), p1, p2 }
  expect(await child.post('/api/sessions', createBody(talk))).toBe(201)
  expect(await child.post('/api/claims', claimBody(talk))).toBe(200)
  return [await enter(talk.session, p1), await enter(talk.session, p2)] as const
}

const othersThere = async (): Promise<Sock[]> => {
  const socks: Sock[] = []
  for (let couple = 0; couple < sized(1, 5); couple += 1) socks.push(...(await bothThere()))
  return socks
}

/** Ten acts of each, one after another: 95 in 100 were told sooner than this. */
const p95Of = async (socks: readonly Sock[], name: string): Promise<number> => {
  const times: number[] = []
  for (const sock of socks)
    for (let act = 0; act < 10; act += 1) {
      const began = performance.now()
      expect(await sock.does({ type: 'withdrew', kind: 'export' }, '')).toBeTypeOf('number')
      times.push(performance.now() - began)
    }
  const p95 = times.sort((a, b) => a - b)[Math.floor(times.length * 0.95)]!
  if (isFull) console.log(`F11 ${name}: p95 ${p95.toFixed(1)} ms of ${times.length}`)
  return p95
}

const strangerAt = (address: string): Promise<{ socket: WebSocket; closed: Promise<number> }> =>
  new Promise((resolve, reject) => {
    const headers = { 'x-forwarded-for': address }
    const url = `${child.url.replace('http', 'ws')}/socket`
    const socket = new WebSocket(url, ['haven.1'], { origin: child.url, headers })
    const closed = new Promise<number>(done => socket.once('close', done))
    socket.once('open', () => resolve({ socket, closed }))
    socket.once('error', reject)
  })

describe('F11 floods', { timeout: 120_000 }, () => {
  it(`${STRANGERS} sockets that say nothing are closed after 5 s and hold nobody up`, async () => {
    const socks = await othersThere()
    const strangers = await Promise.all(
      Array.from({ length: STRANGERS }, (_, at) => strangerAt(`10.0.${at >> 8}.${at & 255}`)),
    )
    expect(await p95Of(socks, `${STRANGERS} strangers`)).toBeLessThan(P95_MS)
    expect(await Promise.all(strangers.map(({ closed }) => closed))).toEqual(strangers.map(() => 4408))
  })

  it('from one address no more than 20 strangers are let in', async () => {
    const tries = await Promise.allSettled(Array.from({ length: 40 }, () => strangerAt('10.9.9.9')))
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(20)
    for (const one of tries) if (one.status === 'fulfilled') one.value.socket.terminate()
  })

  it('a device at 1,000 acts a second is asked to slow down, then closed; others notice nothing', async () => {
    const [flooder] = await bothThere()
    const socks = await othersThere()
    const frame = flooder.proposal({ type: 'withdrew', kind: 'export' }, '')
    const until = performance.now() + FLOOD_MS
    const flood = async () => {
      while (performance.now() < until && flooder.closed === undefined) {
        for (let act = 0; act < 10; act += 1) flooder.send({ ...frame, mid: newId() })
        await after(10)
      }
    }
    const [p95] = await Promise.all([p95Of(socks, '1,000 acts a second'), flood()])
    expect(p95).toBeLessThan(P95_MS)
    await flooder.until(() => flooder.closed !== undefined)
    expect(flooder.closed).toBe(4429)
    expect(flooder.of('refusal').map(({ code }) => code)).toContain('slow-down')
  })
})
