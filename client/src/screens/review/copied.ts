import type { CopiedNote, ExportFile } from '../../export/file.ts'
import { toJson } from '../../export/file.ts'
import { toHtml } from '../../export/html.ts'
import { toMarkdown } from '../../export/markdown.ts'
import { anchoredOf } from '../../parts/kept-form.ts'
import type { Scope } from './look.ts'
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

/** One’s own notes as they go along; what was kept of the coach’s goes with own words alone, shared ones and marks do not. */
export const copiedOf = (notes: readonly Note[], scope: Scope): CopiedNote[] =>
  notes
    .filter(({ layer }) => layer === 'own' || (layer === 'coach' && scope === 'own'))
    .map(({ layer, anchor, text }) => ({ ...anchoredOf(anchor, text), ...(layer === 'coach' ? { coach: true } : {}) }))
