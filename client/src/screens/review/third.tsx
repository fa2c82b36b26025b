import { useMemo } from 'react'
import { Door, Title } from '../../parts/door.tsx'
import { Paragraphs } from '../../parts/letter.tsx'
import type { Session } from '../../session/scene.ts'
import { page as text } from '../../text/review.en.ts'
import { note as noteText, workspace } from '../../text/workspace.en.ts'
import { useDeskRoom } from '../workspace/room/desk-room.ts'
import { deskReaderOf } from './desk-reader.ts'
import { Fidelity } from './fidelity.tsx'
import { lookOf } from './look.ts'
import { lastNoted, LINES } from './noted.ts'
import { type Before, OverTime } from './over-time.tsx'
import { Reached } from './reached.tsx'
import type { Reader } from './reader.ts'
import { LookingBack } from './review.tsx'
import { SaidOn } from './said-on.tsx'
import { Supervision } from './supervision.tsx'
import { Telling } from './telling.tsx'
import { useOpened } from './use-opened.ts'

type Props = {
  session: Session
  /** The therapist’s own names for marks. */
  labels: Record<string, string>
  onBack(): void
  /** What leads back, in words; without it, the list. */
  back?: string
  /** All talks of the same couple that are open here. */
  before?: Before
}

const ALONE: Before = []

/** The therapist looks back: the same page, with their marks and process note in a layer of their own. The two read of each time it is opened. */
export const TherapistReview = ({ session, labels, onBack, back = workspace.couples, before = ALONE }: Props) => {
  const room = useDeskRoom(session)
  const reader = useMemo(() => room && deskReaderOf(room, labels), [room, labels])
  const opened = useOpened(room)
  if (!reader) return null
  const away = (
    <button type="button" className="linklike" onClick={onBack}>
      {back}
    </button>
  )
  if (opened.state === 'telling' || opened.state === 'failed')
    return (
      <Door title={text.title} look="looking">
        <div className="prompt">
          <Title>{text.title}</Title>
        </div>
        <Telling opened={opened} />
        <p>{away}</p>
      </Door>
    )
  return <LookingBack reader={reader} third={<Own reader={reader} before={before} />} back={away} />
}

/** The therapist’s own layer: what was reached, their notes, their part, and what they take to supervision. */
const Own = ({ reader, before }: { reader: Reader; before: Before }) => {
  const look = lookOf(reader.scene)
  return (
    <div className="third-own">
      <Reached look={look} />
      <SaidOn reader={reader} look={look} />
      <ProcessNote reader={reader} />
      <Fidelity reader={reader} />
      <OverTime session={reader.session} before={before} />
      <Supervision reader={reader} look={look} />
    </div>
  )
}

/** As it was kept last. */
const ProcessNote = ({ reader: { scene } }: { reader: Reader }) => {
  const words = lastNoted(scene)
  const lines = LINES.flatMap(field => (words[field] ? [[noteText[field], String(words[field])] as const] : []))
  if (lines.length === 0) return null
  return (
    <details className="drawer">
      <summary>{text.process}</summary>
      <div className="stack">
        {lines.map(([ask, line]) => (
          <section key={ask}>
            <h3 className="small soft">{ask}</h3>
            <Paragraphs lines={line.split(/\n\s*\n/)} />
          </section>
        ))}
      </div>
    </details>
  )
}
/** All that a therapist reads back is fetched in one: the pages of the two stay packed as they are. */
export { TherapistUnverified } from './third-unverified.tsx'
