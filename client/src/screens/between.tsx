import { Link } from 'wouter'
import { Breath } from '../parts/breath.tsx'
import { Button } from '../parts/button.tsx'
import { Frame } from '../parts/frame.tsx'
import { Prompt, useHeading } from '../parts/prompt.tsx'
import type { Room } from '../parts/room.ts'
import { openSheet } from '../parts/sheet.ts'
import { buttonOf, waiting } from '../text/prompts.ts'
import { between as text, lookBack } from '../text/talk.en.ts'
import { Forget, Stops } from './ending.tsx'
import { Soon } from './soon.tsx'

/** A resting place between two days. */
export const Between = ({ room }: { room: Room }) => {
  const mayReturn = room.view.presses.has('returned')
  return (
    <Frame room={room} tone="calm alone">
      <Breath />
      <Soon scene={room.scene} />
      {mayReturn ? <Prompt room={room} /> : <Returning room={room} />}
      <div className="acts">
        {mayReturn && (
          <Button className="button main" onPress={() => void room.press({ type: 'returned' })}>
            {buttonOf('returned')}
          </Button>
        )}
        <Button onPress={() => openSheet('told')}>{text.read}</Button>
        <Link className="button" href="/review">
          {lookBack.open}
        </Link>
      </div>
      <Stops room={room} />
      <Forget room={room} />
    </Frame>
  )
}

const Returning = ({ room }: { room: Room }) => {
  const heading = useHeading(room)
  return (
    <div className="prompt">
      <h1 ref={heading} tabIndex={-1}>
        {waiting.returning}
      </h1>
      <p>{waiting.always}</p>
    </div>
  )
}
