import { useState } from 'react'
import { Button } from '../parts/button.tsx'
import type { Room } from '../parts/room.ts'
import { fill } from '../text/prompts.ts'
import { without as text } from '../text/seat.en.ts'

/** Either of the two may go on as two. Asked once more, because what it ends does not come back. */
export const Without = ({ room, onDone }: { room: Room; onDone?(): void }) => {
  const [isSure, setSure] = useState(false)
  const [hasFailed, setFailed] = useState(false)
  if (!room.view.presses.get('withdrew')?.includes('therapist')) return null
  const say = (line: string) => fill(line, room.fill)
  const failed = () => {
    setFailed(true)
    setSure(true)
  }
  const press = () => {
    setFailed(false)
    setSure(false)
    if (isOnItsWay(room)) onDone?.()
    else room.press({ type: 'withdrew', kind: 'therapist' }).then(onDone, failed)
  }
  if (isSure)
    return (
      <div className="stack" role="group" aria-label={say(text.sure)}>
        <p>{say(text.sure)}</p>
        <p className="small">{say(text.text)}</p>
        {hasFailed && <p role="alert">{text.failed}</p>}
        <div className="equal pair">
          <Button onPress={press}>{text.yes}</Button>
          <Button onPress={() => setSure(false)}>{text.no}</Button>
        </div>
      </div>
    )
  return (
    <p className="acts">
      <Button className="button quiet" onPress={() => setSure(true)}>
        {say(text.open)}
      </Button>
    </p>
  )
}

/** Looked up at the press: a second one would be refused. */
const isOnItsWay = ({ session }: Room) =>
  session.get().pending.some(({ act }) => act.type === 'withdrew' && act.kind === 'therapist')
