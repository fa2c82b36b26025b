import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newHash, newId, newTestDevice } from '../testing/device.ts'
import { createBody, type House, openHouse } from '../testing/house.ts'

let house: House
let pages: string
beforeEach(async () => {
  pages = mkdtempSync(join(tmpdir(), 'haven-'))
  mkdirSync(join(pages, 'assets'))
  const files = {
    'index.html': 'the page',
    'away.html': 'the weather',
    'door.js': 'door',
    'favicon.svg': '<svg/>',
    'assets/a-1.js': 'code',
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(pages, name), text)
  writeFileSync(join(pages, 'assets/a-1.js.br'), brotliCompressSync('code'))
  house = await openHouse({ pages })
})
afterEach(async () => {
  await house.close()
  rmSync(pages, { recursive: true })
})

const get = (url: string, headers = {}) => house.app.inject({ url, headers })

describe('pages', () => {
  it.each([
    ['/', 'the page'],
    ['/join', 'the page'],
    ['/talk', 'the page'],
    ['/away', 'the weather'],
    ['/door.js', 'door'],
    ['/favicon.svg', '<svg/>'],
  ])('%s is asked for anew each time', async (url, body) => {
    const answer = await get(url)
    expect([answer.statusCode, answer.body, answer.headers['cache-control']]).toEqual([200, body, 'no-cache'])
  })

  it('hashed assets are kept for good, and come packed to those who can open them', async () => {
    const [plain, packed] = [await get('/assets/a-1.js'), await get('/assets/a-1.js', { 'accept-encoding': 'br' })]
    expect([plain.body, plain.headers['content-encoding']]).toEqual(['code', undefined])
    expect(packed.headers).toMatchObject({
      'content-encoding': 'br',
      'content-type': 'application/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    })
  })

  it.each([
    '/index.html',
    '/nowhere',
    '/api',
    '/api/sessions',
    '/assets/',
    '/assets/b.js',
    '/assets/../index.html',
    '/.env',
  ])('%s is nowhere', async url => {
    const answer = await get(url)
    expect([answer.statusCode, answer.json()]).toEqual([404, { code: 'unknown' }])
  })

  it('P8 GET changes nothing: a link that is only looked at stays whole', async () => {
    expect((await get('/join')).statusCode).toBe(200)
    expect((await get('/api/claims')).statusCode).toBe(404)
  })
})

describe('headers', () => {
  const POLICY =
    "default-src 'none';script-src 'self';style-src 'self';" +
    "img-src 'self';font-src 'self';connect-src 'self';manifest-src 'self';worker-src 'self';base-uri 'none';" +
    "form-action 'none';frame-ancestors 'none';object-src 'none';require-trusted-types-for 'script';trusted-types haven-stretch"

  it.each(['/', '/away', '/assets/a-1.js', '/nowhere', '/healthz', '/api/claims'])('%s has them all', async url => {
    const { headers } = await get(url)
    expect(headers).toMatchObject({
      'content-security-policy': POLICY,
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    })
    expect(headers['permissions-policy']).toContain('camera=(), ')
    expect(String(headers['permissions-policy']).match(/\w[\w-]*=\(self\)/g)).toEqual([
      'clipboard-write=(self)',
      'web-share=(self)',
    ])
    expect(headers['strict-transport-security']).toBeUndefined()
    if (url.startsWith('/api')) expect(headers['cache-control']).toBe('no-store')
  })

  it('HSTS comes behind TLS alone', async () => {
    const behind = await openHouse({ isProxied: true })
    const { headers } = await behind.app.inject('/healthz')
    expect(headers['strict-transport-security']).toBe('max-age=63072000; includeSubDomains')
    await behind.close()
  })
})

describe('health', () => {
  it('is 200 while it can serve and store', async () => {
    const answer = await get('/healthz')
    expect([answer.statusCode, answer.json()]).toEqual([200, { ok: true, build: 'test', protocols: [1], scripts: [1] }])
  })

  it('is 503 when it cannot store', async () => {
    await get('/healthz')
    house.pass(1_000)
    house.store.log.check = () => Promise.reject(Object.assign(new Error('full'), { code: 'SQLITE_FULL' }))
    const answer = await get('/healthz')
    expect([answer.statusCode, answer.json()]).toEqual([503, { code: 'cannot-store' }])
    expect(house.notes).toContainEqual({ what: 'failed', facts: { code: 'SQLITE_FULL' } })
  })
})

describe('errors', () => {
  it('P39 an address that cannot be read is answered by a code, with nothing of it', async () => {
    const answer = await get('/%zzsecret')
    expect([answer.statusCode, answer.json()]).toEqual([400, { code: 'malformed' }])
    expect(answer.headers['content-security-policy']).toBe("default-src 'none'")
  })

  it('P39 are told as a code, and noted as one', async () => {
    const words = 'disk full at /secret/place'
    house.store.access.isErased = () => Promise.reject(Object.assign(new Error(words), { code: 'SQLITE_FULL' }))
    const [p1, p2] = [await newTestDevice(), await newTestDevice()]
    const answer = await house.post('/api/sessions', createBody({ session: newId(), claim: newHash(), p1, p2 }))
    expect([answer.status, answer.body]).toEqual([503, { code: 'cannot-store' }])
    expect(house.notes).toContainEqual({ what: 'failed', facts: { code: 'SQLITE_FULL' } })
    expect(JSON.stringify(house.notes)).not.toContain('secret')
  })
})
