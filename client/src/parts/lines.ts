import type { SeatEntry } from '@haven/shared/acts.ts'
import type { Role, Step } from '@haven/shared/steps.ts'
import { STEP_IDS } from '@haven/shared/steps.ts'
import type { Words } from '../session/scene.ts'
import { type Field, fieldsOf } from '../text/prompts.ts'

/** What a person said, a paragraph for each field in the order of its form; labels stand for what was ticked. */
export const linesOf = (entry: Pick<SeatEntry, 'step'>, words: Words | string | undefined): string[] =>
  valuesOf(entry, words).flatMap(paragraphs)

/** As `linesOf`, but each field whole, to the last blank. */
export const valuesOf = ({ step }: Pick<SeatEntry, 'step'>, words: Words | string | undefined): string[] => {
  if (!words) return []
  if (typeof words === 'string') return [words]
  const fields = formOf(step, Object.keys(words))
  const order = fields.map(({ field }) => field)
  const rest = Object.keys(words).filter(name => !order.includes(name))
  return [...order, ...rest].flatMap(name =>
    valueOf(
      words[name],
      fields.find(({ field }) => field === name),
    ),
  )
}

/** The form these words were written in: roles swap in a second round, so the words tell which it was. */
const formOf = (step: string, names: readonly string[]): Field[] => {
  if (!(STEP_IDS as string[]).includes(step)) return []
  const forms = ([undefined, 'injured', 'injuring'] as (Role | undefined)[]).map(role => fieldsOf(step as Step, role))
  return forms.find(form => names.length > 0 && names.every(name => form.some(({ field }) => field === name))) ?? []
}

const valueOf = (value: string | string[] | undefined, field: Field | undefined): string[] => {
  if (value === undefined || value.length === 0) return []
  const label = (one: string) => field?.options?.find(option => option.value === one)?.label ?? one
  if (typeof value === 'string') return [label(value)]
  return [value.map(label).join(' · ')]
}

const paragraphs = (text: string): string[] => text.split(/\n\s*\n/).filter(part => part.trim() !== '')
