import { isBySeat } from '@haven/shared/acts.ts'
import { note as text } from '../../../text/workspace.en.ts'
import type { DeskRoom } from './desk-room.ts'
import { EntryLink } from './entry-link.tsx'
import { excerptOf, factIn, lastOf } from './facts.ts'

type Props = {
  room: DeskRoom
  seqs: readonly string[]
  /** The marked entry; without one it is the last words that are offered. */
  anchor: number | undefined
  onChange(seqs: string[]): void
}

/** The entries of the room that a note is about, oldest first. */
export const About = ({ room, seqs, anchor, onChange }: Props) => {
  const offered = anchor ?? lastOf(room)
  const isIn = seqs.includes(String(offered))
  const add = () => onChange([...seqs, String(offered)].toSorted((one, other) => Number(one) - Number(other)))
  return (
    <>
      <Entries room={room} seqs={seqs} onAway={seq => onChange(seqs.filter(one => one !== seq))} />
      {!isIn && (
        <p>
          <button type="button" className="linklike" onClick={add}>
            {text.about(lineAt(room, offered))}
          </button>
        </p>
      )}
    </>
  )
}

type EntriesProps = { room: DeskRoom; seqs: readonly string[]; onAway?(seq: string): void }

export const Entries = ({ room, seqs, onAway }: EntriesProps) =>
  seqs.length === 0 ? null : (
    <div>
      <p className="small soft">{text.seqs}</p>
      <ul className="plain small">
        {seqs.map(seq => (
          <li key={seq} className="about">
            <EntryLink seq={Number(seq)}>{lineAt(room, Number(seq))}</EntryLink>
            {onAway && (
              <button
                type="button"
                className="linklike"
                aria-label={text.aboutAway(lineAt(room, Number(seq)))}
                onClick={() => onAway(seq)}
              >
                ×
              </button>
            )}
          </li>
        ))}
      </ul>
    </div>
  )

/** One entry in a line, to be recognised by. */
const lineAt = (room: DeskRoom, seq: number): string => {
  const entry = room.entries[seq - 1]
  if (!entry || !isBySeat(entry)) return text.aboutLine
  const isSaid = entry.act.type === 'spoke' || entry.act.type === 'guided'
  const words = isSaid ? excerptOf(room, entry) : undefined
  return words ? text.aboutSaid(room.name(entry.by), words) : (factIn(room, entry) ?? text.aboutLine)
}
