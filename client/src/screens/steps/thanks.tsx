import { Composer } from '../../parts/composer.tsx'
import { Frame } from '../../parts/frame.tsx'
import { Letter } from '../../parts/letter.tsx'
import { Prompt } from '../../parts/prompt.tsx'
import type { Room } from '../../parts/room.ts'
import { Status } from '../../parts/status.tsx'
import { buttonOf, fieldsOf } from '../../text/prompts.ts'
import { steps } from '../../text/steps.en.ts'
import { Press } from './press.tsx'
import { Waits } from './waits.tsx'

/** close.thanks: one line to each other, or none. */
export const Thanks = ({ room }: { room: Room }) => {
  const { step, role, letters, standing } = room.view
  const read = letters.map(entry => <Letter key={entry.seq} room={room} entry={entry} kind="letter" />)
  if (standing === 'chosen')
    return (
      <Waits room={room} line={steps.given}>
        {read}
      </Waits>
    )
  const composer = (
    <Composer room={room} fields={fieldsOf(step, role)} draftKey={step} send={buttonOf('spoke')}>
      <Press room={room} act={{ type: 'skipped' }} />
    </Composer>
  )
  return (
    <Frame room={room}>
      <Prompt room={room} />
      {read}
      {composer}
      <Status room={room} />
    </Frame>
  )
}
