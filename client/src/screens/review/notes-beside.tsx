import { notes as text } from '../../text/review.en.ts'
import { voiceOf } from '../../parts/voice.ts'
import { isSilence, type Note, rangeOf } from './notes.ts'
import { type Reader, toldAt } from './reader.ts'
import type { Row } from './rows.ts'
import { Sure } from '../../parts/sure.tsx'
import { useGoing } from './use-going.ts'
import { eraseNote, goOnAt } from './use-note.ts'

type Props = {
  reader: Reader
  notes: readonly Note[]
  /** Nothing where what they speak of is not shown. */
  row: Row | undefined
  /** What they are beside is chosen, so that own ones can be erased. */
  isHere: boolean
}

/** Notes in the margin of what they speak of; a list beneath it where the page is narrow. */
export const NotesBeside = ({ notes, ...props }: Props) =>
  notes.map(note => <One key={note.id} note={note} {...props} />)

const One = ({ reader, note, row, isHere }: Omit<Props, 'notes'> & { note: Note }) => {
  const { state, go } = useGoing(reader.session)
  const isOwn = note.by === reader.seat
  return (
    <div
      role="note"
      className="note"
      data-layer={note.layer}
      data-voice={voiceOf(note.by)}
      aria-label={labelOf(reader, note)}
    >
      <p className="small soft">{labelOf(reader, note)}</p>
      <About reader={reader} note={note} row={row} isOwn={isOwn} />
      {note.text && (
        <p className="said-line" dir="auto">
          {note.text}
        </p>
      )}
      {state === 'failed' && (
        <p className="small" role="status">
          {text.failed}
        </p>
      )}
      {isOwn && isHere && (
        <Sure
          open={text.erase}
          title={text.eraseSure}
          yes={text.eraseYes}
          no={text.eraseNo}
          onYes={() => void go(() => eraseNote(reader, note)).then(isGone => isGone && goOnAt(note.anchor.seq))}
        />
      )}
    </div>
  )
}

type AboutProps = Omit<Props, 'notes' | 'isHere'> & { note: Note; isOwn: boolean }

/** The words it was written to, or that they are gone. */
const About = ({ reader, note: { anchor }, row, isOwn }: AboutProps) => {
  if (row && isSilence(anchor)) return <p className="small soft">{text.onSilence}</p>
  if (toldAt(reader, anchor.seq)?.state === 'erased')
    return <p className="small">{isOwn ? text.withdrawn : text.theirsWithdrawn}</p>
  const range = row && rangeOf(anchor, row.text)
  return range ? <Quoted words={row.text.slice(range.from, range.to)} /> : null
}

/** Enough of what was said to know it by. */
export const Quoted = ({ words }: { words: string }) => (
  <p className="small soft">
    <q dir="auto">{shortened(words)}</q>
  </p>
)

const shortened = (words: string): string => (words.length > 60 ? `${words.slice(0, 58).trimEnd()} …` : words)

const labelOf = ({ seat, name, mark }: Reader, { layer, by, kind }: Note): string => {
  if (layer === 'mark') return mark?.(kind ?? '') ?? ''
  if (layer !== 'shared') return layer === 'own' ? text.own : text.coach
  return by === seat ? text.sharedOwn : text.shared(name(by))
}
