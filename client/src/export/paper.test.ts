import { readFile } from 'node:fs/promises'
import fc from 'fast-check'
import { Window } from 'happy-dom'
import { beforeAll, describe, expect, it } from 'vitest'
import { practice as label } from '../text/seat.en.ts'
import { blocksOf } from './blocks.ts'
import { type ExportFile, toJson } from './file.ts'
import { toHtml } from './html.ts'
import { exportOf } from './make.ts'
import { toMarkdown } from './markdown.ts'
import { type Paper, paperOf } from './paper.ts'
import { shown, shownLine } from './shown.ts'
import { STYLE } from './style.ts'
import { tell } from '../session/testing/couple.ts'
import { HOSTILE, MADE, practice, resealed, seqOf, talkOfTwo } from './testing/talk.ts'

let whole: ExportFile
let own: ExportFile
let played: ExportFile

beforeAll(async () => {
  const { p1, p2 } = await talkOfTwo()
  whole = await exportOf(await p1.disclose(), { scope: 'whole', made: MADE })
  own = await exportOf(await p2.disclose(), { scope: 'own', made: MADE })
  played = await exportOf(await (await practice()).p1.disclose(), { scope: 'whole', made: MADE })
})

/** The same talk with other words in it, and other names. */
const saying = (words: readonly string[]): ExportFile => {
  const [first = '', second = first, third = second] = words
  return {
    ...whole,
    names: { p1: third, p2: first },
    words: {
      ...whole.words,
      [seqOf(whole.entries, 'parked', 'map.name')]: { title: second },
      [seqOf(whole.entries, 'spoke', 'map.name')]: { title: first, kinds: [second, third], meaning: third },
      [seqOf(whole.entries, 'spoke', 'hear.voice')]: first,
      [seqOf(whole.entries, 'spoke', 'hear.reflect')]: { text: second },
      [seqOf(whole.entries, 'answered', 'hear.check')]: { missing: third },
    },
  }
}

const wordsOf = ({ chapters }: Paper): string[] =>
  chapters.flatMap(({ steps }) => steps.flatMap(({ lines }) => lines.flatMap(({ words }) => words)))

/** What was shown, as it was typed. */
const typed = (text: string): string =>
  text.replaceAll(/⟦U\+([0-9A-F]{4,6})⟧/g, (_, number: string) => String.fromCodePoint(Number.parseInt(number, 16)))

/** The paragraphs of all quotes, read as Markdown says they are read. */
const quotesIn = (markdown: string): string[] =>
  markdown
    .split('\n\n')
    .filter(block => block.startsWith('>'))
    .flatMap(block => block.split('\n>\n'))
    .map(paragraph =>
      paragraph
        .split('\n')
        .map(line => line.replace(/^> /, ''))
        .join('\n')
        .replaceAll(
          /\\\n|\\([!-/:-@[-`{-~])|&#(\d+);/g,
          (_, mark?: string, number?: string) => mark ?? (number ? String.fromCodePoint(Number(number)) : '\n'),
        ),
    )

const windows = new Window()
const pageOf = (html: string) => new windows.DOMParser().parseFromString(html, 'text/html')
const TAGS = 'HTML HEAD META TITLE STYLE BODY MAIN HEADER SECTION ARTICLE BLOCKQUOTE FOOTER H1 H2 H3 P'.split(' ')
const ATTRIBUTES = 'lang charset http-equiv content name dir class data-seat'.split(' ')

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc
    .array(fc.constantFrom(...HOSTILE, ...' \n\t\\`*_{}[]()<>#+-.!|~&;:@=/$^"\''), { maxLength: 12 })
    .map(all => all.join('')),
)
const three = fc.tuple(anyText, anyText, anyText)

/** 200 and more: each of them, and each beside another. */
const PAYLOADS = HOSTILE.flatMap((one, at) =>
  [1, 2, 5, 7, 11, 13].map(step => [one, HOSTILE[(at + step) % HOSTILE.length]!]),
)

describe('A9 words come back out of a copy as they went in', () => {
  it('from Markdown', () => {
    const isSame = (words: readonly string[]) => {
      const file = saying(words)
      expect(quotesIn(toMarkdown(file)).map(typed)).toEqual(wordsOf(paperOf(file)))
    }
    for (const words of PAYLOADS) isSame(words)
    fc.assert(fc.property(three, isSame), { numRuns: 150 })
  })

  it('from HTML', () => {
    const isSame = (words: readonly string[]) => {
      const file = saying(words)
      const found = [...pageOf(toHtml(file)).querySelectorAll('blockquote p')].map(({ textContent }) => textContent)
      expect(found.map(typed)).toEqual(wordsOf(paperOf(file)))
    }
    for (const words of PAYLOADS) isSame(words)
    fc.assert(fc.property(three, isSame), { numRuns: 50 })
  })

  it('from JSON, which holds nothing that hides or turns a line', () => {
    fc.assert(
      fc.property(three, words => {
        const file = saying(words)
        expect(JSON.parse(toJson(file))).toEqual(file)
        expect(toJson(file)).not.toMatch(/[\u0080-\u009f\u2028-\u202e\u2066-\u2069\ufeff]/)
      }),
    )
  })
})

describe('A9 a copy is inert', () => {
  it('in HTML has no element and no attribute but ours, whatever is said and however people are called', () => {
    for (const words of PAYLOADS) {
      const html = toHtml(saying(words))
      const all = [...pageOf(html).querySelectorAll('*')]
      expect(all.filter(({ tagName }) => !TAGS.includes(tagName))).toEqual([])
      const attributes = all.flatMap(one => [...one.attributes].map(({ name }) => name))
      expect(attributes.filter(name => !ATTRIBUTES.includes(name))).toEqual([])
      expect(html.match(/<meta|<style|<title/g)).toHaveLength(7)
    }
  })

  it('in HTML carries a policy of its own before anything else', () => {
    const html = toHtml(whole)
    const policy = pageOf(html).querySelector('meta[http-equiv="Content-Security-Policy"]')
    expect(policy?.getAttribute('content')).toMatch(/^default-src 'none'; style-src 'unsafe-inline'/)
    expect(html.indexOf('default-src')).toBeLessThan(html.indexOf('<title'))
    expect(html).not.toMatch(/url\(|@import|https?:|<script|<link|<img/)
  })

  it('in Markdown has no line that begins or ends as anything but a quote, a heading or a line of ours', () => {
    for (const words of PAYLOADS)
      for (const line of toMarkdown(saying(words)).split('\n'))
        expect(line).toMatch(/^(#{1,3} \S|> \S|>$|– |\*\*.*\*\*$|---$|\w|$)/)
    const said = HOSTILE.join(' ')
    const outside = toMarkdown(saying([said])).replaceAll(/\\./g, '')
    expect(outside).not.toMatch(/[<`[\]|~@$]/)
    expect(outside).not.toMatch(/:\/\/|www\.\w/)
  })

  it('shows what hides, and no two texts alike', () => {
    expect(shown('a\u202Eb\u0000c\r\n\td')).toBe('a⟦U+202E⟧b⟦U+0000⟧c⟦U+000D⟧\n\td')
    expect(shown('👩‍👩‍👧 می‌خواهم é')).toBe('👩‍👩‍👧 می‌خواهم é')
    fc.assert(
      fc.property(anyText, text => {
        expect(typed(shown(text))).toBe(text)
        expect(shown(text)).not.toMatch(/(?![\n\t])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u)
      }),
    )
  })
})

describe('what stands in a copy', () => {
  const linesIn = (file: ExportFile) =>
    paperOf(file).chapters.flatMap(({ title, steps }) =>
      steps.map(step => [title, step.title, ...step.lines.flatMap(({ text, words }) => [text, ...words])]),
    )

  it('who said what under chapters and steps, with gates, pauses and what was withdrawn', () => {
    expect(linesIn(whole)).toEqual([
      ['Arrive', 'What we agree on', 'Ada agreed.', 'Benedikt agreed.'],
      ['Arrive', 'Whose hurt today', 'Ada: I was hurt.', 'Benedikt: Ada was hurt.'],
      [
        'Map',
        'One moment',
        'Something was put aside for later.',
        'the holiday',
        'Ada',
        'the corridor',
        expect.any(String),
        'I do not count.\n\nNot then.',
      ],
      ['Map', 'The pattern', 'Ada', 'ask', 'Benedikt', 'leave'],
      ['Map', 'A small aim', 'Ada: One of us is fully heard.', 'Benedikt: One of us is fully heard.'],
      [
        'Hear',
        'Saying the pain',
        'A pause.',
        'Ada',
        'I sat there alone.',
        'Ada: these words were withdrawn.',
        'Benedikt was here.',
      ],
      ['Hear', 'Saying it back', 'Benedikt', 'You sat there alone.'],
      ['Hear', 'Did you feel heard?', 'Ada: Partly.', 'how long it was'],
      ['Hear', 'Saying it back', 'Benedikt said this aloud.'],
      [
        'Hear',
        'Did you feel heard?',
        'Ada allowed that a copy is taken.',
        'Benedikt allowed that a copy is taken.',
        'Some words were withdrawn.',
      ],
    ])
  })

  it('of own words nobody else’s words, answers or name', () => {
    expect(linesIn(own)).toEqual([
      ['Arrive', 'What we agree on', 'Benedikt agreed.'],
      ['Arrive', 'Whose hurt today', 'Benedikt: One of the two was hurt.'],
      ['Map', 'One moment', 'Something was put aside for later.', 'the holiday'],
      ['Map', 'The pattern', 'Benedikt', 'leave'],
      ['Map', 'A small aim', 'Benedikt: One of us is fully heard.'],
      ['Hear', 'Saying the pain', 'A pause.', 'Benedikt was here.'],
      ['Hear', 'Saying it back', 'Benedikt', 'You sat there alone.'],
      ['Hear', 'Saying it back', 'Benedikt said this aloud.'],
      ['Hear', 'Did you feel heard?', 'Benedikt allowed that a copy is taken.'],
    ])
    for (const text of [toHtml(own), toMarkdown(own)]) expect(text).not.toMatch(/Ada|corridor|Partly/)
  })

  it('the day, the warning and the mark of the last entry', () => {
    for (const text of [toHtml(whole), toMarkdown(whole).replaceAll('\\', '')]) {
      expect(text).toContain('A talk between Ada and Benedikt')
      expect(text).toContain('This copy is not protected.')
      expect(text).toContain('21 September 2026')
      expect(text).toContain(whole.head.hash)
    }
  })

  it('R33 the practice label, and the therapist’s words, moments of rest and for whom', () => {
    const { practice: mark, title } = paperOf(played)
    expect(mark).toBe(label.mark)
    expect(pageOf(toHtml(played)).title).toBe(`${label.mark} · ${title}`)
    expect(toMarkdown(played)).toContain(`**${label.mark}**`)
    expect(paperOf(played).warning).toContain('not protected')
    const named = { ...played, names: { ...played.names, therapist: 'מרה' } }
    expect(paperOf(named).facts).toContain('With \u2068מרה\u2069 as their therapist.')
    expect(linesIn(played).flat()).toEqual(
      expect.arrayContaining(['Tove agreed.', 'A moment of rest.', 'Tove, for Ada', 'Take your time.', 'the fever']),
    )
  })

  it('one heading between two days, as where the two look back', async () => {
    const sessions = await talkOfTwo()
    await tell(sessions, [
      ['p1', { type: 'setDown' }],
      ['p2', { type: 'allowed', kind: 'review' }],
    ])
    const rested = await exportOf(await sessions.p1.disclose(), { scope: 'whole', made: MADE })
    expect(paperOf(rested).chapters.at(-1)).toEqual({
      title: 'Between two days',
      steps: [{ lines: [expect.objectContaining({ text: 'Benedikt allowed that all of it is read again.' })] }],
    })
    expect(pageOf(toHtml(rested)).querySelector('section:last-of-type h3')).toBeNull()
    expect(toMarkdown(rested)).toMatch(/## Between two days\n\n– Benedikt/)
    expect(blocksOf(paperOf(rested)).map(({ text }) => text)).not.toContain('')
  })

  it('each of the two in the tint they had on the page', async () => {
    const tokens = await readFile(new URL('../style/tokens.css', import.meta.url), 'utf8')
    const [, light, dark] = /--a-ink: light-dark\((#\w+), (#\w+)\)/.exec(tokens)!
    expect([...STYLE.matchAll(/--a: (#\w+)/g)].map(([, tint]) => tint)).toEqual([light, dark, light])
    expect(blocksOf(paperOf(whole)).find(({ text }) => text === 'Ada')?.color).toBe(light)
  })

  it('a shared note says what it stands beside, and in which step, in every form alike', async () => {
    const sessions = await talkOfTwo()
    const { entries } = await sessions.p1.disclose()
    const [spoken, erased, theirs] = [
      seqOf(entries, 'spoke', 'hear.voice'),
      seqOf(entries, 'spoke', 'hear.voice', 1),
      seqOf(entries, 'spoke', 'hear.reflect'),
    ]
    const note = (form: object) => ['p1', { type: 'remarked' }, { ...form, text: 'noted' }] as const
    await tell(sessions, [
      note({ seq: spoken, from: 2, to: 11 }),
      note({ seq: spoken, from: 4, to: 4 }),
      note({ seq: erased }),
      note({ seq: theirs, from: 0, to: 900 }),
      note({ seq: seqOf(entries, 'spoke', 'hear.reflect', 1) }),
      note({ seq: seqOf(entries, 'chose', 'arrive.roles', 1) }),
      note({ seq: 99_999 }),
    ])
    const disclosed = await sessions.p1.disclose()
    const told = async (scope: ExportFile['scope']) => linesIn(await exportOf(disclosed, { scope, made: MADE })).flat()
    const headings = async (scope: ExportFile['scope']) =>
      (await told(scope)).flatMap(line => (line?.startsWith('A note') ? [line.replace('A note by Ada', '')] : []))
    expect(await headings('whole')).toEqual([
      ', beside “sat there” · Saying the pain',
      ', in the silence after “I sat there alone.” · Saying the pain',
      ', beside words that were withdrawn · Saying the pain',
      ', beside “You sat there alone.” · Saying it back',
      ', beside a moment without words · Saying it back',
      ', beside “Benedikt: Ada was hurt.” · Whose hurt today',
      '',
    ])
    expect((await headings('own')).slice(3)).toEqual([
      ', beside words that are not in this copy · Saying it back',
      ', beside words that are not in this copy · Saying it back',
      ', beside words that are not in this copy · Whose hurt today',
      '',
    ])
    const file = await exportOf(disclosed, { scope: 'whole', made: MADE })
    const heading = 'A note by Ada, beside “sat there” · Saying the pain'
    expect(pageOf(toHtml(file)).body.textContent).toContain(heading)
    expect(toMarkdown(file)).toContain(`**${heading}**`)
    expect(blocksOf(paperOf(file)).map(({ text }) => text)).toContain(heading)
  })

  it('names that run from right to left, each kept to itself, whatever it is written in', async () => {
    const names = { p1: 'נועה', p2: '\u2069علي\u202E' }
    const [one, other] = ['\u2068נועה\u2069', '\u2068علي\u2069']
    const file = await resealed({ ...whole, names })
    const page = pageOf(toHtml(file))
    expect(page.documentElement.getAttribute('dir')).toBe('ltr')
    expect(page.querySelector('h1')?.textContent).toBe(`A talk between ${one} and ${other}`)
    expect([...page.querySelectorAll('p.fact')].map(({ textContent }) => textContent)).toContain(
      `${other}: ${one} was hurt.`,
    )
    expect(toMarkdown(file)).toContain(`– ${other}: ${one} was hurt.`)
    expect(blocksOf(paperOf(file)).map(({ text }) => text)).toContain(`${other}: ${one} was hurt.`)
    expect(shownLine('\u2068a\u202Eb\u2069 \u2069')).toBe('\u2068a⟦U+202E⟧b\u2069 ⟦U+2069⟧')
  })

  it('something where nothing was said, and a name for who gave none', async () => {
    const quiet = await resealed({ ...whole, entries: whole.entries.slice(0, 5), words: {}, names: {} })
    expect(paperOf(quiet)).toMatchObject({
      chapters: [],
      title: 'A talk between One of the two and The other of the two',
    })
    expect(toHtml(quiet)).toContain('Nothing has been said yet.')
    expect(toMarkdown(quiet)).toContain('Nothing has been said yet.')
  })
})
