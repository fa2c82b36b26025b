import { VAULT_LIMITS } from '@haven/shared/vault.ts'
import { afterEach, describe, expect, it } from 'vitest'
import { newHash, newId } from '../testing/device.ts'
import { hashOf, type House, openHouse } from '../testing/house.ts'

let house: House
const open = async (parts: Parameters<typeof openHouse>[0] = {}) => (house = await openHouse(parts))
afterEach(() => house.close())

type Body = Record<string, unknown>
const send = async (method: 'GET' | 'PUT' | 'POST', url: string, payload?: Body, remoteAddress = '10.0.0.1') => {
  const answer = await house.app.inject({ method, url, remoteAddress, ...(payload && { payload }) })
  return { status: answer.statusCode, body: answer.body === '' ? undefined : (answer.json() as Body) }
}
const put = (body: Body, address?: string) => send('PUT', '/api/vault', body, address)
const openBy = (knock: Body, address?: string) => send('POST', '/api/vault/open', knock, address)

const newKnock = () => ({ id: newId(), auth: newHash() })
const doorOf = ({ id, auth }: { id: string; auth: string }) => ({ id, authHash: hashOf(auth) })
const newVault = () => {
  const [words, code] = [newKnock(), newKnock()]
  const first = { ...words, version: 1, blob: newHash(), doors: [doorOf(words), doorOf(code)] }
  return { words, code, first }
}
const wrong = ({ id }: { id: string }) => ({ id, auth: newHash() })
const UNKNOWN = { status: 401, body: { code: 'unknown' } }

describe('a vault', () => {
  it('is put, opened by each door, put again and forgotten', async () => {
    await open()
    const { words, code, first } = newVault()
    expect(await put(first)).toEqual({ status: 204, body: undefined })
    const opened = { status: 200, body: { version: 1, blob: first.blob } }
    expect([await openBy(words), await openBy(code)]).toEqual([opened, opened])
    const [blob, fresh] = [newHash(), newKnock()]
    expect((await put({ ...code, version: 2, blob, doors: [doorOf(code), doorOf(fresh)] })).status).toBe(204)
    expect(await openBy(fresh)).toEqual({ status: 200, body: { version: 2, blob } })
    expect(await openBy(words)).toEqual(UNKNOWN)
    expect(await send('POST', '/api/vault/forget', code)).toEqual({ status: 204, body: undefined })
    expect(await openBy(fresh)).toEqual(UNKNOWN)
  })

  it('is told which version is kept, when it does not follow', async () => {
    await open()
    const { words, first } = newVault()
    await put(first)
    for (const version of [1, 3, 9])
      expect(await put({ ...first, ...words, version })).toEqual({ status: 409, body: { code: 'older', version: 1 } })
    expect((await put({ ...first, version: 2 })).status).toBe(204)
  })

  it('answers a wrong secret and a door that never was alike', async () => {
    await open()
    const { words, first } = newVault()
    await put(first)
    for (const knock of [wrong(words), newKnock()]) {
      expect(await openBy(knock)).toEqual(UNKNOWN)
      expect(await send('POST', '/api/vault/forget', knock)).toEqual(UNKNOWN)
      expect(await put({ ...first, ...knock, version: 2 })).toEqual(UNKNOWN)
    }
    expect((await openBy(words)).body).toEqual({ version: 1, blob: first.blob })
  })

  it('is not made with somebody else’s door', async () => {
    await open()
    const [one, two] = [newVault(), newVault()]
    await put(one.first)
    expect(await put({ ...two.first, doors: [doorOf(two.words), doorOf(one.code)] })).toEqual(UNKNOWN)
    expect(await openBy(two.words)).toEqual(UNKNOWN)
    expect((await openBy(one.code)).status).toBe(200)
  })

  it('takes the largest blob whole, and nothing larger', async () => {
    await open()
    const { words, first } = newVault()
    const blob = 'A'.repeat(VAULT_LIMITS.blob)
    expect((await put({ ...first, blob })).status).toBe(204)
    expect((await openBy(words)).body).toEqual({ version: 1, blob })
    for (const more of [4, 4_096])
      expect(await put({ ...first, version: 2, blob: blob + 'A'.repeat(more) })).toEqual({
        status: 413,
        body: { code: 'too-long' },
      })
    expect((await send('POST', '/api/vault/open', { ...words, more: 'A'.repeat(20_000) })).status).toBe(413)
  })

  it('refuses what is not whole', async () => {
    await open()
    const { words, code, first } = newVault()
    const own = doorOf(words)
    const wrongs: Body[] = [
      { ...first, doors: [] },
      { ...first, doors: [doorOf(code)] },
      { ...first, doors: [{ ...own, authHash: newHash() }] },
      { ...first, doors: [own, own] },
      { ...first, doors: [own, ...Array.from({ length: 4 }, () => doorOf(newKnock()))] },
      { ...first, id: `${first.id.slice(0, -1)}B` },
      { ...first, auth: 'short' },
      { ...first, version: 0 },
      { ...first, version: 1.5 },
      { ...first, blob: 'not base64url!' },
      { ...first, blob: '' },
      { ...first, more: 1 },
    ]
    for (const body of wrongs) expect(await put(body)).toEqual({ status: 400, body: { code: 'malformed' } })
    for (const body of [{}, { id: words.id }, { ...words, more: 1 }, { ...words, id: 7 }])
      expect(await openBy(body)).toEqual({ status: 400, body: { code: 'malformed' } })
    expect(await openBy(words)).toEqual(UNKNOWN)
  })

  it('is neither read nor changed by GET, and nothing of it is noted', async () => {
    await open()
    const { words, first } = newVault()
    await put(first)
    await openBy(words)
    await openBy(wrong(words))
    for (const url of ['/api/vault', '/api/vault/open', '/api/vault/forget'])
      expect((await send('GET', url)).status).toBe(404)
    expect((await openBy(words)).status).toBe(200)
    expect(house.notes.filter(({ facts }) => String(facts?.['route']).includes('vault'))).toEqual([])
    expect(JSON.stringify(house.notes)).not.toContain(words.id)
  })
})

describe('guessing at a vault', () => {
  it('an address waits after ten, and whoever holds the secret comes in meanwhile', async () => {
    await open()
    const { words, first } = newVault()
    await put(first)
    for (let done = 0; done < VAULT_LIMITS.failed.burst; done += 1) expect(await openBy(newKnock())).toEqual(UNKNOWN)
    const { status, body } = await openBy(newKnock())
    expect([status, body?.['code']]).toEqual([429, 'slow-down'])
    expect((await openBy(words)).status).toBe(200)
    expect(await openBy(newKnock(), '10.0.0.2')).toEqual(UNKNOWN)
    house.pass(Number(body?.['waitMs']))
    expect(await openBy(newKnock())).toEqual(UNKNOWN)
  })

  it('a door is guessed at ten times from anywhere, there or not, by whatever way', async () => {
    await open()
    const { words, first } = newVault()
    await put(first)
    for (const { id } of [words, newKnock()]) {
      const ways = [
        (guess: Body, address: string) => openBy(guess, address),
        (guess: Body, address: string) => send('POST', '/api/vault/forget', guess, address),
        (guess: Body, address: string) => put({ ...first, ...guess, version: 2 }, address),
      ]
      const statuses: number[] = []
      for (let done = 0; done < 12; done += 1)
        statuses.push((await ways[done % 3]!(wrong({ id }), `10.1.${id.charCodeAt(0)}.${done}`)).status)
      expect(statuses).toEqual([...Array<number>(10).fill(401), 429, 429])
    }
    expect((await openBy(words)).status).toBe(200)
  })

  it('from everywhere together it meets the breaker', async () => {
    await open()
    const { words, first } = newVault()
    await put(first)
    const counts: Record<number, number> = {}
    for (let done = 0; done < VAULT_LIMITS.allFailed.burst + 50; done += 1) {
      const { status } = await openBy(newKnock(), `10.2.${done >> 8}.${done & 255}`)
      counts[status] = (counts[status] ?? 0) + 1
    }
    expect(counts).toEqual({ 401: VAULT_LIMITS.allFailed.burst, 429: 50 })
    expect((await openBy(words)).status).toBe(200)
  })

  it('one address makes five an hour; one that was not made is not counted', async () => {
    await open()
    const { first } = newVault()
    await put(first)
    expect((await put(first)).status).toBe(409)
    for (let done = 1; done < VAULT_LIMITS.creations.burst; done += 1)
      expect((await put(newVault().first)).status).toBe(204)
    const { status, body } = await put(newVault().first)
    expect([status, body?.['code']]).toEqual([429, 'slow-down'])
    expect((await put({ ...first, version: 2 })).status).toBe(204)
    house.pass(Number(body?.['waitMs']))
    expect((await put(newVault().first)).status).toBe(204)
  })
})
