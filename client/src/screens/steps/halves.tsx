import type { SeatEntry } from '@haven/shared/acts.ts'
import type { ReactNode } from 'react'
import { Composer } from '../../parts/composer.tsx'
import { Frame } from '../../parts/frame.tsx'
import { Letter } from '../../parts/letter.tsx'
import { Prompt, useHeading } from '../../parts/prompt.tsx'
import type { Room } from '../../parts/room.ts'
import { Status } from '../../parts/status.tsx'
import { buttonOf, fieldsOf } from '../../text/prompts.ts'
import { Change, KeepAsItIs } from './change.tsx'
import { offerOf } from './offers.ts'
import { Offers, Press } from './press.tsx'
import { useChange } from './use-change.ts'
import { Waits } from './waits.tsx'

type HalvesProps = { room: Room; title: string; waits: string; joined?: string | undefined }

/** Each writes a half of it; when both are there, they stand side by side and both say what they make of it. */
export const Halves = ({ room, title, waits, joined }: HalvesProps) => {
  const { letters, standing } = room.view
  const own = letters.findLast(({ by }) => by === room.scene.seat)
  const change = useChange(room, own)
  if (!own || change.isOn) return <Writes room={room}>{own && <KeepAsItIs onPress={change.stop} />}</Writes>
  const sides = <Sides room={room} title={title} />
  const edit = (
    <div className="acts">
      <Change onPress={change.start} />
    </div>
  )
  if (letters.length === 2 && standing !== 'chosen')
    return <Both room={room} joined={joined} sides={sides} edit={edit} />
  const isAlone = letters.length < 2
  return (
    <Waits room={room} line={isAlone ? waits : undefined} below={isAlone ? edit : undefined}>
      {joined && <p>{joined}</p>}
      {sides}
    </Waits>
  )
}

const Writes = ({ room, children }: { room: Room; children: ReactNode }) => {
  const { step, role } = room.view
  return (
    <Frame room={room} tone="wide">
      <Prompt room={room} />
      <Composer room={room} fields={fieldsOf(step, role)} draftKey={step} send={buttonOf('spoke')}>
        <Press room={room} act={{ type: 'skipped' }} />
        {children}
      </Composer>
      <Status room={room} />
    </Frame>
  )
}

type BothProps = Pick<HalvesProps, 'room' | 'joined'> & { sides: ReactNode; edit: ReactNode }

const Both = ({ room, joined, sides, edit }: BothProps) => {
  const offers = [...offerOf(room, { type: 'agreed' }), ...offerOf(room, { type: 'skipped' })]
  const below = (
    <>
      <Offers room={room} offers={offers} />
      {edit}
    </>
  )
  return (
    <Frame room={room} below={below}>
      {joined ? <Joined room={room} joined={joined} /> : <Prompt room={room} small />}
      {sides}
      <Status room={room} />
    </Frame>
  )
}

/** What both are up against is the largest thing on the page. */
const Joined = ({ room, joined }: { room: Room; joined: string }) => (
  <div className="prompt">
    <h1 ref={useHeading(room)} tabIndex={-1}>
      {joined}
    </h1>
  </div>
)

const Sides = ({ room, title }: Pick<HalvesProps, 'room' | 'title'>) => (
  <section aria-label={title} className="equal two">
    {room.view.letters.toSorted(bySide).map(entry => (
      <Letter key={entry.seq} room={room} entry={entry} kind="letter" />
    ))}
  </section>
)

/** A person keeps their side. */
const bySide = (one: SeatEntry, other: SeatEntry) => one.by.localeCompare(other.by)
