import { floorOf } from '@haven/shared/steps.ts'
import { useState } from 'react'
import { Button } from '../../parts/button.tsx'
import { Composer } from '../../parts/composer.tsx'
import { Frame } from '../../parts/frame.tsx'
import { Prompt } from '../../parts/prompt.tsx'
import type { Room } from '../../parts/room.ts'
import { Status } from '../../parts/status.tsx'
import { useDraft } from '../../parts/use-draft.ts'
import { buttonOf, fieldsOf } from '../../text/prompts.ts'
import { steps } from '../../text/steps.en.ts'
import { layInto } from './lay.ts'
import { offersOf } from './offers.ts'
import { Press } from './press.tsx'
import { Waits } from './waits.tsx'

/** reach.ask: one wish, softly. What was found alone comes along only by an own press. */
export const Ask = ({ room }: { room: Room }) =>
  room.view.role === floorOf(room.view.step) ? <Asks room={room} /> : <Waits room={room} />

const Asks = ({ room }: { room: Room }) => {
  const { step, role } = room.view
  const fields = fieldsOf(step, role)
  const found = useDraft(room, 'reach.find', fields).values
  const [brought, setBrought] = useState(0)
  const bring = async () => {
    await layInto(room, step, found)
    setBrought(times => times + 1)
  }
  const composer = (
    <Composer key={brought} room={room} fields={fields} draftKey={step} send={buttonOf('spoke')}>
      {offersOf(room).map(({ value, act, label }) => (
        <Press key={value} room={room} act={act} label={label} />
      ))}
    </Composer>
  )
  return (
    <Frame room={room} tone="wide">
      <Prompt room={room} />
      {Object.keys(found).length > 0 && brought === 0 && (
        <p className="acts">
          <Button className="button quiet" onPress={() => void bring()}>
            {steps.bring}
          </Button>
        </p>
      )}
      {composer}
      <Status room={room} />
    </Frame>
  )
}
