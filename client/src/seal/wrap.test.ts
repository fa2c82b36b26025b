import { describe, expect, it } from 'vitest'
import { importDevice, newDevice } from './device.ts'
import { newId, random, toBytes, toText } from './keys.ts'
import vectors from './wrap.vectors.json' with { type: 'json' }
import { unwrapSecret, type WrapPlace, wrapSecret } from './wrap.ts'

const [from, to, other] = [await newDevice(), await newDevice(), await newDevice()]
const place: WrapPlace = {
  session: newId(),
  channel: 'room',
  epoch: 2,
  from: from.id,
  to: to.id,
  room: { seq: 7, hash: random(32) },
}
const secret = random(32)
const wrap = await wrapSecret(from, to.agreePub, place, secret)

describe('a wrapped secret', () => {
  it('opens for its device, whose private half cannot be exported', async () => {
    expect(to.agree.privateKey.extractable).toBe(false)
    expect(await unwrapSecret(to, from.agreePub, place, wrap)).toEqual(secret)
    expect(wrap).toHaveLength(65 + 32 + 16)
  })

  it('opens for no other device, and not as made by another', async () => {
    await expect(unwrapSecret(other, from.agreePub, place, wrap)).rejects.toThrow()
    await expect(unwrapSecret(to, other.agreePub, place, wrap)).rejects.toThrow()
    const forged = await wrapSecret(other, to.agreePub, place, secret)
    await expect(unwrapSecret(to, from.agreePub, place, forged)).rejects.toThrow()
  })

  it.each([
    ['session', { session: newId() }],
    ['channel', { channel: 'whisper:p1' }],
    ['epoch', { epoch: 3 }],
    ['maker', { from: other.id }],
    ['reader', { to: other.id }],
    ['entry of the room', { room: { ...place.room, seq: 8 } }],
    ['reading of the room', { room: { ...place.room, hash: random(32) } }],
  ])('does not open with another %s', async (_, change) => {
    await expect(unwrapSecret(to, from.agreePub, { ...place, ...change }, wrap)).rejects.toThrow()
  })

  const pairOf = ({ x, y, d }: { x: string; y: string; d: string }) => ({ kty: 'EC', crv: 'P-256', x, y, d }) as const
  const deviceIn = ({ agree, sign }: typeof vectors.from) => importDevice({ agree: pairOf(agree), sign: pairOf(sign) })

  it('is as it was written down once, in Node and in a browser alike', async () => {
    const [sender, reader] = await Promise.all([deviceIn(vectors.from), deviceIn(vectors.to)])
    const { session, channel, epoch, room } = vectors
    const at = { session, channel, epoch, from: sender.id, to: reader.id }
    const known = { ...at, room: { seq: room.seq, hash: toBytes(room.hash) } }
    expect(toText(await unwrapSecret(reader, sender.agreePub, known, toBytes(vectors.wrap)))).toBe(vectors.secret)
  })
})
