import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { genesisInput, linkInput } from './chain.ts'
import { enc, encFacts } from './encode.ts'

const utf8 = (text: string): Uint8Array => Buffer.from(text)
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const sha = (bytes: Uint8Array) => new Uint8Array(createHash('sha256').update(bytes).digest())
const SESSION = 'AAAAAAAAAAAAAAAAAAAAAA'

describe('enc', () => {
  it('gives the bytes of the vector', () => {
    expect(hex(enc(utf8, ['a', 'bc', 7]))).toBe('00000001610000000262630000000137')
  })

  it('counts bytes, not letters', () => {
    expect(hex(enc(utf8, ['💧']))).toBe('00000004f09f92a7')
  })

  it('never gives the same bytes for two different lists', () => {
    const lists = fc.array(fc.string({ unit: fc.constantFrom('a', 'é', '💧', '\0', '\u0001'), maxLength: 4 }), {
      maxLength: 4,
    })
    fc.assert(
      fc.property(lists, lists, (one, two) => {
        expect(hex(enc(utf8, one)) === hex(enc(utf8, two))).toBe(JSON.stringify(one) === JSON.stringify(two))
      }),
    )
  })

  it('never gives the same bytes where a text is cut at another place', () => {
    const cut = fc.tuple(fc.string({ minLength: 2 }), fc.nat(), fc.nat())
    fc.assert(
      fc.property(cut, ([text, one, two]) => {
        const at = (place: number) => [text.slice(0, place % text.length), text.slice(place % text.length)]
        const same = one % text.length === two % text.length
        expect(hex(enc(utf8, at(one))) === hex(enc(utf8, at(two)))).toBe(same)
      }),
    )
  })
})

describe('encFacts', () => {
  it('does not depend on the order of keys, nor on the type', () => {
    const one = { type: 'answered', b: 1, a: 'yes' }
    const two = { a: 'yes', b: 1, type: 'x' }
    expect(hex(encFacts(utf8, one))).toBe(hex(encFacts(utf8, two)))
    expect(hex(encFacts(utf8, one))).toBe(hex(enc(utf8, ['a', '"yes"', 'b', '1'])))
  })

  it('leaves out what is not there, and tells a text from a number', () => {
    expect(encFacts(utf8, { type: 'agreed', choice: undefined } as { type: string })).toHaveLength(0)
    const [number, text] = [
      { type: 'x', a: 1 },
      { type: 'x', a: '1' },
    ]
    expect(hex(encFacts(utf8, number))).not.toBe(hex(encFacts(utf8, text)))
  })
})

describe('the chain', () => {
  const act = { type: 'answered', choice: 'yes' }
  const entry = {
    seq: 2,
    at: 1_700_000_000,
    by: 'p1',
    epoch: 1,
    act,
    device: 'd',
    mid: 'm',
    step: 'hear.check',
    base: { seq: 1, hash: new Uint8Array(32).fill(1) },
    boxHash: new Uint8Array(32).fill(2),
  }
  const root = sha(genesisInput(utf8, SESSION, 'room'))

  it('begins as in the vector', () => {
    expect(hex(root).slice(0, 32)).toBe('91576bbfba2e62a14c87acad9a0e4214')
  })

  it('commits to these fields in this order', () => {
    const fields = ['haven/1/chain', root, 2, 1_700_000_000, 'p1', 'd', 'm', 1, 'hear.check', 'answered']
    const rest = [encFacts(utf8, act), 1, entry.base.hash, entry.boxHash]
    expect(hex(linkInput(utf8, root, entry))).toBe(hex(enc(utf8, [...fields, ...rest])))
  })

  it('has empty text for what an entry by haven lacks', () => {
    const opened = { seq: 1, at: 5, by: 'haven', epoch: 1, act: { type: 'opened', script: 1 } }
    const facts = enc(utf8, ['script', '1'])
    const fields = ['haven/1/chain', root, 1, 5, 'haven', '', '', 1, '', 'opened', facts, '', '', '']
    expect(hex(linkInput(utf8, root, opened))).toBe(hex(enc(utf8, fields)))
  })

  it('is another where any field is another', () => {
    const changes = {
      seq: 3,
      at: 1,
      by: 'p2',
      epoch: 2,
      device: 'e',
      mid: 'n',
      step: 'own.say',
      boxHash: root,
      act: { type: 'answered', choice: 'partly' },
      base: { seq: 0, hash: entry.base.hash },
    }
    const plain = hex(linkInput(utf8, root, entry))
    const others = Object.entries(changes).map(([field, value]) =>
      hex(linkInput(utf8, root, { ...entry, [field]: value })),
    )
    expect(new Set([plain, ...others, hex(linkInput(utf8, entry.boxHash, entry))]).size).toBe(others.length + 2)
  })
})
