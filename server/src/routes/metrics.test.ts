import type { Act } from '@haven/shared/acts.ts'
import { afterEach, describe, expect, it } from 'vitest'
import { Metrics } from '../metrics.ts'
import { bothThere, type House, openHouse } from '../testing/house.ts'

let house: House
afterEach(() => house.close())

const TOKEN = 'a token long enough'
const get = (headers: Record<string, string> = {}, remoteAddress = '127.0.0.1') =>
  house.app.inject({ url: '/metrics', headers, remoteAddress })
const valueOf = (text: string, name: string) =>
  Number(
    text
      .split('\n')
      .find(line => line.startsWith(`${name} `))
      ?.split(' ')[1],
  )
const withdrew: Act = { type: 'withdrew', kind: 'export' }

describe('GET /metrics', () => {
  it('counts what was stored, refused, closed and answered', async () => {
    house = await openHouse()
    const { one, two } = await bothThere(house)
    await one.does(withdrew, '')
    await one.does({ type: 'spoke', aloud: false }, 'hear.share').catch(() => undefined)
    two.cut()
    await expect.poll(async () => valueOf((await get()).body, 'haven_sockets')).toBe(1)
    const { body, headers } = await get()
    expect(headers['content-type']).toContain('text/plain')
    expect(headers['cache-control']).toBe('no-store')
    expect(valueOf(body, 'haven_acts_stored_total')).toBeGreaterThan(1)
    expect(valueOf(body, 'haven_refusals_total{code="stale-step"}')).toBe(1)
    expect(valueOf(body, 'haven_answers_total{route="/api/claims",status="200"}')).toBe(1)
    expect(valueOf(body, 'haven_commit_seconds_count')).toBeGreaterThan(1)
  })

  it('P39 holds nothing of anybody', async () => {
    house = await openHouse({ metrics: new Metrics().ofProcess() })
    const { session, claim, p1, p2, one } = await bothThere(house)
    await one.does(withdrew, '')
    const { body } = await get()
    for (const word of [session, claim, p1.id, p2.id, '10.0.0.1', 'withdrew', 'export'])
      expect(body).not.toContain(word)
    expect(body).toContain('process_resident_memory_bytes')
  })

  it.each([
    ['from another computer', {}, '10.0.0.9'],
    ['through a proxy on this one', { 'x-forwarded-for': '10.0.0.9' }, '127.0.0.1'],
    ['through a proxy that says so otherwise', { forwarded: 'for=10.0.0.9' }, '127.0.0.1'],
  ])('is not there %s', async (_what, headers, address) => {
    house = await openHouse()
    const answer = await get(headers, address)
    expect([answer.statusCode, answer.json()]).toEqual([404, { code: 'unknown' }])
  })

  it('is not there without a token where a proxy is told of', async () => {
    house = await openHouse({ isProxied: true })
    expect((await get()).statusCode).toBe(404)
  })

  it('with a token set, is there for its bearer alone, from anywhere', async () => {
    house = await openHouse({ metricsToken: TOKEN })
    expect((await get()).statusCode).toBe(404)
    expect((await get({ authorization: `Bearer ${TOKEN}x` })).statusCode).toBe(404)
    expect((await get({ authorization: `Bearer ${TOKEN}` }, '10.0.0.9')).statusCode).toBe(200)
  })

  it('names a close code that is nobody’s as other', async () => {
    house = await openHouse()
    const metrics = new Metrics()
    for (const code of [4999, 3000, 4403]) metrics.closed(code)
    const text = await metrics.text()
    expect(valueOf(text, 'haven_sockets_closed_total{code="other"}')).toBe(2)
    expect(valueOf(text, 'haven_sockets_closed_total{code="4403"}')).toBe(1)
  })
})
