import type { SeatEntry } from '@haven/shared/acts.ts'
import { lineOf, replacedOf } from '../parts/line.ts'
import { nameOf } from '../parts/names.ts'
import type { Room } from '../parts/room.ts'

/** An act as a partner reads it. */
export const factOf = (room: Room, entry: SeatEntry): string | undefined => lineOf(tellingOf(room), entry)

const tellingOf = (room: Room) => ({
  name: (seat: SeatEntry['by']) => nameOf(room, seat),
  words: room.words,
  keepDays: room.scene.snapshot?.context.keepDays ?? 0,
  isPractice: room.scene.mode === 'practice',
  replaced: replacedOf(room.scene),
})
