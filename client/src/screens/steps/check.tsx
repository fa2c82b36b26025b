import { lazy, Suspense, useState } from 'react'
import { Button } from '../../parts/button.tsx'
import { Choices } from '../../parts/choices.tsx'
import { Frame } from '../../parts/frame.tsx'
import { Prompt } from '../../parts/prompt.tsx'
import type { Room } from '../../parts/room.ts'
import { fieldsOf } from '../../text/prompts.ts'
import { steps } from '../../text/steps.en.ts'
import { After } from '../measures/offered.tsx'
import { offerOf } from './offers.ts'
import { Press, pressOnce } from './press.tsx'
import { Waits } from './waits.tsx'

const HelpLines = lazy(async () => ({ default: (await import('../../parts/help-dialog.tsx')).HelpLines }))

/** close.check: a look inward. The answer is kept nowhere, and the other screen shows nothing of it. */
export const Check = ({ room }: { room: Room }) => {
  const [near, setNear] = useState<string>()
  if (room.view.standing === 'chosen') return <Waits room={room} line={steps.ready} />
  const below =
    near === undefined ? (
      <Near room={room} onPick={setNear} />
    ) : (
      <div className="acts">
        <Press room={room} act={{ type: 'readied' }} look="main" />
        <Button className="button quiet" onPress={() => setNear(undefined)}>
          {steps.answerAgain}
        </Button>
      </div>
    )
  return (
    <Frame room={room} below={below}>
      <Prompt room={room} />
      <div role="status">{near !== undefined && (near === 'yes' ? <p>{steps.easy}</p> : <Uneasy />)}</div>
      {(near === undefined || near === 'yes') && <After room={room} />}
    </Frame>
  )
}

const Near = ({ room, onPick }: { room: Room; onPick(near: string): void }) => {
  const field = fieldsOf(room.view.step, room.view.role).find(one => one.field === 'near')
  const skip = offerOf(room, { type: 'skipped' })
  return (
    <fieldset>
      <legend>{field?.ask}</legend>
      <Choices
        pair
        options={[...(field?.options ?? []), ...skip]}
        onPress={value => (value === 'skipped' ? pressOnce(room, { type: 'skipped' }) : onPick(value))}
      />
    </fieldset>
  )
}

/** Seen on this screen alone, and nobody is told. */
const Uneasy = () => (
  <section aria-label={steps.helpLabel}>
    <p>{steps.uneasy}</p>
    <Suspense fallback={null}>
      <HelpLines helps="abuse" />
    </Suspense>
  </section>
)
