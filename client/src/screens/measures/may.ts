import { privateOf } from '@haven/shared/channels.ts'
import { hasConsented } from '@haven/shared/replay.ts'
import type { Room } from '../../parts/room.ts'

/** Whether there is a place for own measures: never in a practice (R33), nor where the talk is older than that place. */
export const mayMeasure = ({ scene }: Pick<Room, 'scene'>): boolean =>
  scene.mode !== 'practice' &&
  scene.snapshot !== undefined &&
  hasConsented(scene.snapshot) &&
  scene.threads[privateOf(scene.seat)] !== undefined
