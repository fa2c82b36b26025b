import type { ReactNode } from 'react'
import { Composer } from '../../parts/composer.tsx'
import { Frame } from '../../parts/frame.tsx'
import { Letter } from '../../parts/letter.tsx'
import { Prompt } from '../../parts/prompt.tsx'
import type { Room } from '../../parts/room.ts'
import { Status } from '../../parts/status.tsx'
import { buttonOf, fieldsOf } from '../../text/prompts.ts'
import { Change, KeepAsItIs } from './change.tsx'
import { offerOf } from './offers.ts'
import { Offers } from './press.tsx'
import { useChange } from './use-change.ts'
import { Waits } from './waits.tsx'

type HalvesProps = { room: Room; title: string; waits: string; joined?: string | undefined }

/** Each writes a half of it; when both are there, they stand side by side and both say what they make of it. */
export const Halves = ({ room, title, waits, joined }: HalvesProps) => {
  const { letters, standing } = room.view
  const own = letters.findLast(({ by }) => by === room.scene.seat)
  const change = useChange(room, own)
  if (!own || change.isOn) return <Writes room={room}>{own && <KeepAsItIs onPress={change.stop} />}</Writes>
  const sides = <Sides room={room} title={title} joined={joined} />
  const edit = (
    <div className="acts">
      <Change onPress={change.start} />
    </div>
  )
  if (letters.length === 2 && standing !== 'chosen') return <Both room={room} sides={sides} edit={edit} />
  const isAlone = letters.length < 2
  return (
    <Waits room={room} line={isAlone ? waits : undefined} below={isAlone ? edit : undefined}>
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
        {children}
      </Composer>
      <Status room={room} />
    </Frame>
  )
}

const Both = ({ room, sides, edit }: { room: Room; sides: ReactNode; edit: ReactNode }) => {
  const offers = [...offerOf(room, { type: 'agreed' }), ...offerOf(room, { type: 'skipped' })]
  const below = (
    <>
      <Offers room={room} offers={offers} />
      {edit}
    </>
  )
  return (
    <Frame room={room} below={below}>
      <Prompt room={room} small />
      {sides}
      <Status room={room} />
    </Frame>
  )
}

const Sides = ({ room, title, joined }: Pick<HalvesProps, 'room' | 'title' | 'joined'>) => (
  <section aria-label={title} className="stack">
    {joined && (
      <div className="prompt">
        <h2>{joined}</h2>
      </div>
    )}
    <div className="two">
      {room.view.letters.map(entry => (
        <Letter key={entry.seq} room={room} entry={entry} kind="letter" />
      ))}
    </div>
  </section>
)
