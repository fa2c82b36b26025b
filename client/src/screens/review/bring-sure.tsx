import { useMemo } from 'react'
import type { CopiedNote } from '../../export/file.ts'
import { Button } from '../../parts/button.tsx'
import { Scrolled } from '../../parts/scrolled.tsx'
import { bring as text } from '../../text/along.en.ts'
import { titleOf } from '../../text/prompts.ts'
import { placeName } from './headings.tsx'
import { lookOf } from './look.ts'
import { type Note, rangeOf } from './notes.ts'
import { NotesBeside, Quoted } from './notes-beside.tsx'
import type { Reader } from './reader.ts'
import { type Row, rowsOf } from './rows.ts'

type Props = { reader: Reader; notes: readonly CopiedNote[]; onYes(): void; onNo(): void }

/** What would come back, as it would stand here, before anything of it is kept: anybody can write notes into a copy. */
export const BringSure = ({ reader, notes, onYes, onNo }: Props) => {
  const rows = useMemo(() => new Map(rowsOf(reader, lookOf(reader.scene)).map(row => [row.seq, row])), [reader])
  return (
    <div className="stack sure" role="group" aria-label={text.sure(notes.length)}>
      <p>{text.sure(notes.length)}</p>
      <p className="small">{text.sureText}</p>
      <Scrolled className="shown-notes" label={text.list}>
        {notes.map((copied, index) => {
          const row = rows.get(copied.seq)
          const note = noteOf(reader, copied, index)
          return (
            <div key={note.id} className="stack">
              {row && <p className="small soft">{whereOf(row)}</p>}
              {row && isToAll(row, note) && <Quoted words={row.text} />}
              <NotesBeside reader={reader} notes={[note]} row={row} isHere={false} />
            </div>
          )
        })}
      </Scrolled>
      <div className="equal pair">
        <Button onPress={onYes}>{text.sureYes}</Button>
        <Button onPress={onNo}>{text.sureNo}</Button>
      </div>
    </div>
  )
}

const whereOf = ({ place, step }: Row): string =>
  place === 'between' || place === 'done' ? placeName(place) : titleOf(step)

/** To all that was said at once, or to the silence after it: which words those are has to be said too. */
const isToAll = ({ form, state, text: words }: Row, { anchor }: Note): boolean =>
  form === 'letter' && state !== 'erased' && words !== '' && !rangeOf(anchor, words)

const noteOf = ({ seat }: Reader, { text: words, coach, ...anchor }: CopiedNote, index: number): Note => ({
  id: `copied${index}`,
  seq: anchor.seq,
  anchor,
  text: words,
  layer: coach ? 'coach' : 'own',
  by: seat,
})
