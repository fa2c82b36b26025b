import { readFileSync } from 'node:fs'
import vectors from '../src/seal/wrap.vectors.json' with { type: 'json' }
import { expect, test } from './couple.ts'

type Manifest = Record<string, { file: string }>
const manifest = JSON.parse(
  readFileSync(new URL('../dist/.vite/manifest.json', import.meta.url), 'utf8'),
) as unknown as Manifest
const { file } = manifest['src/session/wrapping.ts']!

test('P43 a secret that was wrapped once opens in a browser as it does in Node, and so does one wrapped there', async ({
  couple: { a, haven },
}) => {
  await a.page.goto(haven.url)
  const opened = await a.page.evaluate(
    async ({ address, vectors: known }) => {
      const { unwrap, wrapAll } = await import(address)
      const bytes = (text: string) =>
        Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), letter => letter.charCodeAt(0))
      const text = (from: Uint8Array) =>
        btoa(String.fromCharCode(...from))
          .replaceAll('+', '-')
          .replaceAll('/', '_')
          .replaceAll('=', '')
      const deviceIn = async ({ agree: { x, y, d }, sign }: typeof known.from) => {
        const kind = { name: 'ECDH', namedCurve: 'P-256' }
        const jwk = { kty: 'EC', crv: 'P-256', x, y }
        const agree = {
          privateKey: await crypto.subtle.importKey('jwk', { ...jwk, d }, kind, false, ['deriveBits']),
          publicKey: await crypto.subtle.importKey('jwk', jwk, kind, true, []),
        }
        const point = (at: { x: string; y: string }) => new Uint8Array([4, ...bytes(at.x), ...bytes(at.y)])
        const fields = [new TextEncoder().encode('haven/1/device'), point({ x, y }), point(sign)]
        const framed = fields.flatMap(field => [0, 0, 0, field.length, ...field])
        const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(framed)))
        return { device: { id: text(hash.slice(0, 16)), agree }, agreePub: text(point({ x, y })) }
      }
      const [from, to] = [await deviceIn(known.from), await deviceIn(known.to)]
      const { session, channel, epoch } = known
      const room = { seq: known.room.seq, hash: bytes(known.room.hash) }
      const maker = { device: from.device.id, agreePub: from.agreePub }
      const place = { channel, epoch, room, from: maker }
      const own = { session, device: to.device }
      const readers = [{ device: to.device.id, agreePub: to.agreePub }]
      const fresh = await wrapAll({ session, device: from.device }, { channel, epoch, room, readers })
      const [first, second] = [await unwrap(own, place, known.wrap), await unwrap(own, place, fresh.wraps[0].box)]
      const flipped = known.wrap.replace(/^./, letter => (letter === 'B' ? 'A' : 'B'))
      return {
        first,
        length: bytes(second ?? '').length,
        broken: (await unwrap(own, place, flipped)) ?? 'does not open',
      }
    },
    { address: `/${file}`, vectors },
  )
  expect(opened).toEqual({ first: vectors.secret, length: 32, broken: 'does not open' })
  expect(a.complaints).toEqual([])
})
