import '../../style/review.css'
import type { Opened } from '@haven/shared/acts.ts'
import { snapshotsOf } from '@haven/shared/course.ts'
import { useMemo } from 'react'
import { roomOf } from '../../parts/use-room.ts'
import type { Scene, Session, Trouble } from '../../session/scene.ts'
import { unverified as text } from '../../text/review.en.ts'
import { Copy } from './copy.tsx'
import { Log } from './log.tsx'
import { lookOf } from './look.ts'
import { type Reader, readerOf } from './reader.ts'
import { reportOf } from './report.ts'
import { rowsOf } from './rows.ts'
import { UnsentWords } from './unsent-words.tsx'
import { usePlace } from './use-place.ts'

type Props = {
  session: Session
  /** Who reads it; a partner, unless told otherwise. */
  read?(session: Session, scene: Scene): Reader | undefined
  /** In place of what was verified: why it is not shown. */
  instead?(scene: Scene): string | undefined
}

/**
 * Of a talk that stopped being what this device can vouch for, or can read: what was verified before that, a report, and
 * the own words that lie here unsent. Of all but the last nothing where there is no doubt, or only a newer page is missing
 * and there was nothing before it.
 */
export const Unverified = ({ session, read = asPartner, instead = shown }: Props) => {
  const scene = session.get()
  const stood = useMemo(() => standing(scene), [scene])
  const reader = useMemo(() => read(session, stood), [read, session, stood])
  const kind = scene.trouble?.kind ?? 'story'
  return (
    <>
      {LEFT.has(kind) && <UnsentWords session={session} />}
      {(kind === 'version' ? reader : DOUBTED.has(kind)) && (
        <>
          <section className="stack unverified" aria-label={text.report}>
            <h2>{text.report}</h2>
            <p>{text.reportText}</p>
            <Copy label={text.copy} of={reportOf(scene)} />
          </section>
          <Part reader={reader} why={instead(stood)} />
        </>
      )}
    </>
  )
}

/** What could be verified, folded; or why it is not shown. */
const Part = ({ reader, why }: { reader: Reader | undefined; why: string | undefined }) => (
  <section className="stack unverified" aria-label={text.title}>
    <h2>{text.title}</h2>
    <p>{why ?? text.lead(reader ? reader.scene.told.length : 0)}</p>
    {reader && why === undefined && (
      <details className="drawer">
        <summary>{text.show}</summary>
        <Verified reader={reader} />
      </details>
    )}
  </section>
)

const asPartner = (session: Session, scene: Scene): Reader | undefined => {
  const room = roomOf(session, scene)
  return room && readerOf(room)
}

const shown = () => undefined

const DOUBTED: ReadonlySet<string> = new Set<Trouble['kind']>(['story', 'join'])

/** Here nothing more can be sent, or not soon. */
const LEFT: ReadonlySet<string> = new Set<Trouble['kind']>(['story', 'join', 'version', 'malformed', 'cannotLoad'])

/** Where the talk stood after the last of what can be shown. */
const standing = (scene: Scene): Scene => {
  const entries = scene.told.map(({ entry }) => entry)
  const [first] = entries
  if (!first) return scene
  return { ...scene, opened: first.act as Opened, snapshot: snapshotsOf(entries).at(-1)! }
}

const Verified = ({ reader }: { reader: Reader }) => {
  const { here, choose } = usePlace()
  const rows = useMemo(() => rowsOf(reader, lookOf(reader.scene)), [reader])
  return (
    <Log rows={rows} all={rows} here={here} nameOf={row => reader.name(row.entry.by)} marks={NONE} onChoose={choose} />
  )
}

const NONE = new Map()
