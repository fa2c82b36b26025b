import '../../style/review.css'
import type { Opened } from '@haven/shared/acts.ts'
import { snapshotsOf } from '@haven/shared/course.ts'
import { useMemo } from 'react'
import type { Room } from '../../parts/room.ts'
import { roomOf } from '../../parts/use-room.ts'
import type { Scene, Session, Trouble } from '../../session/scene.ts'
import { unverified as text } from '../../text/review.en.ts'
import { Copy } from './copy.tsx'
import { Log } from './log.tsx'
import { lookOf } from './look.ts'
import { readerOf } from './reader.ts'
import { reportOf } from './report.ts'
import { rowsOf } from './rows.ts'
import { usePlace } from './use-place.ts'

/**
 * Of a talk that stopped being what this device can vouch for, or can read: what was verified before that, and a report.
 * Nothing where there is no doubt, or only a newer page is missing and there was nothing before it.
 */
export const Unverified = ({ session }: { session: Session }) => {
  const scene = session.get()
  const room = useMemo(() => roomOf(session, standing(scene)), [session, scene])
  const kind = scene.trouble?.kind ?? 'story'
  if (kind === 'version' ? !room : !DOUBTED.has(kind)) return null
  return (
    <>
      <section className="stack unverified" aria-label={text.report}>
        <h2>{text.report}</h2>
        <p>{text.reportText}</p>
        <Copy label={text.copy} of={reportOf(scene)} />
      </section>
      <section className="stack unverified" aria-label={text.title}>
        <h2>{text.title}</h2>
        <p>{text.lead(room ? scene.told.length : 0)}</p>
        {room && (
          <details className="drawer">
            <summary>{text.show}</summary>
            <Verified room={room} />
          </details>
        )}
      </section>
    </>
  )
}

const DOUBTED: ReadonlySet<string> = new Set<Trouble['kind']>(['story', 'join'])

/** Where the talk stood after the last of what can be shown. */
const standing = (scene: Scene): Scene => {
  const entries = scene.told.map(({ entry }) => entry)
  const [first] = entries
  if (!first) return scene
  return { ...scene, opened: first.act as Opened, snapshot: snapshotsOf(entries).at(-1)! }
}

const Verified = ({ room }: { room: Room }) => {
  const { here, choose } = usePlace()
  const reader = useMemo(() => readerOf(room), [room])
  const rows = useMemo(() => (reader ? rowsOf(reader, lookOf(reader.scene)) : []), [reader])
  if (!reader) return null
  return (
    <Log rows={rows} all={rows} here={here} nameOf={row => reader.name(row.entry.by)} marks={NONE} onChoose={choose} />
  )
}

const NONE = new Map()
