import { LIMITS } from '@haven/shared/wire.ts'
import * as z from 'zod/mini'
import { utf8 } from '../seal/keys.ts'
import type { SideWords } from './scene.ts'

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
/** `coach` asks a partner to turn their coach on or off, `ask` asks a player of a practice to answer so. */
const GUIDED = z.strictObject({
  text: line,
  to: z.optional(z.enum(['p1', 'p2'])),
  coach: z.optional(z.enum(['on', 'off'])),
  ask: z.optional(z.literal('partly')),
})
const WHISPERED = z.strictObject({ text: line, link: line })
/** The process note of section 9. `seqs`: the entries of the room it is about, as digits. */
const NOTED = z.strictObject({
  saw: line,
  window: line,
  rows: list,
  seqs: list,
  landed: line,
  mine: line,
  pull: line,
  risk: line,
  next: line,
  /** What the therapist finds of their own part, item by item, kept as `4 partly`. */
  check: list,
})
/** `seq`: the room's entry it marks. */
const BOOKMARKED = z.strictObject({ kind: z.string(), seq: z.number(), line })
const KEPT = z.strictObject({
  item: z.string(),
  value: z.union([z.string(), z.number(), z.array(z.string())]),
  at: z.optional(z.union([z.string(), z.number()])),
})

/** A note beside some of the shown words of an entry of the room. */
const REMARKED = z.strictObject({
  seq: z.number(),
  from: z.optional(z.number()),
  to: z.optional(z.number()),
  text: line,
})

/** Forms that are the same wherever their act is done. */
const ANYWHERE = new Map<string, z.ZodMiniType<object>>([
  ['parked', PARKED],
  ['guided', GUIDED],
  ['remarked', REMARKED],
  ['whispered', WHISPERED],
  ['noted', NOTED],
  ['bookmarked', BOOKMARKED],
  ['kept', KEPT],
])

/** What an opened box says. An unknown shape is shown as the plain text it is; an empty box says nothing. */
export const readWords = (type: string, step: string, plain: string | undefined): SideWords | string | undefined => {
  if (!plain) return undefined
  const form = (ANYWHERE.get(type) ?? FORMS[`${type} ${step}`])?.safeParse(parse(plain))
  return form?.success ? (form.data as SideWords) : plain
}

/** UTF-8 bytes of the sealed JSON; the composer keeps it within LIMITS.words. */
export const sizeOf = (words: SideWords): number => utf8(JSON.stringify(words)).length

/** The text that is sealed. RangeError above LIMITS.words. */
export const writeWords = (words: SideWords | undefined): string => {
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
