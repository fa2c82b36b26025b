import { otherOf } from '@haven/shared/steps.ts'
import { Breath } from '../parts/breath.tsx'
import { Button } from '../parts/button.tsx'
import { Frame } from '../parts/frame.tsx'
import { Prompt, useHeading } from '../parts/prompt.tsx'
import type { Room } from '../parts/room.ts'
import { Status } from '../parts/status.tsx'
import { link } from '../text/en.ts'
import { buttonOf, titleOf, waiting } from '../text/prompts.ts'
import { talk as text } from '../text/talk.en.ts'

type Props = {
  room: Room
  /** Opens the private check early; absent once it is done or cannot be done now. */
  onCheck: (() => void) | undefined
  onNotToday(): void
}

/** Waiting in welcome and check: the same page for every cause, and nothing on it moves. */
export const Waiting = ({ room, onCheck, onNotToday }: Props) => {
  const heading = useHeading(room)
  return (
    <Frame room={room} tone="calm">
      <Breath />
      <div className="prompt">
        <h1 ref={heading} tabIndex={-1}>
          {waiting.arrive}
        </h1>
        <p>{waiting.always}</p>
      </div>
      <TriedAgain room={room} />
      <Early onCheck={onCheck} onNotToday={onNotToday} />
      <Unspoken room={room} />
    </Frame>
  )
}

/** What may be done meanwhile. Not today weighs as much as anything else. */
export const Early = ({ onCheck, onNotToday }: Omit<Props, 'room'>) => (
  <div className="prompt">
    {onCheck && <p>{waiting.checkEarly}</p>}
    <p className="acts">
      {onCheck && <Button onPress={onCheck}>{titleOf('arrive.safety')}</Button>}
      <Button onPress={onNotToday}>{buttonOf('notToday')}</Button>
    </p>
  </div>
)

/** Whether the partner is near would tell causes apart here; only the line itself is spoken of. */
const Unspoken = ({ room }: { room: Room }) => (room.scene.line === 'reconnecting' ? <Status room={room} /> : null)

/** P10: the inviter learns of it, wherever they wait. */
const TriedAgain = ({ room }: { room: Room }) =>
  (room.scene.invites[otherOf(room.scene.seat)]?.triedAgain ?? 0) > 0 ? (
    <p className="notice">{link.triedAgain}</p>
  ) : null

/** The welcome before it was begun. */
export const Welcome = ({ room, onNotToday }: Omit<Props, 'onCheck'>) => (
  <Frame room={room} tone="alone">
    <Prompt room={room} />
    <div className="equal pair">
      <Button onPress={() => void room.press({ type: 'readied' })}>{buttonOf('readied', 'arrive.welcome')}</Button>
      <Button onPress={onNotToday}>{buttonOf('notToday')}</Button>
    </div>
    <p className="small">{text.begin}</p>
    <TriedAgain room={room} />
  </Frame>
)
