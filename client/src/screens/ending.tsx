import { otherOf } from '@haven/shared/steps.ts'
import { useState } from 'react'
import { Button } from '../parts/button.tsx'
import { momentOf } from '../parts/day.ts'
import type { Room } from '../parts/room.ts'
import { buttonOf, fill } from '../text/prompts.ts'
import { forget as forgetText, more as text } from '../text/talk.en.ts'
import { askToForget } from './erase-own.ts'

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

type Asking = 'open' | 'going' | 'failed'

/** Both ask, and the whole talk is gone; one alone, and it goes after three days, own words at once. */
export const Forget = ({ room }: { room: Room }) => {
  const [state, setState] = useState<Asking>()
  const { scene, session } = room
  const isMine = scene.forgetting.seats.includes(scene.seat)
  const isTheirs = scene.forgetting.seats.includes(otherOf(scene.seat))
  if (state === undefined && !isMine && !isTheirs)
    return (
      <p className="acts">
        <Button className="button quiet" onPress={() => setState('open')}>
          {forgetText.open}
        </Button>
      </p>
    )
  if (state === 'going' && !isMine) return <p role="status">{forgetText.going}</p>
  const ask = () => {
    setState('going')
    askToForget(room).then(
      () => setState(undefined),
      () => setState('failed'),
    )
  }
  const never = () => {
    if (isMine) session.forget('never-mind')
    setState(undefined)
  }
  return (
    <div className="stack" role="group" aria-label={forgetText.title}>
      <p role="status">{fill(lineOf(scene, { isMine, isTheirs }), room.fill)}</p>
      {state === 'failed' && <p role="alert">{forgetText.failed}</p>}
      <div className="acts">
        {!isMine && <Button onPress={ask}>{forgetText.ask}</Button>}
        {(isMine || state) && <Button onPress={never}>{forgetText.neverMind}</Button>}
      </div>
    </div>
  )
}

type Askers = { isMine: boolean; isTheirs: boolean }

/** The day and hour it goes, where the server has named one. */
const lineOf = ({ forgetting: { due } }: Room['scene'], { isMine, isTheirs }: Askers): string => {
  if (!isMine && !isTheirs) return forgetText.text
  if (due === null) return isMine ? forgetText.mine : forgetText.theirs
  return (isMine ? forgetText.mineDue : forgetText.theirsDue)(momentOf(due * 1000))
}
