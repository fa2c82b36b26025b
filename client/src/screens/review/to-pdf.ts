import fontAt from '@expo-google-fonts/noto-serif/400Regular/NotoSerif_400Regular.ttf?url'
import type { Paper } from '../../export/paper.ts'
import { pdfOf } from '../../export/pdf.ts'
import { drawWith } from './drawing.ts'

/** The copy as a PDF, made in this browser. `made`: seconds since 1970. Rejects where the font cannot be had. */
export const toPdf = async (paper: Paper, made: number): Promise<Uint8Array<ArrayBuffer>> => {
  const answer = await fetch(fontAt, { credentials: 'omit' })
  if (!answer.ok) throw new Error(`the font of a copy: ${answer.status}`)
  const bytes = await answer.arrayBuffer()
  const face = await new FontFace('Copy', bytes).load()
  document.fonts.add(face)
  try {
    return await pdfOf(paper, { font: new Uint8Array(bytes), draw: drawWith(face.family), made })
  } finally {
    document.fonts.delete(face)
  }
}
