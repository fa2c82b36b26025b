import { join } from 'node:path'
import Database from 'libsql'
import { expect, it } from 'vitest'
import { isFull, sized } from '../abuse/full.ts'
import { newHash, newId, newTestDevice } from '../testing/device.ts'
import { claimBody, createBody } from '../testing/house.ts'
import type { Sock } from '../testing/sock.ts'
import { Child } from './child.ts'

const LOCKED_MS = sized(500, 30_000)
/** A blocked loop would answer no ping for as long as the lock is held. */
const LAG_MS = sized(400, 50)

/** How long the server takes to answer a ping. */
const lagOf = async (sock: Sock, n: number): Promise<number> => {
  const began = performance.now()
  sock.send({ type: 'ping', n })
  await sock.until(() => sock.of('pong').some(pong => pong.n === n))
  return performance.now() - began
}

it(`F7 while another writer holds the database for ${LOCKED_MS} ms nothing is told, nobody waits, and it goes on`, async () => {
  const child = await Child.start()
  const other = new Database(join(child.data, 'haven.db'))
  try {
    const [p1, p2] = [await newTestDevice(), await newTestDevice()]
    const talk = { session: newId(), claim: newHash(), p1, p2 }
    expect(await child.post('/api/sessions', createBody(talk))).toBe(201)
    expect(await child.post('/api/claims', claimBody(talk))).toBe(200)
    const sock = child.connect()
    await sock.hello(talk.session, p1)
    await sock.until(() => sock.entries.length === 3)
    const bystander = child.connect()
    await bystander.hello(talk.session, p2)
    await bystander.until(() => bystander.entries.length === 3)
    const frame = sock.proposal({ type: 'withdrew', kind: 'export' }, '')

    other.exec('begin immediate')
    const until = performance.now() + LOCKED_MS
    const lags: number[] = []
    const askOn = async () => {
      while (performance.now() < until) lags.push(await lagOf(bystander, lags.length))
    }
    const tryOn = async () => {
      for (let refusals = 1; performance.now() < until; refusals += 1) {
        sock.send(frame)
        await sock.until(() => sock.of('refusal').length === refusals)
      }
    }
    await Promise.all([askOn(), tryOn()])
    expect(new Set(sock.of('refusal').map(({ code }) => code))).toEqual(new Set(['cannot-store']))
    expect(sock.entries.length).toBe(3)
    expect((await fetch(`${child.url}/healthz`)).status).toBe(503)
    other.exec('rollback')

    sock.send(frame)
    await sock.until(() => sock.entries.length === 4)
    expect(sock.entries.at(-1)).toMatchObject({ mid: frame.mid, seq: 4 })
    expect(sock.closed).toBeUndefined()
    const p99 = lags.sort((a, b) => a - b)[Math.floor(lags.length * 0.99)]!
    if (isFull) console.log(`F7 loop lag while locked: p99 ${p99.toFixed(1)} ms of ${lags.length}`)
    expect(p99).toBeLessThan(LAG_MS)
  } finally {
    other.close()
    await child.dispose()
  }
})
