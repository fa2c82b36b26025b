import { useState } from 'react'
import { Button } from '../parts/button.tsx'
import { loadParts, type LoadParts, type Place } from '../parts/device.ts'
import { Door, Title } from '../parts/door.tsx'
import { LeaveNote } from '../parts/leave-note.tsx'
import { joinTalk, type JoinedTalk } from '../session/talks.ts'
import { join as words } from '../text/en.ts'
import { ownJoin as text } from '../text/devices.en.ts'

type Props = {
  href: string
  /** The seat is on this device already. */
  isHere: boolean
  onJoined(place: Place): void
  onFailed(failed: Exclude<JoinedTalk, { kind: 'joined' }> | { kind: 'storage' }): void
  parts?: LoadParts
}

/** A link for one more device of one’s own seat: nothing is asked but whether this is it. */
export const OwnLink = ({ href, isHere, onJoined, onFailed, parts = loadParts }: Props) => {
  const [own, setOwn] = useState(true)
  const [state, setState] = useState<'idle' | 'busy' | 'notNow'>('idle')
  const open = async () => {
    setState('busy')
    const storage = { kind: 'storage' } as const
    const answer = await joinTalk(await parts(), href, { name: '', own }).catch(() => storage)
    if (answer.kind === 'joined') onJoined({ session: answer.session, seat: answer.seat })
    else onFailed(answer)
  }
  if (state === 'notNow')
    return (
      <Door title={text.title} look="calm">
        <div className="prompt">
          <Title>{text.notNow}</Title>
          <p>{text.notNowText}</p>
        </div>
      </Door>
    )
  return (
    <Door title={text.title} look="">
      <div className="prompt">
        <Title>{text.title}</Title>
        <p>{isHere ? text.here : text.text}</p>
        {!isHere && <p>{text.yours}</p>}
        {!isHere && <p>{text.notYours}</p>}
      </div>
      {!isHere && (
        <div>
          <label className="tick">
            <input type="checkbox" checked={!own} onChange={event => setOwn(!event.target.checked)} />
            {words.shared}
          </label>
          {!own && <p className="status">{words.sharedWhy}</p>}
        </div>
      )}
      <LeaveNote />
      <div className="equal pair">
        <Button isDisabled={state === 'busy'} onPress={() => void open()}>
          {state === 'busy' ? text.opening : isHere ? text.goOn : text.open}
        </Button>
        <Button onPress={() => setState('notNow')}>{text.notNow}</Button>
      </div>
    </Door>
  )
}
