import { LIMITS } from '@haven/shared/wire.ts'
import * as z from 'zod/mini'
import { utf8 } from '../seal/keys.ts'
import type { Words } from './scene.ts'

const line = z.optional(z.string())
const list = z.optional(z.array(z.string()))
const text = z.strictObject({ text: line })
const missing = z.strictObject({ missing: line })

/** The box forms of `conversation.md` section 2, by act and step. Every field is optional: no form can stop Send. */
const FORMS: Record<string, z.ZodMiniType<object>> = {
  'agreed arrive.consent': z.strictObject({ name: line }),
  'spoke map.name': z.strictObject({ title: line, kinds: list, meaning: line }),
  'spoke map.cycle': z.strictObject({ pattern: line, moves: list, under: line, notice: line }),
  'spoke hear.voice': text,
  'spoke hear.reflect': text,
  'spoke hear.reflect2': text,
  'spoke own.context': text,
  'spoke reach.land': text,
  'spoke weave.story': text,
  'spoke close.thanks': text,
  'spoke hear.deepen': z.strictObject({ cue: line, body: line, feeling: line, meaning: line, urge: line, text: line }),
  'spoke own.say': z.strictObject({ did: line, effect: line, feel: line, will: line }),
  'spoke reach.ask': z.strictObject({ fear: line, wish: line }),
  'spoke reach.answer': z.strictObject({ warmth: line, now: line, part: line }),
  'spoke weave.care': z.union([
    z.strictObject({ cues: list, signal: line }),
    z.strictObject({ firstMinute: line, act: line, when: line }),
  ]),
  'answered hear.check': missing,
  'answered hear.check2': missing,
  'answered own.landed': missing,
  'answered reach.receive': missing,
}
const PARKED = z.strictObject({ title: line })
const GUIDED = z.strictObject({ text: line, to: z.optional(z.enum(['p1', 'p2'])) })

const formOf = (type: string, step: string) =>
  type === 'parked' ? PARKED : type === 'guided' ? GUIDED : FORMS[`${type} ${step}`]

/** What an opened box says. An unknown shape is shown as the plain text it is; an empty box says nothing. */
export const readWords = (type: string, step: string, plain: string | undefined): Words | string | undefined => {
  if (!plain) return undefined
  const form = formOf(type, step)?.safeParse(parse(plain))
  return form?.success ? (form.data as Words) : plain
}

/** UTF-8 bytes of the sealed JSON; the composer keeps it within LIMITS.words. */
export const sizeOf = (words: Words): number => utf8(JSON.stringify(words)).length

/** The text that is sealed. RangeError above LIMITS.words. */
export const writeWords = (words: Words | undefined): string => {
  if (!words || Object.keys(words).length === 0) return ''
  if (sizeOf(words) > LIMITS.words) throw new RangeError('too long to seal')
  return JSON.stringify(words)
}

const parse = (plain: string): unknown => {
  try {
    return JSON.parse(plain)
  } catch {
    return undefined
  }
}
