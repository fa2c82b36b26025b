import { encFacts } from '@haven/shared/encode.ts'
import { LIMITS } from '@haven/shared/wire.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { genesisInput } from '@haven/shared/chain.ts'
import { bind, deriveBits, fromUtf8, isSame, newId, random, sha, toBytes, toText, utf8 } from './keys.ts'
import { channelKey, type Header, open, seal } from './seal.ts'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const place = { session: newId(), channel: 'room', epoch: 1 }
const [secret, share] = [random(32), random(32)]
const key = await channelKey(secret, share, place)
const header: Header = {
  ...place,
  by: 'p1',
  device: newId(),
  mid: newId(),
  step: 'hear.voice',
  act: { type: 'answered', choice: 'notYet' } as Header['act'],
  base: { seq: 4, hash: random(32) },
}

describe('the same bytes as any other implementation', () => {
  it('frames fields by their length', () => {
    expect(hex(bind('a', 'bc', 7))).toBe('00000001610000000262630000000137')
  })

  it('starts the chain of a room', async () => {
    const root = await sha(genesisInput(utf8, 'AAAAAAAAAAAAAAAAAAAAAA', 'room'))
    expect(hex(root).slice(0, 32)).toBe('91576bbfba2e62a14c87acad9a0e4214')
  })

  it('derives a content key', async () => {
    const label = ['haven/1/channel', 'AAAAAAAAAAAAAAAAAAAAAA', 'room', 1]
    const bits = await deriveBits(new Uint8Array(32), new Uint8Array(32).fill(1), label)
    expect(hex(bits).slice(0, 32)).toBe('b609785cdfdd378619e66856fda9ea33')
  })

  it('takes facts in key order', () => {
    const facts = (act: { type: string }) => hex(encFacts(utf8, act))
    expect(facts({ type: 'answered', b: 1, a: 'yes' } as Header['act'])).toBe(
      facts({ a: 'yes', b: 1, type: 'x' } as Header['act']),
    )
  })
})

describe('what a seal binds', () => {
  const CHANGES: Record<string, Partial<Header>> = {
    session: { session: newId() },
    channel: { channel: 'whisper:p1' },
    epoch: { epoch: 2 },
    by: { by: 'p2' },
    device: { device: newId() },
    mid: { mid: newId() },
    step: { step: 'own.say' },
    type: { act: { ...header.act, type: 'chose' } },
    facts: { act: { type: 'answered', choice: 'yes' } as Header['act'] },
    'base.seq': { base: { ...header.base, seq: 5 } },
    'base.hash': { base: { ...header.base, hash: random(32) } },
  }

  it.each(Object.entries(CHANGES))('a changed %s does not open', async (_, change) => {
    for (const words of ['I sat there alone.', undefined]) {
      const box = await seal(key, header, words)
      expect(await open(key, header, box)).toBe(words)
      await expect(open(key, { ...header, ...change }, box)).rejects.toThrow()
    }
  })

  it('has eleven fields', () => {
    expect(Object.keys(CHANGES)).toHaveLength(11)
  })

  it('a flipped bit anywhere does not open', async () => {
    const box = await seal(key, header, 'words')
    const bits = fc.integer({ min: 0, max: box.length * 8 - 1 })
    const flipped = (bit: number) => box.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))
    await fc.assert(
      fc.asyncProperty(bits, async bit => {
        await expect(open(key, header, flipped(bit))).rejects.toThrow()
      }),
    )
  })

  it.each([
    ['share', () => channelKey(secret, random(32), place)],
    ['secret', () => channelKey(random(32), share, place)],
    ['channel', () => channelKey(secret, share, { ...place, channel: 'notes' })],
    ['session', () => channelKey(secret, share, { ...place, session: newId() })],
    ['epoch', () => channelKey(secret, share, { ...place, epoch: 2 })],
  ])('nothing opens with the key of another %s', async (_, other) => {
    await expect(open(await other(), header, await seal(key, header, 'words'))).rejects.toThrow()
  })

  it('never seals to the same bytes twice', async () => {
    expect(isSame(await seal(key, header, 'words'), await seal(key, header, 'words'))).toBe(false)
  })

  it('keys cannot be exported', async () => {
    await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow()
  })
})

describe('padding', () => {
  it('words of any length come back, and show their size class alone', async () => {
    const words = fc.string({ unit: 'binary', maxLength: 2_000 })
    await fc.assert(
      fc.asyncProperty(words, async text => {
        const box = await seal(key, header, text)
        expect(LIMITS.boxSizes).toContain(box.length - LIMITS.boxOverhead)
        expect(await open(key, header, box)).toBe(text)
      }),
    )
  })

  it.each([0, 511, 512, 1023, 1024, 2047, 2048, 4095, 4096, 8191])('%i bytes fit the next class', async length => {
    const box = await seal(key, header, 'x'.repeat(length))
    expect(box.length - LIMITS.boxOverhead).toBe(LIMITS.boxSizes.find(size => size > length))
    expect(await open(key, header, box)).toHaveLength(length)
  })

  it('8,192 bytes are too long, counted in bytes', async () => {
    await expect(seal(key, header, 'x'.repeat(8192))).rejects.toThrow(RangeError)
    await expect(seal(key, header, 'ä'.repeat(4096))).rejects.toThrow(RangeError)
  })

  it('a wordless act is a bare proof of 28 bytes, and an empty text is not', async () => {
    expect(await seal(key, header)).toHaveLength(28)
    expect(await seal(key, header, '')).toHaveLength(540)
  })
})

describe('bytes as text', () => {
  it('come back', () => {
    fc.assert(
      fc.property(fc.uint8Array(), bytes => {
        expect([...toBytes(toText(bytes))]).toEqual([...bytes])
      }),
    )
    expect(newId()).toMatch(/^[\w-]{22}$/)
  })

  it('are refused when they are none', () => {
    expect(() => toBytes('§')).toThrow()
    expect(() => fromUtf8(new Uint8Array([0xff]))).toThrow()
  })
})
