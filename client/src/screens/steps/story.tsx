import { SEATS } from '@haven/shared/steps.ts'
import { Composer } from '../../parts/composer.tsx'
import { Frame } from '../../parts/frame.tsx'
import { linesOf } from '../../parts/lines.ts'
import { Prompt } from '../../parts/prompt.tsx'
import type { Room } from '../../parts/room.ts'
import { Status } from '../../parts/status.tsx'
import { voiceOf } from '../../parts/voice.ts'
import { buttonOf, fieldsOf, fill } from '../../text/prompts.ts'
import { steps } from '../../text/steps.en.ts'
import { may, offerOf, offersOf, ownChoice } from './offers.ts'
import { Offers, Press } from './press.tsx'
import { Waits } from './waits.tsx'

/** weave.story: one tale, a sentence each in turn. One story or two, or none: each is a full result. */
export const Story = ({ room }: { room: Room }) => {
  if (room.view.standing === 'chosen') return <Closed room={room} />
  const offers = [...offersOf(room), ...offerOf(room, { type: 'skipped' })]
  if (!may(room, 'spoke'))
    return (
      <Frame room={room} below={<Offers room={room} offers={offers} />}>
        <Prompt room={room} />
        <Tale room={room} />
        <Status room={room} />
      </Frame>
    )
  return (
    <Frame room={room}>
      <Prompt room={room} />
      <Tale room={room} />
      <Mine room={room} />
      <p className="acts">
        {offers.map(({ value, act, label }) => (
          <Press key={value} room={room} act={act} label={label} />
        ))}
      </p>
      <Status room={room} />
    </Frame>
  )
}

const Closed = ({ room }: { room: Room }) => (
  <Waits room={room} line={steps.closing.replace('{choice}', ownChoice(room) ?? '')}>
    <Tale room={room} />
    <p className="soft">{fill(steps.adding, room.fill)}</p>
  </Waits>
)

const Mine = ({ room }: { room: Room }) => (
  <Composer
    room={room}
    fields={fieldsOf(room.view.step, room.view.role)}
    draftKey={room.view.step}
    send={buttonOf('spoke')}
  />
)

const Tale = ({ room }: { room: Room }) => {
  const { letters } = room.view
  if (letters.length === 0) return <p className="soft">{steps.storyEmpty}</p>
  return (
    <article className="tale" aria-label={steps.story}>
      <p>
        {letters.map(entry => (
          <span key={entry.seq}>
            <span data-voice={voiceOf(entry.by)}>{linesOf(entry, room.words(entry)).join(' ')}</span>{' '}
          </span>
        ))}
      </p>
      <footer className="acts small">
        {SEATS.filter(seat => letters.some(({ by }) => by === seat)).map(seat => (
          <span key={seat} className="who" data-voice={voiceOf(seat)}>
            {seat === room.scene.seat ? room.scene.names.own : room.partner}
          </span>
        ))}
      </footer>
    </article>
  )
}
