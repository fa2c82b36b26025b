import { floorOf, type Gate, type Step } from '@haven/shared/steps.ts'
import { Composer } from '../../parts/composer.tsx'
import { Frame } from '../../parts/frame.tsx'
import { Prompt } from '../../parts/prompt.tsx'
import type { Room } from '../../parts/room.ts'
import { Status } from '../../parts/status.tsx'
import { buttonOf, type Field, fieldsOf } from '../../text/prompts.ts'
import { steps } from '../../text/steps.en.ts'
import { Kind } from './kind.tsx'
import { may } from './offers.ts'
import { Earlier, Past } from './past.tsx'
import { Stop } from './stop.tsx'
import { Waits } from './waits.tsx'

/** hear.reflect, hear.reflect2, own.say, reach.answer: what was heard, and an answer to it. */
export const Answer = ({ room }: { room: Room }) =>
  room.view.role === floorOf(room.view.step) ? (
    <Answers room={room} />
  ) : (
    <Waits room={room} below={may(room, 'chose', 'stop') ? <Stops room={room} /> : undefined}>
      <Kind room={room} gate={GATE_AFTER[room.view.step]} />
    </Waits>
  )

/** The gate that hears this answer. */
const GATE_AFTER: Partial<Record<Step, Gate>> = {
  'hear.reflect': 'heard',
  'hear.reflect2': 'deepHeard',
  'own.say': 'landed',
  'reach.answer': 'reached',
}

const Answers = ({ room }: { room: Room }) => {
  const { step, role, letters, missing } = room.view
  const fields = missing ? fieldsOf(step, role).map(bareOf) : fieldsOf(step, role)
  const composer = <Composer room={room} fields={fields} draftKey={step} send={buttonOf('spoke')} />
  return (
    <Frame room={room} {...(fields.length > 1 && { tone: 'wide' as const })}>
      <Missing room={room} />
      <Prompt room={room} />
      <Kind room={room} gate={GATE_AFTER[step]} />
      <Earlier room={room} entries={letters.slice(0, -1)} label={steps.earlier} />
      <Past room={room} entries={letters.slice(-1)} />
      {composer}
      <Status room={room} />
    </Frame>
  )
}

/** With a missing line as the way in, no other opening is laid out. */
const bareOf = (field: Field): Field => {
  const bare = { ...field }
  delete bare.starters
  return bare
}

/** The line the other gave with the last answer: the way in. */
const Missing = ({ room }: { room: Room }) => {
  const { missing } = room.view
  if (!missing) return null
  const words = room.words(missing)
  const line = typeof words === 'object' ? words['missing'] : words
  return line ? (
    <p>
      {steps.missing}
      <span className="words">{line}</span>
    </p>
  ) : (
    <p>{steps.missingUnnamed}</p>
  )
}

const Stops = ({ room }: { room: Room }) => (
  <p className="acts">
    <Stop room={room} look="plain" />
  </p>
)
