import { Button } from '../parts/button.tsx'
import { Choices } from '../parts/choices.tsx'
import { Frame } from '../parts/frame.tsx'
import { Prompt } from '../parts/prompt.tsx'
import type { Room } from '../parts/room.ts'
import { Status } from '../parts/status.tsx'
import { buttonOf, choicesOf, fill, targets, waiting } from '../text/prompts.ts'
import { aside as text } from '../text/talk.en.ts'
import { Stops } from './ending.tsx'
import { targetsOf } from './targets.ts'

/** A step back: asked for by one of two, or laid open after a third try. Nobody did it wrong. */
export const Aside = ({ room }: { room: Room }) => {
  const { proposal, fromLimit } = room.view
  return (
    <Frame room={room}>
      <Prompt room={room} />
      {fromLimit && <p>{text.fromLimit}</p>}
      {proposal && <p role="status">{fill(proposal.mine ? text.mine : waiting.stepBackProposed, room.fill)}</p>}
      <Answers room={room} />
      <Elsewhere room={room} />
      <Stops room={room} />
      <Status room={room} />
    </Frame>
  )
}

/** Yes, stay or smaller: what the machine would take now, all of one weight. */
const Answers = ({ room }: { room: Room }) => {
  const { presses } = room.view
  const chosen = presses.get('chose') ?? []
  const options = [
    ...(presses.has('agreed') ? [{ value: 'agreed', label: buttonOf('agreed', 'over.stepBack') }] : []),
    ...choicesOf('over.stepBack').filter(({ value }) => chosen.includes(value)),
  ]
  const press = (value: string) =>
    void room.press(value === 'agreed' ? { type: 'agreed' } : { type: 'chose', choice: value })
  return options.length > 0 ? <Choices options={options} onPress={press} pair={options.length === 2} /> : null
}

/** Other places to propose, while none of one's own stands open. */
const Elsewhere = ({ room }: { room: Room }) => {
  const { proposal, presses } = room.view
  const open = targetsOf(room).filter(target => target !== proposal?.target)
  if (proposal?.mine || open.length === 0) return null
  const places = (
    <Choices
      options={open.map(value => ({ value, label: targets[value] }))}
      onPress={choice => void room.press({ type: 'askedBack', choice })}
    />
  )
  return (
    <section className="stack" aria-label={text.where}>
      <h2>{text.where}</h2>
      {places}
      {!proposal && <p className="small soft">{text.waits}</p>}
      {presses.has('paused') && (
        <p className="acts">
          <Button className="button quiet" onPress={() => void room.press({ type: 'paused', minutes: 20 })}>
            {buttonOf('needMoment')}
          </Button>
        </p>
      )}
    </section>
  )
}
