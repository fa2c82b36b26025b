import { type FormEvent, useEffect, useRef, useState } from 'react'
import { Button } from '../../parts/button.tsx'
import { Readers } from '../../parts/readers.tsx'
import { Write } from '../../parts/write.tsx'
import { fill } from '../../text/prompts.ts'
import { notes as text } from '../../text/review.en.ts'
import type { Anchor } from '../../parts/kept-form.ts'
import { isSilence, rangeOf } from './notes.ts'
import type { Reader } from './reader.ts'
import type { Row } from './rows.ts'
import { type Going, useGoing } from './use-going.ts'
import { goOnAt, keepNote, mayKeep, shareNote, type Writing } from './use-note.ts'

type Props = { reader: Reader; writing: Writing; row: Row }

/** A note in the making, beside what it is written to. Kept for oneself, unless sharing is said twice. */
export const NoteForm = ({ reader, writing, row }: Props) => {
  const [isSharing, setSharing] = useState(false)
  const { state, go } = useGoing(reader.session)
  const page = useRef<HTMLTextAreaElement>(null)
  const { draft } = writing
  useEffect(() => page.current?.focus(), [])
  if (!draft) return null
  const isEmpty = draft.text.trim() === ''
  const drop = () => {
    writing.drop()
    goOnAt(row.seq)
  }
  const send = async (act: typeof keepNote) => {
    if (!isEmpty && (await go(() => act(reader, draft)))) drop()
  }
  return (
    <form
      className="note making"
      aria-label={text.label}
      onSubmit={event => submit(event, mayKeep(reader) ? () => void send(keepNote) : undefined)}
    >
      <p className="small soft">{aboutLine(draft.anchor, row)}</p>
      <Write
        ref={page}
        label={text.label}
        name="note"
        hint={text.hint}
        value={draft.text}
        isStill={state === 'going'}
        onChange={writing.change}
      />
      <Readers>{mayKeep(reader) ? text.readers : text.onlyShared}</Readers>
      {isSharing ? (
        <Confirm reader={reader} onYes={() => void send(shareNote)} onNo={() => setSharing(false)} />
      ) : (
        <div className="acts">
          {mayKeep(reader) && (
            <Button type="submit" isDisabled={isEmpty || state === 'going'}>
              {text.keep}
            </Button>
          )}
          {reader.scene.snapshot.context.consented && (
            <Button className="button quiet" isDisabled={isEmpty} onPress={() => setSharing(true)}>
              {fill(reader.scene.snapshot.context.therapist ? text.shareAll : text.share, reader.fill)}
            </Button>
          )}
          <Button className="button quiet" onPress={drop}>
            {text.drop}
          </Button>
        </div>
      )}
      <p className="status" role="status">
        {lineOf(state)}
      </p>
    </form>
  )
}

const submit = (event: FormEvent, keep: (() => void) | undefined) => {
  event.preventDefault()
  keep?.()
}

type ConfirmProps = { reader: Reader; onYes(): void; onNo(): void }

/** Who will read it is said before it is shared. */
const Confirm = ({ reader, onYes, onNo }: ConfirmProps) => {
  const isSeated = reader.scene.snapshot.context.therapist
  return (
    <div className="stack sure" role="group" aria-label={text.sure}>
      <p>{text.sure}</p>
      <p className="small">{fill(isSeated ? text.sureSeated : text.sureText, reader.fill)}</p>
      <div className="equal pair">
        <Button onPress={onYes}>{text.sureYes}</Button>
        <Button onPress={onNo}>{text.sureNo}</Button>
      </div>
    </div>
  )
}

const aboutLine = (anchor: Anchor, row: Row): string => {
  if (isSilence(anchor)) return text.onSilence
  const range = rangeOf(anchor, row.text)
  return range ? `${text.on} “${row.text.slice(range.from, range.to)}”` : text.onWhole
}

const lineOf = (state: Going | undefined): string | undefined =>
  state === 'failed' ? text.failed : state === 'tooLong' ? text.tooLong : undefined
