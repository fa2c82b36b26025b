import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isFull, sized } from '../abuse/full.ts'
import { Child } from './child.ts'

const CALLERS = sized(50, 1_000)
/** A busy machine may take longer; by itself it would be half a minute. */
const SHED_MS = sized(20_000, 10_000)

let child: Child
beforeAll(async () => void (child = await Child.start()))
afterAll(() => child.dispose())

/** Says the beginning of a request and never its end: how long until it was sent away. */
const dawdle = (beginning: string): Promise<number> =>
  new Promise(resolve => {
    let began = performance.now()
    const socket = connect(Number(new URL(child.url).port), '127.0.0.1', () => {
      began = performance.now()
      socket.write(beginning)
    })
    socket.on('error', () => undefined)
    socket.on('data', () => undefined)
    socket.once('close', () => resolve(performance.now() - began))
  })

const HEADERS = 'GET / HTTP/1.1\r\nHost: haven.example\r\nX-Slow: '
const BODY = `POST /api/sessions HTTP/1.1\r\nHost: haven.example\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{"`

describe('F13 slow callers', { timeout: 60_000 }, () => {
  it.concurrent.each([
    ['headers', HEADERS],
    ['bodies', BODY],
  ])('%s that never end are sent away within ten seconds, and others are served meanwhile', async (_, beginning) => {
    const dawdlers = Array.from({ length: CALLERS }, () => dawdle(beginning))
    const times: number[] = []
    for (let asked = 0; asked < 40; asked += 1) {
      const began = performance.now()
      expect((await fetch(`${child.url}/healthz`)).status).toBe(200)
      times.push(performance.now() - began)
    }
    const longest = Math.max(...(await Promise.all(dawdlers)))
    const p95 = times.sort((a, b) => a - b)[Math.floor(times.length * 0.95)]!
    if (isFull) console.log(`F13 shed within ${longest.toFixed(0)} ms, others' p95 ${p95.toFixed(1)} ms`)
    expect(longest).toBeLessThan(SHED_MS)
  })
})
