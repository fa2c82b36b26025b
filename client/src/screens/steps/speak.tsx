import type { SeatEntry } from '@haven/shared/acts.ts'
import { floorOf, otherOf } from '@haven/shared/steps.ts'
import { useState } from 'react'
import { Button } from '../../parts/button.tsx'
import { Composer } from '../../parts/composer.tsx'
import { Drawer } from '../../parts/drawer.tsx'
import { Frame } from '../../parts/frame.tsx'
import { Letter } from '../../parts/letter.tsx'
import { Prompt } from '../../parts/prompt.tsx'
import type { Room } from '../../parts/room.ts'
import { Status } from '../../parts/status.tsx'
import { voiceOf } from '../../parts/voice.ts'
import { buttonOf, fieldsOf, fill, promptsOf, waiting } from '../../text/prompts.ts'
import { steps } from '../../text/steps.en.ts'
import { Earlier, Past } from './past.tsx'
import { Press } from './press.tsx'
import { Quiet } from './quiet.tsx'
import { Stop } from './stop.tsx'

/** hear.voice, hear.deepen, own.context: one speaks piece by piece, the other listens. */
export const Speak = ({ room }: { room: Room }) =>
  room.view.role === floorOf(room.view.step) ? <Speaks room={room} /> : <Listens room={room} />

const Speaks = ({ room }: { room: Room }) => {
  const { step, role, letters } = room.view
  const all = fieldsOf(step, role)
  const [isMore, setMore] = useState(false)
  const fields = isMore ? all : all.slice(0, 1)
  return (
    <Frame room={room} {...(isMore && { tone: 'wide' as const })}>
      <Prompt room={room} />
      <Earlier room={room} entries={letters.slice(0, -1)} label={steps.soFar} />
      <Past room={room} entries={letters.slice(-1)} />
      <Composer room={room} fields={fields} draftKey={step} send={buttonOf('spoke')}>
        <Press room={room} act={{ type: 'skipped' }} />
        <Press room={room} act={{ type: 'finished' }} />
        {fields.length < all.length && (
          <Button className="button quiet" onPress={() => setMore(true)}>
            {steps.more}
          </Button>
        )}
      </Composer>
      <Status room={room} />
    </Frame>
  )
}

const Listens = ({ room }: { room: Room }) => {
  const { letters } = room.view
  const last = letters.at(-1)
  return (
    <Frame room={room} tone="theirs" voice={voiceOf(otherOf(room.scene.seat))} below={<MySide room={room} />}>
      {last ? <Heard room={room} last={last} /> : <Prompt room={room} small />}
      <Earlier room={room} entries={letters.slice(0, -1)} label={steps.earlier} />
      <Status room={room} />
      {!last && <p>{waiting.always}</p>}
    </Frame>
  )
}

/** Their words are the largest thing in the room. */
const Heard = ({ room, last }: { room: Room; last: SeatEntry }) => {
  const [prompt] = promptsOf(room.view.step, room.view.role, room.setting)
  return (
    <>
      <Quiet room={room}>{prompt && <p>{fill(prompt, room.fill)}</p>}</Quiet>
      <Letter room={room} entry={last} kind="bare" />
    </>
  )
}

const MySide = ({ room }: { room: Room }) => (
  <>
    <div className="equal pair">
      <Press room={room} act={{ type: 'stayed' }} look="main" />
      <Press room={room} act={{ type: 'paused', minutes: 20 }} label={buttonOf('needMoment')} look="plain" />
      {room.view.role === 'injured' && <Press room={room} act={{ type: 'finished' }} look="plain" />}
      <Stop room={room} look="plain" />
    </div>
    {room.view.role === 'injuring' && <Drawer room={room} />}
  </>
)
