import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newHash, newId, newTestDevice } from '../testing/device.ts'
import { createBody, type House, openHouse } from '../testing/house.ts'

let [house, pages] = [undefined as unknown as House, '']
beforeAll(async () => {
  pages = mkdtempSync(join(tmpdir(), 'haven-'))
  for (const name of ['index.html', 'away.html', 'door.js', 'favicon.svg']) writeFileSync(join(pages, name), 'page')
  house = await openHouse({ pages, isUnlimited: true, isProxied: true })
})
afterAll(async () => {
  await house.close()
  rmSync(pages, { recursive: true })
})

type Asked = {
  method?: 'POST' | 'OPTIONS' | 'DELETE' | 'PATCH' | 'PUT' | 'TRACE'
  url: string
  payload?: string | object
  headers?: Record<string, string>
}
const json = { 'content-type': 'application/json' }
const foreign = { origin: 'https://evil.example', 'access-control-request-method': 'POST' }
const newTalk = async () => {
  const [p1, p2] = [await newTestDevice(), await newTestDevice()]
  return createBody({ session: newId(), claim: newHash(), p1, p2 })
}

const ASKED: [what: string, asked: Asked, status: number][] = [
  ['a page', { url: '/' }, 200],
  ['the neutral page', { url: '/away' }, 200],
  ['a page that is nowhere', { url: '/nowhere' }, 404],
  ['health', { url: '/healthz' }, 200],
  ['what is no JSON', { method: 'POST', url: '/api/sessions', payload: '{', headers: json }, 400],
  ['too much', { method: 'POST', url: '/api/claims', payload: `"${'x'.repeat(20_000)}"`, headers: json }, 413],
  [
    'words that a page of another site may send unasked',
    { method: 'POST', url: '/api/sessions', payload: '{}', headers: { ...foreign, 'content-type': 'text/plain' } },
    400,
  ],
  ['a vault nobody has', { method: 'POST', url: '/api/vault/open', payload: { id: newId(), auth: newHash() } }, 401],
  ['a socket for another site', { url: '/socket', headers: foreign }, 403],
  ...(['OPTIONS', 'DELETE', 'PATCH', 'PUT', 'TRACE'] as const).map((method): [string, Asked, number] => [
    `${method} by another site`,
    { method, url: '/api/sessions', headers: foreign },
    404,
  ]),
]

it.each(ASKED)(
  'A15 %s is answered with every header and with nothing that lets others in',
  async (_, asked, status) => {
    const { statusCode, headers, body } = await house.app.inject(asked)
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'strict-transport-security': 'max-age=63072000; includeSubDomains',
      'content-security-policy': expect.stringMatching(/^default-src 'none'/),
    })
    expect(Object.keys(headers).filter(name => /^(set-cookie|server|x-powered-by|access-control-)/.test(name))).toEqual(
      [],
    )
    if (body !== '') expect(headers['content-type']).toMatch(/; charset=utf-8$/)
    expect([statusCode, body]).toEqual([status, expect.not.stringMatching(/\bat .+:\d+|node_modules|Error:/)])
  },
)

it('A15 a talk cannot be opened by what a page of another site may send unasked', async () => {
  const payload = JSON.stringify(await newTalk())
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
    const headers = { ...foreign, 'content-type': type }
    const { statusCode } = await house.app.inject({ method: 'POST', url: '/api/sessions', payload, headers })
    expect([400, 415]).toContain(statusCode)
  }
})

it('A15 what is told to one is kept by no cache', async () => {
  const { statusCode, headers } = await house.app.inject({
    method: 'POST',
    url: '/api/sessions',
    payload: await newTalk(),
  })
  expect([statusCode, headers['cache-control'], headers['content-type']]).toEqual([
    201,
    'no-store',
    'application/json; charset=utf-8',
  ])
})
