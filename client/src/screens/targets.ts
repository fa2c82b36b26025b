import { type Target, TARGETS } from '@haven/shared/steps.ts'
import type { Room } from '../parts/room.ts'

/** Where this seat may propose to go. */
export const targetsOf = ({ view }: Room): Target[] =>
  TARGETS.filter(target => view.presses.get('askedBack')?.includes(target))
