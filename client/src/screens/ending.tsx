import { useState } from 'react'
import { Button } from '../parts/button.tsx'
import type { Room } from '../parts/room.ts'
import { buttonOf, fill } from '../text/prompts.ts'
import { forget as forgetText, more as text } from '../text/talk.en.ts'

type Close = { room: Room; onDone?(): void }

/** The two quiet ways to stop, where the machine takes them. Ending asks once more. */
export const Stops = ({ room, onDone }: Close) => {
  const [isSure, setSure] = useState(false)
  const { presses } = room.view
  const press = (type: 'setDown' | 'ended') => {
    setSure(false)
    if (type !== 'ended' || !isEnding(room)) void room.press({ type })
    onDone?.()
  }
  if (isSure)
    return (
      <div className="stack" role="group" aria-label={text.endSure}>
        <p>{text.endSure}</p>
        <p className="small">{text.endText}</p>
        <div className="equal pair">
          <Button onPress={() => press('ended')}>{text.endYes}</Button>
          <Button onPress={() => setSure(false)}>{text.endNo}</Button>
        </div>
      </div>
    )
  return (
    <div className="acts">
      {presses.has('setDown') && (
        <Button className="button quiet" onPress={() => press('setDown')}>
          {buttonOf('setDown')}
        </Button>
      )}
      {presses.has('ended') && (
        <Button className="button quiet" onPress={() => setSure(true)}>
          {buttonOf('ended')}
        </Button>
      )}
    </div>
  )
}

/** Looked up at the press: a second end would close the close. */
const isEnding = ({ session }: Room) => session.get().pending.some(({ act }) => act.type === 'ended')

/** Both ask, then the whole talk is gone. Either may take the asking back before that. */
export const Forget = ({ room }: { room: Room }) => {
  const [isOpen, setOpen] = useState(false)
  const { scene, session } = room
  const isMine = scene.forgetting.includes(scene.seat)
  const isTheirs = scene.forgetting.some(seat => seat !== scene.seat)
  if (!isOpen && !isMine && !isTheirs)
    return (
      <p className="acts">
        <Button className="button quiet" onPress={() => setOpen(true)}>
          {forgetText.open}
        </Button>
      </p>
    )
  const line = isMine ? forgetText.mine : isTheirs ? forgetText.theirs : forgetText.text
  const never = () => {
    if (isMine) session.forget('never-mind')
    setOpen(false)
  }
  return (
    <div className="stack" role="group" aria-label={forgetText.title}>
      <p role="status">{fill(line, room.fill)}</p>
      <div className="acts">
        {!isMine && <Button onPress={() => session.forget('session')}>{forgetText.ask}</Button>}
        {(isMine || isOpen) && <Button onPress={never}>{forgetText.neverMind}</Button>}
      </div>
    </div>
  )
}
