import type { CopiedNote, ExportFile } from '../../export/file.ts'
import { toJson } from '../../export/file.ts'
import { toHtml } from '../../export/html.ts'
import { toMarkdown } from '../../export/markdown.ts'
import type { Note } from './notes.ts'

export type Form = 'print' | SavedForm
export type SavedForm = 'html' | 'markdown' | 'json'

export const TYPES: Record<SavedForm, string> = {
  html: 'text/html;charset=utf-8',
  markdown: 'text/markdown;charset=utf-8',
  json: 'application/json',
}

/** A copy as the text of a file. */
export const textOf = (file: ExportFile, form: SavedForm): string => WRITTEN[form](file)

const WRITTEN: Record<SavedForm, (file: ExportFile) => string> = { html: toHtml, markdown: toMarkdown, json: toJson }

/** One’s own notes as they go along; the coach’s, shared ones and marks do not. */
export const copiedOf = (notes: readonly Note[]): CopiedNote[] =>
  notes.flatMap(({ layer, anchor: { seq, from, to }, text }) =>
    layer === 'own' ? [{ seq, ...(from === undefined || to === undefined ? {} : { from, to }), text }] : [],
  )
