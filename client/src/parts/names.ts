import type { SeatEntry } from '@haven/shared/acts.ts'
import { fill } from '../text/prompts.ts'
import { parts as text } from '../text/talk.en.ts'
import { plainName } from '../text/plain-name.ts'
import type { Room } from './room.ts'

/** How a seat is called on this screen. */
export const nameOf = ({ scene, partner, fill: known }: Room, seat: SeatEntry['by']): string => {
  if (seat === scene.seat) return plainName(scene.names.own) || text.you
  return seat === 'therapist' ? fill('{therapist}', known) : partner
}
