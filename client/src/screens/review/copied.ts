import type { CopiedNote, ExportFile } from '../../export/file.ts'
import { toJson } from '../../export/file.ts'
import { toHtml } from '../../export/html.ts'
import { toMarkdown } from '../../export/markdown.ts'
import { type Paper, paperOf } from '../../export/paper.ts'
import { anchoredOf } from '../../parts/kept-form.ts'
import type { Scope } from './look.ts'
import type { Note } from './notes.ts'

export type Form = 'print' | SavedForm
type SavedForm = 'pdf' | 'html' | 'markdown' | 'json'

export const TYPES: Record<SavedForm, string> = {
  pdf: 'application/pdf',
  html: 'text/html;charset=utf-8',
  markdown: 'text/markdown;charset=utf-8',
  json: 'application/json',
}

/** What is written into a file of this form. Rejects where what makes it cannot be had. */
export const contentOf = async (file: ExportFile, form: SavedForm): Promise<BlobPart> => WRITTEN[form](file)

const WRITTEN: Record<SavedForm, (file: ExportFile) => BlobPart | Promise<BlobPart>> = {
  pdf: file => writePdf(paperOf(file), file.made),
  html: toHtml,
  markdown: toMarkdown,
  json: toJson,
}

/** What makes it is large, and loaded when it is asked for. */
export const writePdf = async (paper: Paper, made: number): Promise<BlobPart> =>
  (await import('./to-pdf.ts')).toPdf(paper, made)

/** One’s own notes as they go along; what was kept of the coach’s goes with own words alone, shared ones and marks do not. */
export const copiedOf = (notes: readonly Note[], scope: Scope): CopiedNote[] =>
  notes
    .filter(({ layer }) => layer === 'own' || (layer === 'coach' && scope === 'own'))
    .map(({ layer, anchor, text }) => ({ ...anchoredOf(anchor, text), ...(layer === 'coach' ? { coach: true } : {}) }))
