import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CONCERNS, listensTo, PLACES, placeOf, STRENGTHS } from './categories.ts'
import { clausesOf } from './clauses.ts'
import { earOf, openEar } from './ear.ts'
import { CERTAIN, GUARDS } from './habits.en.ts'
import { type Listening, notice } from './notice.ts'
import { tokensOf } from './tokens.ts'
import { readWeights } from './weights.ts'

const bytes = readFileSync(new URL('weights/en.bin', import.meta.url))
const weights = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)
const ear = openEar(weights)

const REFLECT: Listening = { role: 'injuring', step: 'hear.reflect' }
const VOICE: Listening = { role: 'injured', step: 'hear.voice' }
const namesIn = (draft: string, listening: Listening) => notice(draft, listening, ear).map(({ category }) => category)

describe('any draft', () => {
  const strange = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.string({ unit: 'grapheme', maxLength: 300 }),
    fc
      .array(
        fc.constantFrom('you ', 'never ', 'sorry ', 'but ', '😤', 'שלום ', '\u0000', '\u202E', '\n', "'", '’', '. '),
      )
      .map(parts => parts.join('')),
  )
  const listening = fc.record({
    role: fc.constantFrom('injured' as const, 'injuring' as const, undefined),
    step: fc.constantFrom('hear.voice', 'own.say', 'nowhere', undefined),
  })

  it('is answered, with offsets that lie in it and name a stretch of it', () => {
    fc.assert(
      fc.property(strange, listening, (draft, where) => {
        for (const { start, end } of notice(draft, where, ear)) {
          expect(start).toBeGreaterThanOrEqual(0)
          expect(end).toBeGreaterThan(start)
          expect(end).toBeLessThanOrEqual(draft.length)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('is answered alike each time', () => {
    fc.assert(
      fc.property(strange, draft => {
        expect(notice(draft, REFLECT, ear)).toEqual(notice(draft, REFLECT, ear))
      }),
    )
  })

  it.each([
    ['nothing', ''],
    ['blank', ' \n\t '],
    ['emoji', '😤😤😤'],
    ['right to left', 'אני מצטער שלא הייתי שם באותו הלילה'],
    ['another language', 'Du bist nie da gewesen, wenn ich dich gebraucht habe, und es tut mir bis heute weh'],
  ])('%s is met with silence', (_, draft) => expect(namesIn(draft, VOICE)).toEqual([]))

  it('fifty thousand characters made to stall it are read to four thousand', () => {
    for (const piece of ['a', 'you never ', 'sorry if ', '"', ', but ', "'", ' ', '. ', '😤'])
      for (const { end } of notice(piece.repeat(50_000 / piece.length), {}, ear)) expect(end).toBeLessThanOrEqual(4_000)
  })

  it('in a language that is not taught, nothing is said', () =>
    expect(notice("I'm sorry you feel that way", { ...REFLECT, language: 'de' }, ear)).toEqual([]))
})

describe('who is listened to, for what', () => {
  const rows: [string, string, string][] = [
    ['injured', 'hear.voice', 'blame contempt demand shutdown'],
    ['injured', 'hear.deepen', 'blame contempt demand shutdown'],
    ['injured', 'reach.ask', 'blame contempt demand shutdown'],
    ['injuring', 'hear.voice', ''],
    ['injuring', 'hear.deepen', ''],
    ['injuring', 'hear.reflect', 'blame contempt counter defend minimise nonapology shutdown'],
    ['injuring', 'hear.reflect2', 'blame contempt counter defend minimise nonapology shutdown'],
    ['injuring', 'own.say', 'blame contempt counter defend demand minimise nonapology shutdown'],
    ['injuring', 'own.context', 'blame contempt counter'],
    ['injuring', 'reach.answer', 'contempt counter defend minimise nonapology shutdown'],
    ['injured', 'map.name', 'blame contempt counter demand shutdown'],
    ['injuring', 'weave.story', 'blame contempt counter defend demand minimise nonapology shutdown'],
  ]
  it.each(rows)('%s in %s', (role, step, concerns) =>
    expect([...listensTo({ role: role as 'injured', step })].sort().join(' ')).toBe(concerns),
  )

  it('everything listens where role and step are not known', () => expect([...listensTo({})]).toEqual([...CONCERNS]))

  it('no note names a concern that does not listen there', () => {
    const draft = "I'm sorry you feel that way, but you are too sensitive and I only did it because of the traffic."
    for (const [role, step] of rows)
      expect(
        namesIn(draft, { role: role as 'injured', step })
          .filter(category => CONCERNS.some(one => one === category))
          .filter(category => !listensTo({ role: role as 'injured', step }).has(category as 'blame')),
      ).toEqual([])
  })

  it('a step is heard as what it was taught as, any other as the rest of its role', () => {
    expect(PLACES[placeOf({ role: 'injuring', step: 'hear.reflect2' })]).toBe('hear.reflect')
    expect(PLACES[placeOf({ role: 'injured', step: 'weave.story' })]).toBe('injured.other')
    expect(PLACES[placeOf({})]).toBe('unknown')
  })
})

describe('what it hears', () => {
  it.each([
    ["I'm sorry you feel that way.", REFLECT, 'nonapology'],
    ['Whatever. There is nothing left to say.', REFLECT, 'shutdown'],
    ['You never think of anyone but yourself, you selfish man.', VOICE, 'blame'],
    ['It was years ago and nobody died, can we move on now?', REFLECT, 'minimise'],
    [
      "I want you to swear on the children's lives, now, or I am leaving.",
      { role: 'injured', step: 'reach.ask' },
      'demand',
    ],
  ] as const)('%s', (draft, where, category) => expect(namesIn(draft, where)).toContain(category))

  it.each([
    ["You weren't there when the doctor rang.", VOICE],
    ['I was so angry I threw your dinner in the bin. I felt alone.', VOICE],
    ['You were alone with her on the bathroom floor, and I was not there.', REFLECT],
    ['I turned my phone over. I was wrong, and I am sorry.', { role: 'injuring', step: 'own.say' }],
    [
      'I was at the airport and my battery had died, and I did not go and find a phone.',
      { role: 'injuring', step: 'own.context' },
    ],
  ] as const)('nothing against: %s', (draft, where) =>
    expect(namesIn(draft, where).filter(one => CONCERNS.some(concern => concern === one))).toEqual([]),
  )

  it.each(["I'm scared of you when you drink.", 'Some nights I want to die.', 'You put your hands round my neck.'])(
    'danger: %s',
    draft => expect(namesIn(draft, VOICE)).toContain('safety'),
  )
  it('a figure of speech is no danger', () =>
    expect(namesIn('I could kill for a coffee, and I nearly died laughing.', VOICE)).not.toContain('safety'))

  it('without an ear the certain rules speak alone', () => {
    expect(notice("I'm sorry if I hurt you.", REFLECT).map(({ rule }) => rule)).toEqual(['certain:sorry-if'])
    expect(notice('It was years ago, can we move on?', REFLECT)).toEqual([])
  })

  it('the words of a note are the clause that carries it', () => {
    const draft = "You sat on the floor alone. I'm sorry you feel that way. I will come on Friday."
    const note = notice(draft, REFLECT, ear).find(({ category }) => category === 'nonapology')!
    expect(draft.slice(note.start, note.end)).toBe("I'm sorry you feel that way.")
  })
})

describe('its rules', () => {
  it('repeat nothing that repeats, so that no draft can stall them', () => {
    for (const { pattern } of [...CERTAIN, ...GUARDS])
      expect(pattern.source).not.toMatch(/[+*}]\)?[+*{]|\([^)]*[+*][^)]*\)[+*{]/)
  })

  it('know each category once', () => expect(new Set([...CONCERNS, ...STRENGTHS]).size).toBe(18))
})

describe('clauses and words', () => {
  it('cut a draft at full stops, turns and dashes, and lose nothing but the space between', () => {
    const draft = 'I came home, but you slept – I sat there.\nThen: nothing! "Sorry," you said.'
    expect(clausesOf(draft).map(([start, end]) => draft.slice(start, end))).toEqual([
      'I came home',
      'but you slept',
      'I sat there.',
      'Then',
      'nothing!',
      '"Sorry," you said.',
    ])
  })

  it('name each word where it stands', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), draft => {
        const { words, starts, ends } = tokensOf(draft)
        words.forEach((word, at) => {
          expect(draft.slice(starts[at], ends[at]).toLowerCase().replace(/[’‘]/, "'")).toBe(word)
        })
      }),
    )
  })
})

describe('its memory', () => {
  it('of the last draft changes nothing but the time it takes', () => {
    const words = fc.array(fc.constantFrom('you', 'never', 'came', 'sorry', 'if', 'i', 'alone', '.', ',', 'but'), {
      maxLength: 24,
    })
    const kept = earOf(readWeights(weights))
    fc.assert(
      fc.property(fc.array(words, { minLength: 2, maxLength: 5 }), fc.nat(9), (drafts, place) => {
        for (const draft of drafts) {
          const tokens = tokensOf(draft.join(' '))
          const [again, fresh] = [kept.hear(tokens, place), ear.hear(tokens, place)]
          ear.hear(tokensOf('something else altogether, so that nothing is left'), (place + 1) % 10)
          expect(again.whole).toEqual(fresh.whole)
          expect(again.words).toEqual(fresh.words)
        }
      }),
      { numRuns: 60 },
    )
  })
})

describe('its weights', () => {
  it('are refused when a byte is not as it was', () => {
    for (const at of [0, 5, 40, weights.byteLength - 1]) {
      const spoiled = weights.slice(0)
      new Uint8Array(spoiled)[at]! ^= 1
      expect(() => openEar(spoiled)).toThrow('damaged')
    }
    expect(() => openEar(new ArrayBuffer(0))).toThrow('no weights')
    expect(() => openEar(weights.slice(0, 1_000))).toThrow('damaged')
  })
})
