import { create, type Font } from 'fontkit'
import { type Part, PDFDocument } from 'pdfkit'
import { paper as text } from '../text/export.en.ts'
import { type Block, blocksOf, isSaid } from './blocks.ts'
import { giveBack } from './slices.ts'
import { unmarked } from '../text/plain-name.ts'
import type { Paper } from './paper.ts'

/** A line drawn as a picture, because the font of the file cannot write it. `height` in points. */
export type Drawn = { text: string; picture: ArrayBuffer; height: number }
/** `isSaid`: in the direction of its first letter, and not from left to right as lines of ours are. */
type Setting = { width: number; size: number; color: string; isSaid: boolean }
/** Words set in lines no wider than `width` points, from top to bottom. Rejects where nothing can be drawn here. */
export type Draw = (words: string, setting: Setting) => Promise<Drawn[]>

/** `font`: the bytes of one. `draw`: for what it has no letters for. `made`: seconds since 1970. */
export type Means = { font: Uint8Array; draw: Draw; made: number }

const MARGIN = 64
const LEADING = 0.35

/**
 * The copy as the bytes of a PDF: tagged, with its font in it, asking nobody for anything. What the font has no letters
 * for is drawn, and stands beside its picture as text for those who listen.
 */
export const pdfOf = async (paper: Paper, { font, draw, made }: Means): Promise<Uint8Array<ArrayBuffer>> => {
  const letters = create(font)
  const blocks = blocksOf(paper)
  const doc = new PDFDocument({
    size: 'A4',
    margin: MARGIN,
    font,
    tagged: true,
    lang: 'en',
    pdfVersion: '1.7',
    displayTitle: true,
    bufferPages: true,
    info: {
      Title: blocks.find(({ tag }) => tag === 'H1')!.text,
      Creator: 'Haven',
      CreationDate: new Date(made * 1000),
    },
  })
  const bytes = bytesOf(doc)
  const whole = doc.struct('Document')
  doc.addStructure(whole)
  for (const block of blocks) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other, from top to bottom
    await giveBack()
    begin(doc, block)
    if (canWrite(letters, block.text)) write(doc, whole, block)
    else await place(doc, whole, block, draw)
  }
  whole.end()
  numberPages(doc)
  doc.end()
  return bytes
}

/** Every letter of it; marks that stand over letters are better drawn. */
export const canWrite = (font: Font, words: string): boolean =>
  !/\p{M}/u.test(words) &&
  [...unmarked(words)].every(letter => /[\n\t]/.test(letter) || font.hasGlyphForCodePoint(letter.codePointAt(0)!))

/** Makes room above, or goes to the next page where too little would follow on this one. */
const begin = (doc: PDFDocument, { tag, text: title, size, above, keeps }: Block): void => {
  doc.fontSize(size)
  const needed = above + lineOf(doc, size) * (1 + keeps)
  const isTop = doc.y <= MARGIN
  if (!isTop && doc.y + needed > bottomOf(doc)) doc.addPage()
  else if (!isTop) doc.y += above
  if (tag === 'H2') doc.outline.addItem(title)
}

const write = (doc: PDFDocument, whole: Part, { tag, text: words, size, color, indent }: Block): void => {
  doc.fillColor(color).text(unmarked(words).replaceAll('\t', '    '), MARGIN + indent, doc.y, {
    width: widthOf(doc, indent),
    lineGap: size * LEADING,
    structParent: whole,
    structType: tag,
  })
}

const place = async (doc: PDFDocument, whole: Part, block: Block, draw: Draw) => {
  const { tag, text: words, size, color, indent } = block
  const width = widthOf(doc, indent)
  const part = doc.struct(tag)
  whole.add(part)
  for (const { text: line, picture, height } of await draw(words, { width, size, color, isSaid: isSaid(block) })) {
    if (doc.y + height > bottomOf(doc)) doc.addPage()
    const top = doc.y
    const content = doc.markStructureContent('Span')
    doc.image(picture, MARGIN + indent, top, { width, height }).endMarkedContent()
    part.add(doc.struct('Span', { actual: line }, [content]))
    doc.y = top + height
  }
  part.end()
}

const numberPages = (doc: PDFDocument): void => {
  const { start, count } = doc.bufferedPageRange()
  for (let page = 0; page < count; page++) {
    doc.switchToPage(start + page)
    doc.page.margins.bottom = 0
    doc.markContent('Artifact', { type: 'Pagination' })
    doc
      .fontSize(9)
      .fillColor('#4d4d4d')
      .text(text.page(page + 1, count), MARGIN, doc.page.height - MARGIN / 2 - 9, { lineBreak: false })
    doc.endMarkedContent()
  }
}

const lineOf = (doc: PDFDocument, size: number): number => doc.currentLineHeight(true) + size * LEADING
const widthOf = (doc: PDFDocument, indent: number): number => doc.page.width - 2 * MARGIN - indent
const bottomOf = (doc: PDFDocument): number => doc.page.height - MARGIN

const bytesOf = (doc: PDFDocument): Promise<Uint8Array<ArrayBuffer>> =>
  new Promise(resolve => {
    const chunks: BlobPart[] = []
    doc.on('data', chunk => chunks.push(chunk.slice()))
    doc.on('end', () => void new Blob(chunks).arrayBuffer().then(all => resolve(new Uint8Array(all))))
  })
