import type { Opened } from '@haven/shared/acts.ts'
import { consenting, couple } from '@haven/shared/testing/room.ts'
import { type Done, TOLD } from './told.en.ts'

export const SUPERVISED: Opened = { ...couple, mode: 'supervised', therapist: true }
export const PRACTICE: Opened = { ...SUPERVISED, mode: 'practice' }

/** The same talk with Mara in the third seat: she agrees last, and does nothing more. */
export const seated = (done: readonly Done[] = TOLD): Done[] => {
  const last = done.findLastIndex(([, act]) => isConsent(act))
  return done.flatMap((one, index) => {
    const [by, act, words] = one
    const now: Done = isConsent(act) ? [by, consenting, words ?? {}] : one
    return index === last ? [now, ['therapist', consenting, { name: 'Mara' }]] : [now]
  })
}

const isConsent = (act: Done[1]) => act.type === 'agreed' && act.wording !== undefined
