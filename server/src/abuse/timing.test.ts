import { Agent, request } from 'node:http'
import { afterAll, expect, it } from 'vitest'
import { Child } from '../faults/child.ts'
import { newHash, newId, newTestDevice } from '../testing/device.ts'
import { claimBody, createBody, type House, openHouse, openTalk } from '../testing/house.ts'
import { isFull } from './full.ts'
import { welch } from './welch.ts'

/** Of each kind; none in the small run, for a busy machine tells nothing. */
const SAMPLES = isFull ? [10_000] : []
const AT_ONCE = 8

let house: House | undefined
afterAll(() => house?.close())

it('A1 welch tells two means apart where they are, and not where they are not', () => {
  const wave = (shift: number) => Array.from({ length: 4_000 }, (_, at) => Math.sin(at) + shift)
  expect(welch(wave(0), wave(0))).toEqual({ t: 0, p: expect.closeTo(1, 6) })
  expect(welch(wave(0), wave(0.2)).p).toBeLessThan(1e-6)
  expect(welch([-1, 1, -1, 1], [0.96, 2.96, 0.96, 2.96]).t).toBeCloseTo(-2.4, 2)
})

it('A1 a guess at a link that is there asks the store what a guess at nothing asks it', async () => {
  house = await openHouse({ isUnlimited: true })
  const talk = await openTalk(house)
  const asked: string[] = []
  for (const [name, part] of Object.entries({ access: house.store.access, log: house.store.log })) {
    const own = part as unknown as Record<string, (...args: unknown[]) => unknown>
    for (const method of Object.getOwnPropertyNames(Object.getPrototypeOf(own) as object).concat(Object.keys(own))) {
      const was = own[method]
      if (typeof was !== 'function' || method === 'constructor') continue
      own[method] = (...args) => (asked.push(`${name} ${method}`), was.apply(part, args))
    }
  }
  const guess = async (session: string) => {
    asked.length = 0
    await house!.post('/api/claims', { ...claimBody(talk), session, claim: newHash() })
    return asked.join()
  }
  const [there, nowhere] = [await guess(talk.session), await guess(newId())]
  expect(there).toContain('access invites')
  expect(there).toBe(nowhere)
})

const measure = async (child: Child, each: number) => {
  const [p1, p2] = [await newTestDevice(), await newTestDevice()]
  const talk = { session: newId(), claim: newHash(), p1, p2 }
  expect(await child.post('/api/sessions', createBody(talk))).toBe(201)
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE })
  const timed = (session: string) =>
    new Promise<number>((resolve, reject) => {
      const body = JSON.stringify({ ...claimBody(talk), session, claim: newHash() })
      const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
      const began = process.hrtime.bigint()
      const asked = request(`${child.url}/api/claims`, { method: 'POST', agent, headers }, answer => {
        expect(answer.statusCode).toBe(404)
        answer.resume().once('end', () => resolve(Number(process.hrtime.bigint() - began) / 1_000))
      })
      asked.once('error', reject)
      asked.end(body)
    })
  const times: { there: number[]; nowhere: number[] } = { there: [], nowhere: [] }
  const kinds = Array.from(
    { length: 2 * each },
    (_, at) => ({ kind: at % 2 ? 'there' : 'nowhere', order: Math.random() }) as const,
  )
  const left = kinds.sort((a, b) => a.order - b.order)
  const guessOn = async () => {
    for (let next = left.pop(); next; next = left.pop())
      times[next.kind].push(await timed(next.kind === 'there' ? talk.session : newId()))
  }
  await Promise.all(Array.from({ length: AT_ONCE }, guessOn))
  agent.destroy()
  return times
}

/** Without the slowest hundredth, which is the machine's and not the answer's. */
const calm = (times: readonly number[]) => [...times].sort((a, b) => a - b).slice(0, times.length * 0.99)

it.each(SAMPLES)(
  'A1 %i hit-shaped guesses and as many random ones take the same time',
  { timeout: 600_000 },
  async each => {
    const child = await Child.start()
    try {
      const { there, nowhere } = await measure(child, each)
      const { t, p } = welch(calm(there), calm(nowhere))
      process.stderr.write(`A1 ${each} each: t ${t.toFixed(2)}, p ${p.toFixed(3)}\n`)
      expect(p).toBeGreaterThan(0.01)
    } finally {
      await child.dispose()
    }
  },
)
