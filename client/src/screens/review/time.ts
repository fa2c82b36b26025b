import { time as text } from '../../text/review.en.ts'

const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** From here on a silence is shown as space. */
export const SILENCE = 4 * MINUTE

/** What lies between two things that were said; `undefined` where it is no more than a breath. Seconds since 1970. */
export const gapLine = (before: number, after: number): string | undefined => {
  const seconds = after - before
  if (seconds < SILENCE) return undefined
  const days = daysBetween(before, after)
  if (days === 1 && seconds >= 6 * HOUR) return text.nextDay
  if (seconds >= DAY) return text.daysLater(Math.max(1, days))
  return text.later(lengthOf(seconds))
}

/** "4 minutes", "2 hours", "3 days": rounded as one would say it. Seconds. */
export const lengthOf = (seconds: number): string => {
  if (seconds < MINUTE) return text.underMinute
  if (seconds < 90 * MINUTE) return text.minutes(rounded(Math.round(seconds / MINUTE)))
  return seconds < 2 * DAY ? text.hours(Math.round(seconds / HOUR)) : text.days(Math.round(seconds / DAY))
}

const rounded = (minutes: number): number => (minutes <= 12 ? minutes : Math.round(minutes / 5) * 5)

const daysBetween = (before: number, after: number): number => Math.round((midnight(after) - midnight(before)) / DAY)
const midnight = (at: number): number => new Date(at * 1000).setHours(0, 0, 0, 0) / 1000

/** A silence as space, from 1 to 6 times the least: ten times as long is one and a half more. */
export const spaceOf = (seconds: number): number =>
  seconds < SILENCE ? 0 : Math.min(6, 1 + 1.5 * Math.log10(seconds / SILENCE))

/** How long one reads on a thing before the next comes, in milliseconds: about 17 letters a second, 1 to 20 s. */
export const readingTime = (words: string): number => Math.min(20_000, 1_000 + Math.round(words.length * 58))
