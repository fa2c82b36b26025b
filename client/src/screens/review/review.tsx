import '../../style/review.css'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { Link } from 'wouter'
import { wishesOf } from '../../parts/coach-kept.ts'
import { Door, Title } from '../../parts/door.tsx'
import type { Room } from '../../parts/room.ts'
import { page as text } from '../../text/review.en.ts'
import { Soon } from '../soon.tsx'
import { type Look, lookOf } from './look.ts'
import { Permission } from './permission.tsx'
import { type Reader, readerOf } from './reader.ts'
import { Reading } from './reading.tsx'
import { Replay } from './replay.tsx'
import { rowsOf } from './rows.ts'
import { useFound } from './use-found.ts'
import { useNote } from './use-note.ts'
import { usePlace } from './use-place.ts'
import { isOfPartner, Yours } from './yours.tsx'

/** Looking back at a talk: its own page, in the same address for every entry of it. */
export const Review = ({ room }: { room: Room }) => {
  const reader = useMemo(() => readerOf(room), [room])
  useEffect(() => void wishesOf(room.session), [room.session])
  return reader ? (
    <LookingBack
      reader={reader}
      yours={<Yours room={room} reader={reader} />}
      back={
        <Link className="linklike" href="/talk" replace>
          {text.back}
        </Link>
      }
    />
  ) : null
}

type View = 'read' | 'replay' | 'keep' | 'third'
type Props = {
  reader: Reader
  back: ReactNode
  /** What one allows, keeps and erases; only the two have that. */
  yours?: ReactNode
  /** The therapist’s own layer, on a page of its own beside the talk. What is begun there stays while one reads. */
  third?: ReactNode
}

export const LookingBack = ({ reader, yours, back, third }: Props) => {
  const [view, setView] = useState<View>(() => (location.hash === '#keep' ? 'keep' : 'read'))
  const look = useMemo(() => lookOf(reader.scene), [reader.scene])
  const rows = useMemo(() => rowsOf(reader, look), [reader, look])
  const place = usePlace()
  const writing = useNote(reader.session)
  const isWhole = look.scope === 'whole'
  const shown = view === 'replay' && !isWhole ? 'read' : view
  const found = useFound(rows, place, shown === 'read')
  const show = (next: View, seq?: number) => {
    setView(next)
    if (seq !== undefined) place.go(seq)
  }
  return (
    <Door title={text.title} look="looking">
      <div className="prompt">
        <Title>{text.title}</Title>
      </div>
      <Soon scene={reader.scene} />
      <Views
        view={shown}
        of={viewsOf({ isWhole, hasYours: Boolean(yours), hasThird: Boolean(third) })}
        onView={next => show(next, next === 'read' ? place.here : undefined)}
      >
        {back}
      </Views>
      {shown === 'keep' && yours}
      {third && <div hidden={shown !== 'third'}>{third}</div>}
      {shown === 'read' && <Closed reader={reader} look={look} />}
      {shown === 'read' && (
        <Reading
          reader={reader}
          look={look}
          rows={rows}
          place={place}
          writing={writing}
          found={found}
          onReplay={seq => {
            place.choose(seq)
            setView('replay')
          }}
        />
      )}
      {shown === 'replay' && (
        <Replay
          reader={reader}
          look={look}
          rows={rows}
          here={place.here}
          onChoose={place.choose}
          onRead={() => {
            setView('read')
            if (place.here !== undefined) found.go(place.here)
          }}
        />
      )}
    </Door>
  )
}

type Has = { isWhole: boolean; hasYours: boolean; hasThird: boolean }

const viewsOf = ({ isWhole, hasYours, hasThird }: Has): View[] => [
  'read',
  ...(isWhole ? (['replay'] as const) : []),
  ...(hasYours ? (['keep'] as const) : []),
  ...(hasThird ? (['third'] as const) : []),
]

type ViewsProps = { view: View; of: readonly View[]; onView(view: View): void; children: ReactNode }

const Views = ({ view, of, onView, children }: ViewsProps) => (
  <nav className="views" aria-label={text.views}>
    {of.map(one => (
      <button key={one} type="button" aria-pressed={one === view} onClick={() => onView(one)}>
        {text.view[one]}
      </button>
    ))}
    {children}
  </nav>
)

/** Why only one’s own words are here, and what would open the rest. */
const Closed = ({ reader, look }: { reader: Reader; look: Look }) => {
  if (look.scope === 'whole') return null
  return (
    <div className="closed">
      <p>{isOfPartner(reader) ? text.own : text.third}</p>
      {isOfPartner(reader) && <Permission reader={reader} kind="review" heading="h2" />}
    </div>
  )
}
