import { isAlone } from '@haven/shared/steps.ts'
import { Breath } from '../parts/breath.tsx'
import { Frame } from '../parts/frame.tsx'
import { Paragraphs } from '../parts/letter.tsx'
import { linesOf } from '../parts/lines.ts'
import { Prompt } from '../parts/prompt.tsx'
import { OnlyYou } from '../parts/readers.tsx'
import type { Room } from '../parts/room.ts'
import { Status } from '../parts/status.tsx'
import { useDraft } from '../parts/use-draft.ts'
import { voiceOf } from '../parts/voice.ts'
import { fieldsOf } from '../text/prompts.ts'
import { hold as text } from '../text/seat.en.ts'
import { pause } from '../text/talk.en.ts'
import { Stops } from './ending.tsx'

/** A rest the therapist asked for. Nothing can be sent, what was being written stays, and every way out is open. */
export const Hold = ({ room }: { room: Room }) => (
  <Frame room={room} tone="alone rest">
    <Breath />
    <Prompt room={room} />
    <p>{text.nothing}</p>
    <Kept room={room} />
    <Status room={room} />
    <details className="drawer">
      <summary>{pause.other}</summary>
      <Stops room={room} />
    </details>
  </Frame>
)

/** The words in the making, to look at alone: softly locked. A private page stays folded away. */
const Kept = ({ room }: { room: Room }) => {
  const { step, role } = room.view
  const { values } = useDraft(room, step, fieldsOf(step, role))
  const lines = linesOf({ step }, values)
  if (lines.length === 0 || isAlone(step)) return <p className="small">{pause.kept}</p>
  return (
    <section className="letter past" data-voice={voiceOf(room.scene.seat)} aria-label={text.keptLabel}>
      <OnlyYou />
      <Paragraphs lines={lines} />
      <p className="small">{text.kept}</p>
    </section>
  )
}
