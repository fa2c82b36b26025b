import { useMemo } from 'react'
import type { Margin } from './margin.tsx'
import { marksOf } from './marks.ts'
import type { Anchor } from '../../parts/kept-form.ts'
import { isSilence, notesOf } from './notes.ts'
import type { Look } from './look.ts'
import type { Reader } from './reader.ts'
import type { Row } from './rows.ts'
import type { Found } from './use-found.ts'
import type { Writing } from './use-note.ts'
import type { usePlace } from './use-place.ts'

export type ReadingProps = {
  reader: Reader
  look: Look
  rows: readonly Row[]
  place: ReturnType<typeof usePlace>
  writing: Writing
  found: Found
  onReplay(seq: number): void
}

/** Notes beside their words, and what is marked in the words themselves. */
export const useMargin = ({ reader, look, writing, place, found: { shown, hits, hit }, onReplay }: ReadingProps) => {
  const { scene } = reader
  const notes = useMemo(() => notesOf(scene), [scene])
  const marks = useMemo(() => marksOf(shown, notes, { hits, hit }), [shown, notes, hits, hit])
  const begun = writing.draft?.anchor.seq
  const noted = useMemo(
    () => new Set([...notes.map(({ anchor }) => anchor.seq), ...(begun === undefined ? [] : [begun])]),
    [notes, begun],
  )
  const margin: Margin = {
    reader,
    notes,
    writing,
    noted,
    onNote: (anchor: Anchor) => {
      writing.begin(anchorIn(shown, anchor))
      place.choose(anchor.seq)
    },
    onReplay: look.scope === 'whole' ? onReplay : undefined,
  }
  return { margin, marks }
}

/** A quiet line is put together by this page, so a note to a part of it is one to all of it. */
const anchorIn = (rows: readonly Row[], anchor: Anchor): Anchor => {
  const row = rows.find(({ seq }) => seq === anchor.seq)
  return row?.form === 'line' && !isSilence(anchor) ? { seq: anchor.seq } : anchor
}
