import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import fc from 'fast-check'
import { create } from 'fontkit'
import { extractText, getDocumentProxy } from 'unpdf'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { blocksOf } from './blocks.ts'
import { exportOf } from './make.ts'
import { type Paper, paperOf } from './paper.ts'
import { canWrite, type Draw, pdfOf } from './pdf.ts'
import { HOSTILE, MADE, talkOfTwo } from './testing/talk.ts'
import { linesOf } from './wrap.ts'

const FONT = '@expo-google-fonts/noto-serif/400Regular/NotoSerif_400Regular.ttf'
const font = new Uint8Array(readFileSync(createRequire(import.meta.url).resolve(FONT)))
const letters = create(font)

/** A picture of one white dot. */
const DOT = Buffer.from(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////2wBDAf//////////////////////////////////////////////////////////////////////////////////////wAARCAABAAEDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAP/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFAEBAAAAAAAAAAAAAAAAAAAAAP/EABQRAQAAAAAAAAAAAAAAAAAAAAD/2gAMAwEAAhEDEQA/AKAA/9k=',
  'base64',
)
const picture = DOT.buffer.slice(DOT.byteOffset, DOT.byteOffset + DOT.length) as ArrayBuffer

/** Draws nothing that can be seen, and keeps what it was asked for. */
const drawer = () => {
  const asked: string[] = []
  const draw: Draw = async words => {
    asked.push(words)
    return words.split('\n').map(text => ({ text, picture, height: 18 }))
  }
  return { asked, draw }
}

let paper: Paper
beforeAll(async () => {
  const { p1 } = await talkOfTwo()
  paper = paperOf(await exportOf(await p1.disclose(), { scope: 'whole', made: MADE }))
})

/** The same copy with these words said in it, so many times. */
const saying = (words: readonly string[]): Paper => ({
  ...paper,
  chapters: [
    { title: 'One', steps: [{ title: 'Step', lines: [{ kind: 'said', seat: 'p1', text: 'Ana', words: [...words] }] }] },
  ],
})

/** Without what setting it in lines changes; two letters that look the same may be written as one. */
const bare = (text: string): string => text.replaceAll(/\s+/g, '').normalize('NFKC')
const readIn = async (bytes: Uint8Array) => {
  const document = await getDocumentProxy(bytes.slice())
  const { text, totalPages } = await extractText(document, { mergePages: false })
  return { document, totalPages, text: text.map((page, at) => page.replace(`${at + 1} of ${totalPages}`, '')).join('') }
}
/** All that a reader aloud is told, in its order. */
const toldIn = async ({ document }: Awaited<ReturnType<typeof readIn>>) => {
  const told: string[] = []
  for (let page = 1; page <= document.numPages; page++) {
    const tree = await (await document.getPage(page)).getStructTree()
    const visit = (node: { role?: string; children?: unknown[] }) => {
      if (node.role) told.push(node.role)
      for (const child of node.children ?? []) visit(child as typeof node)
    }
    if (tree) visit(tree)
  }
  return told
}

describe('a copy as a PDF', () => {
  it('holds every line of the copy in its order, with its title, its marks for readers aloud and its font', async () => {
    const { draw, asked } = drawer()
    const bytes = await pdfOf(paper, { font, draw, made: MADE })
    const read = await readIn(bytes)
    expect(bare(read.text)).toBe(
      bare(
        blocksOf(paper)
          .map(({ text }) => text)
          .join(''),
      ),
    )
    expect(asked).toEqual([])
    const { info } = await read.document.getMetadata()
    expect(info).toMatchObject({ Title: paper.title, Language: 'en', CreationDate: 'D:20260921141320Z' })
    expect(await toldIn(read)).toEqual(expect.arrayContaining(['Document', 'H1', 'H2', 'H3', 'P', 'BlockQuote']))
    expect(await read.document.getOutline()).toHaveLength(paper.chapters.length)
    expect(await (await read.document.getPage(1)).getAnnotations()).toEqual([])
    expect(await read.document.getJSActions()).toBeNull()
  })

  it('writes whatever its font has letters for: nothing is lost, doubled or put elsewhere', async () => {
    const anyLetter = fc
      .integer({ min: 0x20, max: 0x17f })
      .map(code => String.fromCodePoint(code))
      .filter(letter => canWrite(letters, letter) && !/\p{Cc}|\u00ad/u.test(letter))
    const anyWords = fc.array(
      fc.oneof(fc.string({ unit: anyLetter, minLength: 1, maxLength: 400 }), fc.constant('Ωμέγα Любовь\n\nnoch')),
      {
        minLength: 1,
        maxLength: 4,
      },
    )
    await fc.assert(
      fc.asyncProperty(anyWords, async words => {
        const { draw } = drawer()
        const said = saying(words)
        const { text } = await readIn(await pdfOf(said, { font, draw, made: MADE }))
        expect(bare(text)).toBe(
          bare(
            blocksOf(said)
              .map(block => block.text)
              .join(''),
          ),
        )
      }),
      { numRuns: 40 },
    )
  })

  it('draws what it has no letters for, whole, and says it beside its picture', async () => {
    const words = ['שלום, אני כאן', 'I am here 💛', 'plain', '我在这里\n等你', 'e\u0301']
    const { draw, asked } = drawer()
    const bytes = await pdfOf(saying(words), { font, draw, made: MADE })
    expect(asked).toEqual(words.filter(one => one !== 'plain'))
    const file = Buffer.from(bytes).toString('latin1')
    for (const line of asked.flatMap(one => one.split('\n'))) {
      const utf16 = Buffer.from(`\ufeff${line}`, 'utf16le').swap16().toString('latin1')
      expect(file).toContain(`/ActualText (${utf16.replaceAll(/[\\()]/g, sign => `\\${sign}`)})`)
    }
  })

  it('goes on over pages, numbers them, and leaves no heading alone at the foot of one', async () => {
    const many = Array.from({ length: 120 }, (_, at) => `Line ${at} of what was said, and a little more of it.`)
    const long = {
      ...paper,
      chapters: Array.from({ length: 12 }, (_, at) => ({
        ...saying(many.slice(at)).chapters[0]!,
        title: `Chapter ${at}`,
      })),
    }
    const bytes = await pdfOf(long, { font, draw: drawer().draw, made: MADE })
    const { text: pages } = await extractText(await getDocumentProxy(bytes), { mergePages: false })
    expect(pages.length).toBeGreaterThan(20)
    for (const [at, page] of pages.entries()) {
      expect(page).toContain(`${at + 1} of ${pages.length}`)
      expect(page.replace(`${at + 1} of ${pages.length}`, '').trim()).not.toMatch(/(Chapter \d+|Step|Ana)$/)
    }
  })

  it('gives the page back while it is made, so that a long copy holds nobody up', async () => {
    let [time, turns] = [performance.now(), 0]
    const { port1, port2 } = new MessageChannel()
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => (time += 20))
    port1.addEventListener('message', () => {
      turns += 1
      port2.postMessage('again')
    })
    port1.start()
    port2.postMessage('once')
    const long = saying(Array.from({ length: 80 }, (_, at) => (at % 4 === 0 ? `我在这里 ${at}` : `Line ${at}`)))
    await pdfOf(long, { font, draw: drawer().draw, made: MADE })
    port1.close()
    clock.mockRestore()
    expect(turns).toBeGreaterThan(80)
  })

  it('A9 runs nothing and asks nobody, whatever was said', async () => {
    const bytes = await pdfOf(
      { ...saying(HOSTILE), title: HOSTILE.join(' ') },
      { font, draw: drawer().draw, made: MADE },
    )
    const { document } = await readIn(bytes)
    expect(await document.getJSActions()).toBeNull()
    expect(await document.getAttachments()).toBeNull()
    for (let page = 1; page <= document.numPages; page++)
      expect(await (await document.getPage(page)).getAnnotations()).toEqual([])
    expect(Buffer.from(bytes).toString('latin1')).not.toMatch(/\/(JavaScript|JS|URI|Launch|OpenAction|SubmitForm)\b/)
  })
})

describe('a paragraph set in lines', () => {
  it('is all there, in lines that fit', () => {
    const measure = (line: string) => [...new Intl.Segmenter('en').segment(line)].length
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.integer({ min: 1, max: 40 }), (text, width) => {
        const lines = linesOf(text, width, measure)
        expect(lines.join('')).toBe(text)
        for (const line of lines) expect(measure(line.trimEnd())).toBeLessThanOrEqual(width)
      }),
    )
  })

  it('begins none with a sign that ends a word', () =>
    expect(linesOf('Ich bin da, wirklich. Du?', 11, line => line.length)).toEqual([
      'Ich bin da, ',
      'wirklich. ',
      'Du?',
    ]))
})
