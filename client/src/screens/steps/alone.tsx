import { floorOf } from '@haven/shared/steps.ts'
import type { ReactNode } from 'react'
import { Fields } from '../../parts/fields.tsx'
import { Frame } from '../../parts/frame.tsx'
import { Prompt } from '../../parts/prompt.tsx'
import type { Room } from '../../parts/room.ts'
import { Status } from '../../parts/status.tsx'
import { useDraft } from '../../parts/use-draft.ts'
import { voiceOf } from '../../parts/voice.ts'
import { buttonOf, fieldsOf } from '../../text/prompts.ts'
import { steps } from '../../text/steps.en.ts'
import { type Offer, offerOf, offersOf } from './offers.ts'
import { Press } from './press.tsx'
import { Waits } from './waits.tsx'

/** own.inner: a place for reasons and shame. Nothing typed here leaves the device, and no press carries it. */
export const Inner = ({ room }: { room: Room }) => (
  <Alone
    room={room}
    main={<Press room={room} act={{ type: 'readied' }} look="main" />}
    offers={offerOf(room, { type: 'setDown' }, buttonOf('cantToday'))}
  />
)

/** reach.find: the wish, found before it is asked. Kept here until its finder brings it along. */
export const Find = ({ room }: { room: Room }) => (
  <Alone room={room} main={<Press room={room} act={{ type: 'finished' }} look="main" />} offers={offersOf(room)} />
)

type AloneProps = { room: Room; main: ReactNode; offers: Offer[] }

const Alone = ({ room, main, offers }: AloneProps) =>
  room.view.role === floorOf(room.view.step) ? <Page room={room} main={main} offers={offers} /> : <Waits room={room} />

const Page = ({ room, main, offers }: AloneProps) => {
  const { step, role } = room.view
  const fields = fieldsOf(step, role)
  const draft = useDraft(room, step, fields)
  const below = (
    <div className="acts">
      {main}
      {offers.map(({ value, act, label }) => (
        <Press key={value} room={room} act={act} label={label} />
      ))}
    </div>
  )
  return (
    <Frame room={room} below={below}>
      <Prompt room={room} />
      <p className="soft">{steps.onlyHere}</p>
      <Fields fields={fields} values={draft.values} onChange={draft.change} voice={voiceOf(room.scene.seat)} />
      <Status room={room} />
    </Frame>
  )
}
