/** What is used of pdfkit and of the reader of its fonts. */
declare module 'pdfkit' {
  export type Part = { add(child: Part | Marked): Part; end(): void }
  type Marked = { readonly refs: readonly unknown[] }
  type Wording = { width?: number; lineGap?: number; lineBreak?: boolean; structParent?: Part; structType?: string }
  type Outline = { addItem(title: string): Outline }
  type Setting = {
    size: 'A4'
    margin: number
    font: Uint8Array | Font
    tagged: boolean
    lang: string
    pdfVersion: '1.7'
    displayTitle: boolean
    bufferPages: boolean
    info: Record<string, string | Date>
  }
  /** Lengths in points from the upper left corner. */
  export class PDFDocument {
    constructor(setting: Setting)
    readonly outline: Outline
    readonly page: { width: number; height: number; margins: { bottom: number } }
    y: number
    on(event: 'data', listener: (chunk: Uint8Array) => void): this
    on(event: 'end', listener: () => void): this
    fontSize(points: number): this
    fillColor(color: string): this
    currentLineHeight(withGap: boolean): number
    text(text: string, x: number, y: number, options: Wording): this
    image(picture: ArrayBuffer, x: number, y: number, options: { width: number; height: number }): this
    moveTo(x: number, y: number): this
    lineTo(x: number, y: number): this
    lineWidth(points: number): this
    stroke(color: string): this
    struct(type: string, options?: { actual?: string }, children?: Marked[]): Part
    addStructure(part: Part): this
    markStructureContent(type: string): Marked
    markContent(type: 'Artifact', options: { type: 'Layout' | 'Pagination' }): this
    endMarkedContent(): this
    addPage(): this
    bufferedPageRange(): { start: number; count: number }
    switchToPage(at: number): unknown
    end(): void
  }
  import type { Font } from 'fontkit'
}

declare module 'fontkit' {
  export type Font = { hasGlyphForCodePoint(letter: number): boolean }
  /** Throws where these are no bytes of a font. */
  export const create: (bytes: Uint8Array) => Font
}
