import { Composer } from '../../parts/composer.tsx'
import { Frame } from '../../parts/frame.tsx'
import { Letter } from '../../parts/letter.tsx'
import { Prompt } from '../../parts/prompt.tsx'
import type { Room } from '../../parts/room.ts'
import { Status } from '../../parts/status.tsx'
import { buttonOf, fieldsOf } from '../../text/prompts.ts'
import { steps } from '../../text/steps.en.ts'
import { may } from './offers.ts'
import { Earlier } from './past.tsx'
import { Press } from './press.tsx'
import { Waits } from './waits.tsx'

/** reach.land: lines in turns, and time for them to sink in. */
export const Land = ({ room }: { room: Room }) =>
  room.view.standing === 'chosen' ? (
    <Waits room={room} line={steps.ready} below={may(room, 'stayed') ? <Stayed room={room} /> : undefined}>
      <Lines room={room} />
    </Waits>
  ) : (
    <Frame room={room} below={may(room, 'spoke') ? undefined : <Presses room={room} />}>
      <Prompt room={room} />
      <Lines room={room} />
      {may(room, 'spoke') && <Mine room={room} />}
      <Status room={room} />
    </Frame>
  )

const Lines = ({ room }: { room: Room }) => {
  const { letters } = room.view
  const last = letters.at(-1)
  return (
    <>
      {last && <Letter room={room} entry={last} kind={last.by === room.scene.seat ? 'past' : 'bare'} />}
      <Earlier room={room} entries={letters.slice(0, -1)} label={steps.earlier} />
    </>
  )
}

const Mine = ({ room }: { room: Room }) => {
  const { step, role } = room.view
  return (
    <Composer room={room} fields={fieldsOf(step, role)} draftKey={step} send={buttonOf('spoke')}>
      <Press room={room} act={{ type: 'stayed' }} look="plain" />
      <Press room={room} act={{ type: 'readied' }} />
    </Composer>
  )
}

const Presses = ({ room }: { room: Room }) => (
  <div className="acts">
    <Press room={room} act={{ type: 'stayed' }} look="plain" />
    <Press room={room} act={{ type: 'readied' }} look="plain" />
  </div>
)

const Stayed = ({ room }: { room: Room }) => (
  <p className="acts">
    <Press room={room} act={{ type: 'stayed' }} look="plain" />
  </p>
)
