import { stepOf } from '@haven/shared/replay.ts'
import type { Scene } from './scene.ts'

const DAY = 86_400
/** A talk that is kept until it is closed can be read for so long after its end. */
const LEFT_OPEN = 2 * DAY

/** When the talk goes if nothing more happens in it, in seconds since 1970; `undefined` while it is kept until it is closed. */
export const keptUntil = ({ told, snapshot }: Pick<Scene, 'told' | 'snapshot'>): number | undefined => {
  const last = told.at(-1)?.entry.at
  if (last === undefined || !snapshot) return undefined
  const { keepDays } = snapshot.context
  if (keepDays > 0) return last + keepDays * DAY
  return stepOf(snapshot) === 'done' ? last + LEFT_OPEN : undefined
}
