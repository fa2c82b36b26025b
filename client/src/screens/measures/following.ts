import { isBySeat } from '@haven/shared/acts.ts'
import * as z from 'zod/mini'
import type { Room } from '../../parts/room.ts'
import type { Later } from './items.ts'

/**
 * When a talk ended, and the occasions since that were answered or let go. `until`: when the talk itself goes, as far as
 * this device knows. Milliseconds. `begun`: what is being answered on this device.
 */
export type Following = {
  from: number
  until?: number | undefined
  past: readonly Later[]
  begun?: Later | undefined
}

/** Kept with the drafts of this device, and gone with them. */
export const FOLLOWING = 'measures.following'

/** Last first. */
const AFTER_DAYS = [
  ['week12', 84],
  ['week4', 28],
  ['week1', 7],
  ['day1', 1],
] as const satisfies readonly (readonly [Later, number])[]
const DAY_MS = 86_400_000

/** The last occasion whose day has come, unless it was answered or let go; what lies before it has lapsed. */
export const dueOf = ({ from, past }: Following, now: number): Later | undefined => {
  const [last] = AFTER_DAYS.find(([, days]) => now >= from + days * DAY_MS) ?? []
  return last && !past.includes(last) ? last : undefined
}

/** When this talk came to its end; `undefined` where it has none, or never came to the hurt it was about. */
export const endOf = ({ scene, view }: Pick<Room, 'scene' | 'view'>): number | undefined => {
  const acts = scene.told.map(({ entry }) => entry).filter(isBySeat)
  if (view.step !== 'done' || !acts.some(({ step }) => step.startsWith('map.'))) return undefined
  const last = acts.findLast(({ step }) => step !== 'done')
  return last && last.at * 1000
}

const LATER = z.enum(['day1', 'week1', 'week4', 'week12'])
const SHAPE = z.object({
  from: z.number(),
  until: z.optional(z.number()),
  past: z.array(LATER),
  begun: z.optional(LATER),
})

export const readFollowing = (kept: string | undefined): Following | undefined => {
  try {
    return SHAPE.safeParse(JSON.parse(kept ?? '')).data
  } catch {
    return undefined
  }
}
