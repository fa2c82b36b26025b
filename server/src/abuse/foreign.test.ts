import type { Act } from '@haven/shared/acts.ts'
import { CLOSE } from '@haven/shared/wire.ts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newHash, newId, newTestDevice } from '../testing/device.ts'
import { bothThere, claimBody, hashOf, type House, openHouse } from '../testing/house.ts'

let house: House
beforeEach(async () => (house = await openHouse({ isUnlimited: true })))
afterEach(() => house.close())

type Body = Record<string, unknown>
const ask = async (method: 'PUT' | 'POST', url: string, payload: Body) => {
  const { statusCode, body, headers } = await house.app.inject({ method, url, payload })
  const { date: _, ...rest } = headers
  return { statusCode, body, headers: rest }
}

describe('A6 ids of another session', () => {
  it('A6 get the same answer as ids nobody has', async () => {
    const [here, there] = [await bothThere(house), await bothThere(house)]
    const said: unknown[] = []
    for (const [session, device] of [
      [here.session, there.p1],
      [there.session, here.p2],
      [newId(), here.p1],
    ] as const) {
      const sock = await house.connect()
      await sock.hello(session, device)
      await sock.until(() => sock.closed !== undefined)
      said.push([sock.closed, sock.frames.map(({ type }) => type)])
    }
    expect(said).toEqual(Array.from(said, () => [CLOSE.loginRefused, ['challenge']]))
    expect(said).toHaveLength(3)
  })

  it('A6 a base, a mid or an entry of another room is worth nothing here', async () => {
    const [here, there] = [await bothThere(house), await bothThere(house)]
    const act: Act = { type: 'withdrew', kind: 'export' }
    expect(await here.one.does(act, '', { base: there.one.base })).toBe('fork')
    const mid = newId()
    expect(await there.one.does(act, '', { mid })).toBe(4)
    expect(await here.one.does(act, '', { mid })).toBe(4)
    for (const device of [there.p2.id, newId()])
      expect(await here.one.does({ type: 'endorsed', device }, '')).toBe('not-yours')
  })

  it('A6 a link of one session opens no other', async () => {
    const [here, there] = [await bothThere(house), await bothThere(house)]
    const device = await newTestDevice()
    const unknown = await ask('POST', '/api/claims', { ...claimBody(here, device), session: newId() })
    expect([unknown.statusCode, unknown.body]).toEqual([404, '{"code":"unknown"}'])
    for (const change of [
      { session: there.session },
      { claim: there.claim },
      { claim: newHash() },
      { seat: 'therapist' },
    ])
      expect(await ask('POST', '/api/claims', { ...claimBody(here, device), ...change })).toEqual(unknown)
  })

  it('A6 a door of another vault is a door nobody has', async () => {
    const newVault = () => {
      const [id, auth] = [newId(), newHash()]
      return { id, auth, version: 1, blob: newHash(), doors: [{ id, authHash: hashOf(auth) }] }
    }
    const [mine, other] = [newVault(), newVault()]
    for (const vault of [mine, other]) expect((await ask('PUT', '/api/vault', vault)).statusCode).toBe(204)
    for (const url of ['/api/vault/open', '/api/vault/forget']) {
      const unknown = await ask('POST', url, { id: newId(), auth: mine.auth })
      expect(unknown.statusCode).toBe(401)
      expect(await ask('POST', url, { id: other.id, auth: mine.auth })).toEqual(unknown)
    }
    const unknown = await ask('PUT', '/api/vault', { ...mine, id: newId(), version: 2 })
    expect(unknown.statusCode).toBe(401)
    expect(await ask('PUT', '/api/vault', { ...mine, id: other.id, version: 2 })).toEqual(unknown)
    expect((await ask('POST', '/api/vault/open', { id: other.id, auth: other.auth })).body).toContain(other.blob)
  })
})
