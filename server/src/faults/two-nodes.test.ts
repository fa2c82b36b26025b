import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { newHash, newId, newTestDevice, type TestDevice } from '../testing/device.ts'
import { claimBody, createBody } from '../testing/house.ts'
import { hasPostgres, Postgres } from '../testing/postgres.ts'
import type { Sock } from '../testing/sock.ts'
import { Child } from './child.ts'

const act = { type: 'withdrew', kind: 'shareMeasures' } as const

describe.runIf(hasPostgres())('F16 two servers over one database whose notices are lost', () => {
  let postgres: Postgres
  let nodes: [Child, Child]
  beforeAll(async () => {
    postgres = await Postgres.start()
    await postgres.dropNotices()
    nodes = [await Child.start(postgres.settings), await Child.start(postgres.settings)]
  })
  afterAll(async () => {
    for (const node of nodes ?? []) await node.dispose()
    await postgres?.dispose()
  })

  const found = async () => {
    const talk = { session: newId(), claim: newHash(), p1: await newTestDevice(), p2: await newTestDevice() }
    expect(await nodes[0].post('/api/sessions', createBody(talk))).toBe(201)
    expect(await nodes[1].post('/api/claims', claimBody(talk))).toBe(200)
    return talk
  }
  const enter = async (node: Child, session: string, device: TestDevice, since: Sock['entries'] = []) => {
    const sock = node.connect()
    sock.entries.push(...since)
    await sock.hello(session, device, { since: { room: since.length } })
    await sock.until(() => (sock.welcome?.heads.room?.seq ?? Infinity) <= sock.entries.length)
    return sock
  }
  /** How long it took until it was so. */
  const took = async (holds: () => boolean) => {
    const began = performance.now()
    await vi.waitFor(() => holds() || Promise.reject(new Error('waited in vain')), { interval: 5, timeout: 20_000 })
    return performance.now() - began
  }

  it('an entry is told at the other server within 5 s, and a forgotten talk is left within 5 s', async () => {
    const { session, p1, p2 } = await found()
    const [one, two] = [await enter(nodes[0], session, p1), await enter(nodes[1], session, p2)]
    const seq = (await one.does(act, '')) as number
    expect(await took(() => two.entries.length === seq)).toBeLessThan(5_000)
    expect(two.entries).toEqual(one.entries)
    for (const sock of [one, two]) sock.send({ type: 'forget', what: 'session' })
    expect(await took(() => one.closed === 4410 && two.closed === 4410)).toBeLessThan(5_000)
  })

  it('whoever was at the server that died goes on at the other, and nothing acknowledged is lost', async () => {
    const { session, p1, p2 } = await found()
    const [one, two] = [await enter(nodes[0], session, p1), await enter(nodes[1], session, p2)]
    const acked: number[] = []
    for (let many = 0; many < 5; many += 1) acked.push((await one.does(act, '')) as number)
    const last = one.proposal(act, '')
    one.send(last)
    await nodes[0].stop('SIGKILL')
    await took(() => one.closed !== undefined)
    const again = await enter(nodes[1], session, p1, one.entries)
    again.send(last)
    acked.push((await again.fateOf(last.mid)) as number)
    acked.push((await two.does(act, '')) as number)
    await took(() => again.entries.length === two.entries.length && two.entries.length >= acked.at(-1)!)
    expect(again.entries).toEqual(two.entries)
    expect(two.entries.map(({ seq }) => seq)).toEqual(two.entries.map((_, at) => at + 1))
    expect(acked).toEqual([...new Set(acked)].sort((a, b) => a - b))
    await nodes[0].start()
    const back = await enter(nodes[0], session, p2, two.entries)
    expect(await back.does(act, '')).toBe(two.entries.length + 1)
  })
})
