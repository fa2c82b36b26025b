import { labelOf } from '../workspace/bookmark-kinds.ts'
import type { DeskRoom } from '../workspace/room/desk-room.ts'
import { factIn } from '../workspace/room/facts.ts'
import type { Reader } from './reader.ts'

/** The therapist who looks back, with their own names for marks. `undefined` while nothing stands verified. */
export const deskReaderOf = (room: DeskRoom, labels: Record<string, string>): Reader | undefined => {
  const { session, scene } = room
  const { snapshot } = scene
  if (!snapshot) return undefined
  return {
    session,
    scene: { ...scene, snapshot },
    seat: 'therapist',
    fill: { partner: room.name('p1'), therapist: room.name('therapist') },
    name: room.name,
    mark: kind => labelOf(kind, labels),
    fact: entry => factIn(room, entry),
    press: (act, words) => session.act(act, words),
  }
}
