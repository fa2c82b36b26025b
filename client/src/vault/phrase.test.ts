import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newCode, readCode, writeCode } from './code.ts'
import { newPhrase, PHRASE_WORDS, readPhrase, strangersIn } from './phrase.ts'
import { WORDS } from './words.ts'

const phrases = fc
  .array(fc.constantFrom(...WORDS), { minLength: PHRASE_WORDS, maxLength: PHRASE_WORDS })
  .map(words => words.join(' '))

describe('the words', () => {
  it('are 7,776 of plain letters, none of which begins another', () => {
    expect(WORDS).toHaveLength(7_776)
    const sorted = [...new Set(WORDS)].sort()
    for (const [at, word] of sorted.entries()) {
      expect(word).toMatch(/^[a-z]{3,9}$/)
      expect(sorted[at + 1]?.startsWith(word) ?? false).toBe(false)
    }
  })
})

describe('a phrase', () => {
  it('is six words, another each time, from the whole list', async () => {
    const made = await Promise.all(Array.from({ length: 300 }, newPhrase))
    for (const phrase of made) expect(await readPhrase(phrase)).toBe(phrase)
    const places = made.flatMap(phrase => phrase.split(' ').map(word => WORDS.indexOf(word)))
    expect(new Set(made).size).toBe(made.length)
    expect(places).not.toContain(-1)
    const quarters = [0, 1, 2, 3].map(quarter => places.filter(place => Math.floor(place / 1_944) === quarter).length)
    for (const count of quarters) expect(Math.abs(count - 450)).toBeLessThan(150)
  })

  it('reads alike in any case, with whatever stands between the words, or nothing', async () => {
    const between = fc.constantFrom(' ', '  ', '-', ', ', ',', '\n', ' – ', '')
    await fc.assert(
      fc.asyncProperty(
        phrases,
        fc.array(between, { minLength: 6, maxLength: 6 }),
        fc.boolean(),
        async (phrase, marks, up) => {
          const typed = phrase
            .split(' ')
            .map((word, at) => `${up ? word.toUpperCase() : word}${marks[at]}`)
            .join('')
          expect(await readPhrase(`  ${typed}`)).toBe(phrase)
        },
      ),
    )
  })

  it('is nothing with a word too few, a word too many or a word unknown, which is pointed at', async () => {
    const phrase = 'visible retaliate drench crusher sporty bagel'
    for (const typed of ['', 'visible', `${phrase} bagel`, phrase.replace('bagel', 'bagle'), phrase.slice(0, -1)])
      expect(await readPhrase(typed)).toBeUndefined()
    expect(await strangersIn('Visible retaliate, drensch  crusher sporty bagle')).toEqual(['drensch', 'bagle'])
    expect(await strangersIn('drop-down, yo-yo')).toEqual([])
  })
})

const codes = fc.uint8Array({ minLength: 16, maxLength: 16 }).map(bytes => Uint8Array.from(bytes))

describe('a code', () => {
  it('comes back as the bytes it was made of', () => {
    fc.assert(
      fc.property(codes, bytes => {
        const code = writeCode(bytes)
        expect(code).toMatch(/^[0-7][0-9A-HJKMNP-TV-Z]{2}(-[0-9A-HJKMNP-TV-Z]{3}){8}$/)
        expect(readCode(code)).toEqual(bytes)
      }),
    )
    expect(newCode()).not.toBe(newCode())
  })

  it('forgives case, spaces, hyphens, O for 0, I and L for 1', () => {
    fc.assert(
      fc.property(codes, fc.constantFrom('', ' ', '–'), fc.constantFrom('i', 'L', 'l', 'I'), (bytes, between, one) => {
        const typed = writeCode(bytes).toLowerCase().replaceAll('0', 'o').replaceAll('1', one).replaceAll('-', between)
        expect(readCode(` ${typed} `)).toEqual(bytes)
      }),
    )
  })

  it('is nothing with one letter wrong, missing or more, or with any two swapped', () => {
    const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
    fc.assert(
      fc.property(codes, fc.nat(26), fc.nat(26), fc.nat(31), (bytes, at, other, digit) => {
        const letters = writeCode(bytes).replaceAll('-', '').split('')
        const wrong = letters.with(at, alphabet[digit]!)
        const swapped = letters.with(at, letters[other]!).with(other, letters[at]!)
        for (const typed of [wrong, swapped, letters.toSpliced(at, 1), letters.toSpliced(at, 0, alphabet[digit]!)])
          if (typed.join('') !== letters.join('')) expect(readCode(typed.join(''))).toBeUndefined()
      }),
    )
    expect(readCode('')).toBeUndefined()
    expect(readCode(newCode().replace(/.$/, 'U'))).toBeUndefined()
  })
})
