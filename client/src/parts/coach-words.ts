import type { Role } from '@haven/shared/steps.ts'
import { coach, concerns, strengths } from '../text/coach.en.ts'
import type { Said } from './coach-choice.ts'

/** The one line of what is said, strengths first; empty where there is nothing. */
export const lineOf = ({ safety, strength, concern }: Said, role: Role | undefined): string => {
  if (safety) return oneOf(coach.safety, safety.seed)
  const opens = strength && oneOf(strengths[strength.category], strength.seed)
  const asks = concern && oneOf(wayOf(concern.category, role).heard, concern.seed)
  return [opens, asks].filter(Boolean).join(' ')
}

export const questionOf = ({ category, seed }: NonNullable<Said['concern']>, role: Role | undefined): string =>
  oneOf(wayOf(category, role).ask, seed)

/** Words as they are quoted: the beginning of a long sentence is enough to know it by. */
export const quoteOf = (words: string): string => {
  const plain = words.trim().replaceAll(/\s+/g, ' ')
  return plain.length <= LONGEST ? plain : `${plain.slice(0, LONGEST).replace(/\s\S*$/, '')} …`
}
const LONGEST = 90

const wayOf = (category: keyof typeof concerns, role: Role | undefined) =>
  (role && concerns[category][role]) ?? concerns[category].both

/** The same words are always met in the same way. */
const oneOf = (ways: readonly string[], seed: string): string => {
  let sum = 0
  for (const letter of seed) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 65_521
  return ways[sum % ways.length] ?? ''
}
