import type { Place, Role } from '@haven/shared/steps.ts'
import table from './prompts.en.json' with { type: 'json' }

export type Setting = 'apart' | 'together'
export type Option = { value: string; label: string }
export type Field = {
  field: string
  ask: string
  hint?: string
  starters?: string[]
  options?: Option[]
  many?: boolean
  optional?: boolean
}
export type Choice = Option & { sends?: string }
type Variant = string | { setting: Setting; text: string }
type Addressed = Role | 'both'
type StepWords = {
  title: string
  why: string
  private?: boolean
  prompts: Partial<Record<Addressed, Variant[]>>
  fields?: Partial<Record<Addressed, Field[]>>
  choices?: Choice[]
}

const STEPS = table.steps as Record<string, StepWords>
const BUTTONS = table.buttons as Record<string, string | Record<string, string>>

/** Names and numbers that only this device knows, for the braces in a text. */
export type Fill = Partial<Record<'partner' | 'therapist' | 'until' | 'region' | 'emergency' | 'target', string>>

/** The words of a step. Throws on a place without words, which a test rules out. */
const wordsOf = (place: Place): StepWords => {
  const words = STEPS[place]
  if (!words) throw new RangeError(`no words for ${place}`)
  return words
}

export const titleOf = (place: Place): string => wordsOf(place).title
export const whyOf = (place: Place): string => wordsOf(place).why

/** Every way to ask the same thing, the default first; the role's own, else what both are told. */
export const promptsOf = (place: Place, role: Role | undefined, setting: Setting): string[] =>
  pick(wordsOf(place).prompts, role, [])
    .filter(variant => typeof variant === 'string' || variant.setting === setting)
    .map(variant => (typeof variant === 'string' ? variant : variant.text))

/** The form of a step for a role, in its order; empty where the role has none. */
export const fieldsOf = (place: Place, role: Role | undefined): Field[] => pick(wordsOf(place).fields ?? {}, role, [])

export const choicesOf = (place: Place): Choice[] => wordsOf(place).choices ?? []

/** The label of an act without a choice, or of any other named button. */
export const buttonOf = (name: string, place?: Place): string => {
  const label = BUTTONS[name]
  if (label === undefined || typeof label === 'string') return label ?? name
  return (place && label[place]) ?? label['default'] ?? name
}

/** Puts what is known into the braces; what is not known yet is called by what it is. */
export const fill = (text: string, known: Fill = {}): string =>
  text.replaceAll(/([.?!] )?\{(\w+)\}/g, (all, end: string | undefined, name: keyof Fill, at: number) => {
    const found = known[name] || UNKNOWN[name] || ''
    const isFirst = end !== undefined || (at === 0 && text.length > all.length)
    return (end ?? '') + (isFirst ? found.charAt(0).toUpperCase() + found.slice(1) : found)
  })

const UNKNOWN: Fill = { partner: 'your partner', therapist: 'your therapist' }

const pick = <Value>(addressed: Partial<Record<Addressed, Value[]>>, role: Role | undefined, none: Value[]): Value[] =>
  (role && addressed[role]) ?? addressed.both ?? none

export const { targets, gates, consent, check, waiting, endings, calm } = table

/** The server counts from the last entry, so no date can be promised; the same words on both devices. */
export const untilOf = (keepDays: number): string =>
  keepDays === 0 ? consent.untilClosed : consent.untilDays.replace('{days}', String(keepDays))
