import { type Step, STEP_IDS } from '@haven/shared/steps.ts'
import { linesOf } from '../../parts/lines.ts'
import type { Scene, SideWords } from '../../session/scene.ts'

/** Own words that lie on this device alone. `going`: sealed and not stored; `back`: refused; `draft`: never sent. */
export type Unsent = { readonly kind: 'going' | 'back' | 'draft'; readonly lines: readonly string[] }

type Held = Pick<Scene, 'pending' | 'sidePending' | 'returned' | 'sideReturned'>

/** All of them, whatever they were for, in the order they were made as far as that is known. */
export const unsentIn = (
  { pending, sidePending, returned, sideReturned }: Held,
  drafts: Readonly<Record<string, string>>,
): Unsent[] => {
  const going = [...pending.map(saidIn), ...sidePending.map(({ words }) => besideIn(words))]
  const back = [...(returned ? [saidIn(returned)] : []), ...Object.values(sideReturned).map(one => besideIn(one.words))]
  return [
    ...going.map(lines => ({ kind: 'going' as const, lines })),
    ...back.map(lines => ({ kind: 'back' as const, lines })),
    ...draftsIn(drafts).map(lines => ({ kind: 'draft' as const, lines })),
  ].filter(({ lines }) => lines.length > 0)
}

const saidIn = ({ step, words }: Scene['pending'][number]): string[] => linesOf({ step }, words)

/** Fields that only a device reads. */
const UNSAID: ReadonlySet<string> = new Set([
  'to',
  'kind',
  'seq',
  'seqs',
  'item',
  'ask',
  'coach',
  'rows',
  'check',
  'when',
  'of',
])

const besideIn = (words: SideWords | undefined): string[] =>
  Object.entries(words ?? {}).flatMap(([field, value]) => {
    if (UNSAID.has(field) || typeof value === 'number') return []
    return field === 'value' ? keptIn(String(value)) : [value].flat().filter(one => one.trim() !== '')
  })

/** What was kept for oneself: a note, or an answer in words. */
const keptIn = (value: string): string[] => {
  const form = parsed(value)
  if (typeof form !== 'object' || form === null) return []
  return ['text', 'answer'].flatMap(field => {
    const said = (form as Record<string, unknown>)[field]
    return typeof said === 'string' && said.trim() !== '' ? [said] : []
  })
}

/** Forms lie field by field under the step they are for, a note and a choice under a name of their own. */
const draftsIn = (drafts: Readonly<Record<string, string>>): string[][] => {
  const forms = new Map<string, Record<string, string | string[]>>()
  for (const [key, value] of Object.entries(drafts)) {
    const [, of, field] = /^(.+):([^:]+)$/.exec(key) ?? []
    if (of && field && !UNSAID.has(field)) forms.set(of, { ...forms.get(of), [field]: valueOf(value) })
  }
  const notes = keptIn(drafts['review.note'] ?? '')
  return [...[...forms].map(([of, words]) => formLines(of, words)), notes]
}

const formLines = (of: string, words: Record<string, string | string[]>): string[] =>
  (STEP_IDS as string[]).includes(of) ? linesOf({ step: of as Step }, words) : Object.values(words).flat()

const valueOf = (value: string): string | string[] => {
  const list = value.startsWith('[') ? parsed(value) : undefined
  return Array.isArray(list) ? list.map(String) : value
}

const parsed = (value: string): unknown => {
  try {
    return JSON.parse(value)
  } catch {
    return undefined
  }
}
