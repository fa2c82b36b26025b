import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { supervision as text } from '../text/third.en.ts'
import { htmlOf } from './html.ts'
import { markdownOf } from './markdown.ts'
import { supervisionPaper, swapOf } from './supervision.ts'
import { HOSTILE, MADE } from './testing/talk.ts'

const swap = (from: string, to: string) => swapOf([{ from, to }])

describe('names and places', () => {
  it('are replaced wherever they stand as words, in any letters', () => {
    expect(swap('Ada', 'A')('Ada, ADA’s and ada; (Ada) “Ada”')).toBe('A, A’s and A; (A) “A”')
    expect(swap('Ann', 'A')('I cannot, Anna. Ann2 Ann')).toBe('I cannot, Anna. Ann2 A')
    expect(swap('小明', 'B')('我和小明去了')).toBe('我和B去了')
    expect(swap('דנה', 'B')('לדנה היה')).toBe('לB היה')
    expect(swap('Zoe\u0308', 'B')('Zo\u00eb and Zoe\u0308')).toBe('B and B')
    expect(swap('St. Pölten (old)', 'a town')('in st. pölten (old), in Stx Pölten')).toBe('in a town, in Stx Pölten')
  })

  it('are replaced all at once, the longest first, and never by nothing', () => {
    const all = swapOf([
      { from: 'Ada', to: 'Ben' },
      { from: 'Ben', to: 'Ada' },
      { from: 'Ada Lind', to: 'C' },
      { from: 'Oslo', to: ' ' },
      { from: ' ', to: 'x' },
    ])
    expect(all('Ada Lind, Ben and Ada in Oslo')).toBe(`C, Ada and Ben in ${text.left}`)
    expect(swapOf([])('Ada')).toBe('Ada')
    expect(swap('Ada', '$&$1')('Ada')).toBe('$&$1')
  })

  it('are nowhere left, whatever they are made of', () => {
    const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }).filter(one => /^[\p{L}\p{N}]+$/u.test(one))
    fc.assert(
      fc.property(name, fc.array(fc.constantFrom('a', ' ', '.', '\n', 'és'), { maxLength: 6 }), (one, more) => {
        const said = `${more.join('')} ${one} ${more.join('')}`
        const changed = swap(one, '\u2605')(said)
        expect(changed).toContain('\u2605')
        expect(changed.split(/\s/)).not.toContain(one.normalize('NFC'))
      }),
    )
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: 'binary' }),
        (one, said) => void swap(one, 'x')(said),
      ),
    )
    for (const one of HOSTILE) expect(() => swap(one, 'x')(HOSTILE.join(' '))).not.toThrow()
  })
})

it('a changed copy says so at its beginning and end, in page and text, and holds no name that was replaced', () => {
  const line = { heading: 'Ada: growth', words: ['Ada went to Oslo.', '<img src=x>'] }
  const swaps = [
    { from: 'Ada', to: 'Partner A' },
    { from: 'Oslo', to: 'a town' },
  ]
  const own = [
    { title: 'Marks', lines: [line] },
    { title: 'Empty', lines: [] },
  ]
  const talk = [
    {
      title: 'Hear',
      steps: [{ title: 'Voice', lines: [{ kind: 'said' as const, text: 'Ada', words: ['ADA, here'] }] }],
    },
  ]
  const paper = supervisionPaper({ own, talk, isPractice: true, made: MADE }, swaps)
  expect(paper.practice).toBeDefined()
  expect(htmlOf(paper)).not.toContain('<img')
  for (const written of [htmlOf(paper), markdownOf(paper)]) {
    expect(written.toLowerCase()).not.toMatch(/\bada\b|oslo/)
    expect(written).toContain('Partner A went to a town')
    expect(written).not.toContain('Empty')
    expect(written.indexOf('no proof of what was said')).toBeLessThan(written.indexOf('Partner A'))
    expect(written).toContain('No proof of what was said')
  }
})
