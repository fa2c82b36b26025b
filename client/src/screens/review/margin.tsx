import { notes as text } from '../../text/review.en.ts'
import { NoteForm } from './note-form.tsx'
import { NotesBeside } from './notes-beside.tsx'
import type { Anchor } from '../../parts/kept-form.ts'
import type { Note } from './notes.ts'
import type { Reader } from './reader.ts'
import type { Row } from './rows.ts'
import { Tools } from './tools.tsx'
import type { Writing } from './use-note.ts'

/** What the margin of the whole talk is made of. */
export type Margin = {
  readonly reader: Reader
  readonly notes: readonly Note[]
  readonly writing: Writing
  /** The seqs with something in their margin. */
  readonly noted: ReadonlySet<number>
  onNote(anchor: Anchor): void
  /** Nothing where the whole talk is not open. */
  onReplay: ((seq: number) => void) | undefined
}

type Props = { margin: Margin; row: Row; isHere: boolean }

/** What stands in the margin of an entry: notes to it and to the silence after it, and what can be done. */
export const Beside = ({ margin: { reader, notes, writing, onNote, onReplay }, row, isHere }: Props) => {
  const isWriting = writing.draft?.anchor.seq === row.seq
  return (
    <>
      <NotesBeside
        reader={reader}
        notes={notes.filter(({ anchor }) => anchor.seq === row.seq)}
        row={row}
        isHere={isHere}
      />
      {isWriting && <NoteForm reader={reader} writing={writing} row={row} />}
      {isHere && !isWriting && (
        <Tools
          reader={reader}
          row={row}
          onNote={() => onNote({ seq: row.seq })}
          onReplay={onReplay && (() => onReplay(row.seq))}
        />
      )}
    </>
  )
}

type ApartProps = { reader: Reader; notes: readonly Note[]; rows: readonly Row[] }

/** Own notes to what this page does not show: they are not lost with it. */
export const NotesApart = ({ reader, notes, rows }: ApartProps) => {
  const shown = new Set(rows.map(({ seq }) => seq))
  const apart = notes.filter(({ anchor, by }) => by === reader.seat && !shown.has(anchor.seq))
  if (apart.length === 0) return null
  return (
    <section className="apart" aria-label={text.apart}>
      <h2>{text.apart}</h2>
      <NotesBeside reader={reader} notes={apart} row={undefined} isHere />
    </section>
  )
}
