import { createInterface } from 'node:readline'
import * as z from 'zod/mini'
import { CONCERNS, STRENGTHS } from '../src/coach/categories.ts'
import { type Listening, type Note, notice } from '../src/coach/notice.ts'
import { shippedEar } from './shipped.ts'

/** One draft a line; other fields are let through unread. */
const Asked = z.object({
  id: z.union([z.string(), z.number()]),
  text: z.string(),
  role: z.optional(z.nullable(z.enum(['injured', 'injuring']))),
  step: z.optional(z.nullable(z.string())),
  language: z.optional(z.nullable(z.string())),
})

const among =
  (categories: readonly string[]) =>
  ({ category }: Note): boolean =>
    categories.includes(category)

const ear = shippedEar()

const answer = (asked: z.infer<typeof Asked>) => {
  const { role, step, language } = asked
  const listening: Listening = {
    ...(role ? { role } : {}),
    ...(step ? { step } : {}),
    ...(language ? { language } : {}),
  }
  const notes = notice(asked.text, listening, ear)
  return {
    id: asked.id,
    concerns: notes.filter(among(CONCERNS)),
    strengths: notes.filter(among(STRENGTHS)),
    safety: notes.filter(among(['safety'])),
  }
}

/** A line that cannot be read is named and left out; the others are answered, in order, and the exit code is 1. */
const main = async (): Promise<void> => {
  let at = 0
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    at += 1
    if (line.trim() === '') continue
    try {
      process.stdout.write(`${JSON.stringify(answer(Asked.parse(JSON.parse(line))))}\n`)
    } catch (error) {
      process.stderr.write(`line ${at}: ${whyOf(error)}\n`)
      process.exitCode = 1
    }
  }
}

const whyOf = (error: unknown): string => {
  if (error instanceof SyntaxError) return `no JSON (${error.message})`
  if (error instanceof z.core.$ZodError)
    return error.issues.map(({ path, message }) => `${path.join('.') || 'line'}: ${message}`).join('; ')
  return String(error)
}

await main()
