import { readdirSync, readFileSync } from 'node:fs'
import { CONCERNS, STRENGTHS } from '../src/coach/categories.ts'
import type { Role } from '@haven/shared/steps.ts'

/** A draft as its hand wrote and marked it, and as a second reader, who saw neither, heard it. */
export type Row = {
  id: string
  text: string
  role: Role
  step: string
  labels: string[]
  /** Exact words, by concern or safety. */
  spans: Record<string, string[]>
  second?: string[]
  /** Drafts that differ in one word or one place share a group. */
  group?: string
}

/** A row as the net is taught it. */
export type Lesson = {
  id: string
  hand: string
  text: string
  role: Role
  step: string
  /** By WHOLE: 0 to 1, softened where hand and second reader differ. */
  labels: Float32Array
  /** By PARTS: offsets into the text. */
  spans: (readonly [from: number, to: number])[][]
}

/** What is heard for words: the concerns, then safety. */
export const PARTS = [...CONCERNS, 'safety'] as const
/** What is heard for a draft: the same, the strengths, and whether there is any concern. */
export const WHOLE = [...PARTS, ...STRENGTHS, 'any'] as const

/** `hands`: what the net is taught. `unread`: hands no net has read, to see how the shipped one does. */
export const readRows = (folder: 'hands' | 'unread' = 'hands'): Row[] => {
  const root = new URL(`${folder}/`, import.meta.url)
  return readdirSync(root)
    .filter(file => file.endsWith('.jsonl'))
    .sort()
    .flatMap(file => readFileSync(new URL(file, root), 'utf8').trim().split('\n'))
    .map(line => JSON.parse(line) as Row)
}

export const handOf = (id: string): string => id.slice(0, id.lastIndexOf('-'))

export const lessonOf = (row: Row): Lesson => ({
  id: row.id,
  hand: handOf(row.id),
  text: row.text,
  role: row.role,
  step: row.step,
  labels: Float32Array.from(WHOLE, label => trustIn(row, label)),
  spans: PARTS.map(part => spansOf(row, part)),
})

/** The labels of the hand that wrote it, as a whole number each; what figures are measured against. */
export const saidBy = (labels: readonly string[]): boolean[] =>
  WHOLE.map(label => (label === 'any' ? CONCERNS.some(one => labels.includes(one)) : labels.includes(label)))

const trustIn = (row: Row, label: string): number => {
  const at = WHOLE.findIndex(one => one === label)
  const said = saidBy(row.labels)[at]
  if (!row.second || saidBy(row.second)[at] === said) return said ? 1 : 0
  return said ? SOFT.onlyHand : SOFT.onlySecond
}
const SOFT = { onlyHand: 0.8, onlySecond: 0.2 }

const spansOf = ({ text, spans }: Row, part: string) =>
  (spans[part] ?? []).flatMap(words => {
    const from = text.indexOf(words)
    return from < 0 ? [] : [[from, from + words.length] as const]
  })
