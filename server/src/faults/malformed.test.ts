import { randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { CLOSE, LIMITS } from '@haven/shared/wire.ts'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sized } from '../abuse/full.ts'
import { boxOf } from '../testing/device.ts'
import { bothThere, createBody, enter, type House, openHouse, openTalk, ORIGIN } from '../testing/house.ts'
import type { Sock } from '../testing/sock.ts'
import { frameOf, openRaw } from './raw.ts'

const EACH = sized(250, 12_500)

let house: House
beforeEach(async () => (house = await openHouse({ isUnlimited: true })))
afterEach(() => house.close())

const everything = async (session: string) => {
  const { log, access } = house.store
  return [await log.load(session, 'room', 99), await access.devices(session), await access.invites(session)]
}

const STACK = /\bat .+:\d+|node:internal|node_modules|\.ts\b|Error:/

describe('F9 malformed input', { timeout: sized(60_000, 3_600_000) }, () => {
  const size = () => 1 + Math.floor(Math.random() * 100)
  const families: [name: string, next: () => Uint8Array][] = [
    ['reserved bits', () => frameOf({ flags: 0x80 | (0x10 << (size() % 3)), opcode: 1, payload: randomBytes(size()) })],
    ['an unmasked frame', () => frameOf({ opcode: 1, payload: randomBytes(size()), isMasked: false })],
    ['a length of 2⁶³', () => frameOf({ opcode: 1, length: 2n ** 63n + BigInt(size()), payload: randomBytes(size()) })],
    ['an oversize ping', () => frameOf({ opcode: 9, payload: randomBytes(126 + size()) })],
    ['a stray continuation', () => frameOf({ opcode: 0, payload: randomBytes(size()) })],
    ['bad UTF-8', () => frameOf({ opcode: 1, payload: Buffer.from([0xc3, 0x28, ...randomBytes(size())]) })],
  ]

  it.each(families)('%s closes the socket and nothing else', async (_, next) => {
    const { session } = await openTalk(house)
    const before = await everything(session)
    await house.app.listen({ port: 0, host: '127.0.0.1' })
    const { port } = house.app.server.address() as AddressInfo
    for (let done = 0; done < EACH; done += 10) {
      const raws = await Promise.all(Array.from({ length: 10 }, () => openRaw(port, ORIGIN)))
      for (const raw of raws) raw.write(next())
      for (const said of await Promise.all(raws.map(raw => raw.ended)))
        expect(said.toString('latin1')).not.toMatch(STACK)
    }
    expect(await everything(session)).toEqual(before)
    expect((await house.app.inject('/healthz')).statusCode).toBe(200)
  })

  const POLLUTING = ['__proto__', 'constructor', 'prototype', 'toString']
  const odd = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom<unknown>(null, -1, 1e300, 0.5, '', 'A'.repeat(22), [], {}, true),
    fc.constantFrom(...POLLUTING).map(key => JSON.parse(`{"${key}":{"type":"propose","isAdmin":true}}`) as unknown),
  )

  /** A good frame in which one field, at any depth, is something else, is missing, or has a stranger beside it. */
  const spoilt = (frame: object) =>
    fc
      .tuple(
        fc.constantFrom(...pathsOf(frame)),
        odd,
        fc.constantFrom('replace', 'drop', 'add'),
        fc.constantFrom(...POLLUTING),
      )
      .map(([path, value, how, key]) => {
        const copy = structuredClone(frame) as Record<string, unknown>
        const owner = path.slice(0, -1).reduce((at, step) => at[step] as Record<string, unknown>, copy)
        if (how === 'replace') owner[path.at(-1)!] = value
        if (how === 'drop') delete owner[path.at(-1)!]
        const text = JSON.stringify(copy)
        return how === 'add' ? text.replace(/\{/, `{"${key}":${JSON.stringify(value) ?? 'null'},`) : text
      })

  const pathsOf = (value: object): string[][] =>
    Object.entries(value).flatMap(([key, inner]) => [
      [key],
      ...(typeof inner === 'object' && inner !== null ? pathsOf(inner as object).map(path => [key, ...path]) : []),
    ])

  const framesOf = (sock: Sock, session: string) => [
    { ...sock.proposal({ type: 'paused', minutes: 20 }, 'arrive.welcome'), channel: 'notes' },
    { ...sock.proposal({ type: 'erased', seqs: [1] }, 'arrive.welcome'), epoch: 9 },
    { type: 'hello', session, device: session, proof: boxOf(64), since: { room: 0 } },
    { type: 'invite', seat: 'therapist', claimHash: boxOf(32), capsule: boxOf(40) },
  ]

  it('JSON of wrong types, and names that pollute, change nothing', async () => {
    const { session, one: first, p1 } = await bothThere(house)
    const before = await everything(session)
    const texts = fc.sample(
      fc.oneof(
        ...framesOf(first, session).map(spoilt),
        odd.map(value => JSON.stringify(value) ?? ''),
      ),
      EACH,
    )
    let sock = first
    for (const text of texts) {
      sock.send(text)
      await sock.settled()
      expect(sock.entries.length).toBe(3)
      if (sock.closed === undefined) continue
      expect(sock.closed).toBe(CLOSE.malformed)
      sock = await enter({ house, session }, p1)
      await sock.until(() => sock.entries.length === 3)
    }
    expect(await everything(session)).toEqual(before)
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined()
  })

  it('requests of wrong types get a code and never a stack', async () => {
    const { session, ...talk } = await openTalk(house)
    const before = await everything(session)
    const body = createBody({ session, ...talk })
    for (const payload of fc.sample(
      fc.oneof(
        spoilt(body),
        odd.map(value => JSON.stringify(value) ?? ''),
      ),
      EACH,
    ))
      for (const url of ['/api/sessions', '/api/claims']) {
        const answer = await house.app.inject({
          method: 'POST',
          url,
          payload,
          headers: { 'content-type': 'application/json' },
        })
        expect([201, 400, 404, 409]).toContain(answer.statusCode)
        expect(answer.body).not.toMatch(STACK)
      }
    expect(await everything(session)).toEqual(before)
  })
})

describe('F10 oversize', () => {
  it('a frame of 16 KiB and one byte closes 1009; the largest legal one is read', async () => {
    const { one } = await bothThere(house)
    one.send('x'.repeat(LIMITS.frame + 1))
    await one.until(() => one.closed !== undefined)
    expect(one.closed).toBe(CLOSE.tooBig)
  })

  it('P20 a box of 8,221 bytes is too long, one of no legal size is malformed', async () => {
    const { one, two, session } = await bothThere(house)
    const pause = { type: 'paused', minutes: 1 } as const
    expect(await one.does(pause, '', { box: boxOf(8_221) })).toBe('too-long')
    expect(await one.does(pause, '', { box: boxOf(29) })).toBe(`${CLOSE.malformed}`)
    expect(await two.does(pause, '', { box: '' })).toBe(`${CLOSE.malformed}`)
    expect((await house.store.log.load(session, 'room', 1))?.head).toBe(3)
  })

  it('a body of 17 KiB is 413, and memory does not grow with any of it', async () => {
    const payload = JSON.stringify({ session: 'x'.repeat(17 * 1024) })
    const before = process.memoryUsage().arrayBuffers
    for (let count = 0; count < 200; count += 1) {
      const answer = await house.app.inject({
        method: 'POST',
        url: '/api/sessions',
        payload,
        headers: { 'content-type': 'application/json' },
      })
      expect([answer.statusCode, answer.json()]).toEqual([413, { code: 'too-long' }])
    }
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(5 * 1024 * 1024)
  })
})
