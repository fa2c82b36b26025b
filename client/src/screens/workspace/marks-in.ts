import type { Scene } from '../../session/scene.ts'
import { labelOf } from './bookmark-kinds.ts'

export type Mark = { seq: number; kind: string; at: number; line?: string }

/** The therapist’s own marks, oldest first. One of an unknown shape is none. */
export const bookmarksIn = ({ threads }: Scene): Mark[] =>
  (threads.notes ?? []).flatMap(({ entry, words }) => {
    if (entry.act.type !== 'bookmarked' || typeof words !== 'object') return []
    const { kind, seq, line } = words
    if (typeof kind !== 'string' || typeof seq !== 'number') return []
    return [{ seq, kind, at: entry.at, ...(typeof line === 'string' ? { line } : {}) }]
  })

/** What each entry of the room is marked as. */
export const marksIn = (scene: Scene, labels: Record<string, string>): Map<number, string> => {
  const marks = new Map<number, string>()
  for (const { seq, kind } of bookmarksIn(scene)) {
    const label = labelOf(kind, labels)
    const before = marks.get(seq)
    marks.set(seq, before ? `${before} · ${label}` : label)
  }
  return marks
}
