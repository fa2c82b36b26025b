import type { Room } from '../../parts/room.ts'
import type { Words } from '../../session/scene.ts'

/** Lays words into the draft of a form, as the composer keeps it: a field each, lists as JSON. */
export const layInto = async (room: Room, key: string, words: Words): Promise<void> => {
  const { draft } = room.session
  await Promise.all(
    Object.entries(words).map(async ([field, value]) =>
      draft.write(`${key}:${field}`, typeof value === 'string' ? value : JSON.stringify(value)),
    ),
  )
}
