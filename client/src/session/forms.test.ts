import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readWords, sizeOf, writeWords } from './forms.ts'
import type { SideWords, Words } from './scene.ts'

const FORMS: [string, string, Words][] = [
  ['agreed', 'arrive.consent', { name: 'Ada' }],
  ['spoke', 'map.name', { title: 'the corridor', kinds: ['trust'], meaning: 'alone' }],
  ['spoke', 'map.cycle', { pattern: 'ask', moves: ['check', 'press'], under: 'fear', notice: 'fast' }],
  ['spoke', 'hear.voice', { text: 'I sat there.' }],
  ['spoke', 'hear.deepen', { cue: 'a', body: 'b', feeling: 'c', meaning: 'd', urge: 'e', text: 'f' }],
  ['spoke', 'own.say', { did: 'a', effect: 'b', feel: 'c', will: 'd' }],
  ['spoke', 'reach.ask', { fear: 'a', wish: 'b' }],
  ['spoke', 'reach.answer', { warmth: 'a', now: 'b', part: 'c' }],
  ['spoke', 'weave.care', { cues: ['late'], signal: 'hand' }],
  ['spoke', 'weave.care', { firstMinute: 'sit', act: 'call', when: 'noon' }],
  ['answered', 'own.landed', { missing: 'the night' }],
  ['parked', 'map.cycle', { title: 'money' }],
  ['guided', 'own.say', { text: 'slower', to: 'p1' }],
  ['guided', 'hear.check', { text: 'a', to: 'p2', coach: 'off', ask: 'partly' }],
  ['whispered', '', { text: 'breathe', link: 'own.say' }],
  [
    'noted',
    '',
    {
      saw: 'a',
      window: 'b',
      rows: ['1', '2'],
      seqs: ['4', '9'],
      landed: 'c',
      mine: 'd',
      pull: 'e',
      risk: 'f',
      next: 'g',
    },
  ],
]

const SIDE_FORMS: [string, SideWords][] = [
  ['bookmarked', { kind: 'block', seq: 12 }],
  ['bookmarked', { kind: 'block', seq: 12, line: 'here' }],
  ['kept', { item: 'closeness', value: 4, at: 'before' }],
  ['kept', { item: 'drawer', value: 'what I will not say' }],
  ['kept', { item: 'cues', value: ['late', 'loud'], at: 1_700_000_000 }],
]

describe('what a box beside the room says', () => {
  it.each(SIDE_FORMS)('%s comes back as it was written', (type, words) => {
    expect(readWords(type, '', writeWords(words))).toEqual(words)
  })

  it.each([
    ['bookmarked', '{"kind":"block"}'],
    ['bookmarked', '{"kind":"block","seq":"12"}'],
    ['kept', '{"item":"closeness"}'],
    ['kept', '{"item":"closeness","value":{"a":1}}'],
    ['guided', '{"text":"a","ask":"yes"}'],
    ['guided', '{"coach":"maybe"}'],
    ['whispered', '{"text":5}'],
    ['noted', '{"rows":"1"}'],
  ])('%s of another shape is shown as the plain text it is', (type, plain) => {
    expect(readWords(type, '', plain)).toBe(plain)
  })
})

describe('what a box says', () => {
  it.each(FORMS)('%s at %s comes back as it was written', (type, step, words) => {
    expect(readWords(type, step, writeWords(words))).toEqual(words)
  })

  it.each(FORMS)('%s at %s may leave any field empty', (type, step, words) => {
    const some = Object.fromEntries(Object.entries(words).slice(1)) as Words
    expect(readWords(type, step, writeWords(some))).toEqual(Object.keys(some).length > 0 ? some : undefined)
  })

  it.each([
    ['an unknown field', '{"text":"a","html":"b"}'],
    ['a number', '{"text":5}'],
    ['a list where a line belongs', '{"text":["a"]}'],
    ['no JSON', 'just a line'],
    ['half of it', '{"text":'],
  ])('%s is shown as the plain text it is', (_, plain) => {
    expect(readWords('spoke', 'hear.voice', plain)).toBe(plain)
  })

  it('a step without a form shows plain text', () => {
    expect(readWords('spoke', 'later.step', '{"text":"a"}')).toBe('{"text":"a"}')
  })

  it('nothing said is nothing', () => {
    expect(writeWords(undefined)).toBe('')
    expect(writeWords({})).toBe('')
    expect(readWords('spoke', 'hear.voice', '')).toBeUndefined()
  })

  it('never throws on what a box may hold', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (type, step, plain) => void readWords(type, step, plain)),
    )
    for (const name of ['constructor', '__proto__', 'toString']) expect(readWords(name, name, '{}')).toBe('{}')
  })

  it('8,000 bytes are written and one more is too long', () => {
    const words = (length: number): Words => ({ text: 'x'.repeat(length - '{"text":""}'.length) })
    expect(sizeOf(words(8000))).toBe(8000)
    expect(writeWords(words(8000))).toHaveLength(8000)
    expect(() => writeWords(words(8001))).toThrow(RangeError)
    expect(sizeOf({ text: 'ä' })).toBe(sizeOf({ text: 'a' }) + 1)
  })
})
