import { placeOf } from '@haven/shared/replay.ts'
import type { Place } from '@haven/shared/steps.ts'
import { useEffect, useRef, useState } from 'react'
import type { Session } from '../session/scene.ts'
import { buttonOf, fill, promptsOf, titleOf, whyOf } from '../text/prompts.ts'
import type { Room } from './room.ts'
import { lastByOf } from './use-room.ts'

/** Haven's one question. `small`: the title is for the ear, the prompt a line, so that a letter can be largest. */
export const Prompt = ({ room, small = false }: { room: Room; small?: boolean }) => {
  const place = placeIn(room)
  return <Asked key={place} room={room} place={place} small={small} />
}

const Asked = ({ room, place, small }: { room: Room; place: Place; small: boolean }) => {
  const [turn, setTurn] = useState(0)
  const [isWhy, setWhy] = useState(false)
  const heading = useHeading(room)
  const ways = promptsOf(place, room.view.role, room.setting)
  const words = fill(ways[turn % Math.max(1, ways.length)] ?? titleOf(place), room.fill)
  return (
    <div className="prompt">
      <h1 ref={heading} tabIndex={-1} className={small ? 'unseen' : undefined}>
        {small ? titleOf(place) : words}
      </h1>
      {small && <p>{words}</p>}
      <div className="ways">
        {ways.length > 1 && (
          <button type="button" className="linklike" onClick={() => setTurn(turn + 1)}>
            {buttonOf('another')}
          </button>
        )}
        <button type="button" className="linklike" aria-expanded={isWhy} onClick={() => setWhy(!isWhy)}>
          {buttonOf('why')}
        </button>
      </div>
      {isWhy && <p>{whyOf(place)}</p>}
    </div>
  )
}

const placeIn = ({ view, scene }: Room): Place => view.overlay ?? (scene.snapshot ? placeOf(scene.snapshot) : view.step)

const seen = new WeakMap<Session, { place: Place; length: number }>()

/** A heading that takes the focus when an own act has moved the talk, never when the partner's did. */
export const useHeading = (room: Room) => {
  const heading = useRef<HTMLHeadingElement>(null)
  const { session, scene } = room
  const place = placeIn(room)
  const { length } = scene.told
  const isMine = lastByOf(scene) === scene.seat
  useEffect(() => {
    const before = seen.get(session)
    seen.set(session, { place, length })
    if (!before || before.length === length || !isMine) return
    if (before.place !== place || document.activeElement === document.body) heading.current?.focus()
  }, [session, place, length, isMine])
  return heading
}
