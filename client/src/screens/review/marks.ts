import type { Mark } from './marked.tsx'
import { type Note, rangeOf } from './notes.ts'
import type { Row } from './rows.ts'
import type { Hit } from './search.ts'

/** What is to be seen in the words of each entry; entries without any are left out. */
export const marksOf = (
  rows: readonly Row[],
  notes: readonly Note[],
  { hits, hit: now }: { hits: readonly Hit[]; hit: Hit | undefined },
): ReadonlyMap<number, readonly Mark[]> => {
  const marks = new Map<number, Mark[]>()
  const add = (seq: number, mark: Mark) => marks.set(seq, [...(marks.get(seq) ?? []), mark])
  const texts = new Map(notes.length > 0 ? rows.map(({ seq, text }) => [seq, text]) : [])
  for (const { anchor, layer } of notes) {
    const range = rangeOf(anchor, texts.get(anchor.seq) ?? '')
    if (range) add(anchor.seq, { ...range, kind: layer === 'shared' ? 'shared' : 'own' })
  }
  for (const hit of hits) add(hit.seq, { from: hit.from, to: hit.to, kind: hit === now ? 'now' : 'hit' })
  return marks
}
