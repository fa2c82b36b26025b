import type { SeatEntry } from '@haven/shared/acts.ts'
import { Letter } from '../../parts/letter.tsx'
import type { Room } from '../../parts/room.ts'

type PastProps = { room: Room; entries: readonly SeatEntry[]; label: string }

/** What was said before, folded away until somebody wants to read it again. */
export const Earlier = ({ room, entries, label }: PastProps) =>
  entries.length > 0 ? (
    <details className="drawer">
      <summary>{label}</summary>
      <Past room={room} entries={entries} />
    </details>
  ) : null

export const Past = ({ room, entries }: Omit<PastProps, 'label'>) =>
  entries.map(entry => <Letter key={entry.seq} room={room} entry={entry} kind="past" />)
