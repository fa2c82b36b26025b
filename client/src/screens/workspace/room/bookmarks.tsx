import { isBySeat } from '@haven/shared/acts.ts'
import { type Dispatch, type SetStateAction, useState } from 'react'
import { Button } from '../../../parts/button.tsx'
import { bookmarks as text } from '../../../text/workspace.en.ts'
import { KINDS, labelOf } from '../bookmark-kinds.ts'
import { NameField } from '../fields.tsx'
import { bookmarksIn } from '../marks-in.ts'
import { timeOf } from '../standing.ts'
import { Unsent } from '../unsent.tsx'
import { useSend } from '../use-send.ts'
import type { DeskRoom } from './desk-room.ts'
import { EntryLink } from './entry-link.tsx'
import { excerptOf, factIn, lastOf } from './facts.ts'

type Props = {
  room: DeskRoom
  labels: Record<string, string>
  anchor: number | undefined
  onAnchor: Dispatch<SetStateAction<number | undefined>>
}

/** Twelve marks, a press each. Without a chosen entry a mark goes to the last words. */
export const Bookmarks = ({ room, labels, anchor, onAnchor }: Props) => {
  const [line, setLine] = useState('')
  const { send, failed, isBusy } = useSend()
  const seq = anchor ?? lastOf(room)
  const mark = async (kind: string) => {
    const said = line.trim()
    await room.session.act({ type: 'bookmarked' }, { kind, seq, ...(said ? { line: said } : {}) }, 'notes')
    setLine(now => (now === line ? '' : now))
    onAnchor(now => (now === anchor ? undefined : now))
  }
  return (
    <div className="stack">
      <p className="small" role="status">
        {text.why} {anchor === undefined ? text.anchorLast : anchorLine(room, anchor)}
        {anchor !== undefined && (
          <>
            {' '}
            <button type="button" className="linklike" onClick={() => onAnchor(undefined)}>
              {text.toLast}
            </button>
          </>
        )}
      </p>
      <div className="equal kinds">
        {KINDS.map(kind => (
          <Button key={kind} className="button" isDisabled={isBusy} onPress={() => send(() => mark(kind))}>
            {labelOf(kind, labels)}
          </Button>
        ))}
      </div>
      <Unsent failed={failed} isPress />
      <NameField label={text.line} value={line} maxLength={300} onChange={setLine} />
      <SoFar room={room} labels={labels} />
    </div>
  )
}

const anchorLine = (room: DeskRoom, seq: number): string => {
  const entry = room.entries[seq - 1]
  if (!entry || !isBySeat(entry)) return text.anchorFact
  const words = entry.act.type === 'spoke' ? excerptOf(room, entry) : undefined
  return words ? text.anchor(room.name(entry.by), words) : (factIn(room, entry) ?? text.anchorFact)
}

const SoFar = ({ room, labels }: { room: DeskRoom; labels: Record<string, string> }) => {
  const marks = bookmarksIn(room.scene)
  return (
    <details>
      <summary>{text.so}</summary>
      {marks.length === 0 && <p className="soft small">{text.none}</p>}
      <ul className="plain">
        {marks.toReversed().map(({ seq, kind, at, line }) => (
          <li key={`${at}${seq}${kind}`}>
            <EntryLink seq={seq}>
              {timeOf(at)} · {labelOf(kind, labels)}
            </EntryLink>
            {line && <p className="soft small">{line}</p>}
          </li>
        ))}
      </ul>
    </details>
  )
}
