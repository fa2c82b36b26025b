import { isBySeat, type SeatEntry } from '@haven/shared/acts.ts'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { Button } from '../parts/button.tsx'
import { momentOf } from '../parts/day.ts'
import type { Room } from '../parts/room.ts'
import { done as text } from '../text/talk.en.ts'

/** The last choice of this seat on another hurt, if it was: another day. */
const chosenLater = ({ scene }: Room): SeatEntry | undefined => {
  const next = scene.told
    .map(({ entry }) => entry)
    .filter(isBySeat)
    .findLast(entry => entry.by === scene.seat && entry.step === 'weave.next')
  return next?.act.type === 'chose' && next.act.choice === 'later' ? next : undefined
}

/** A night lies between two talks unless both would rather not wait; the roles are proposed, never set. */
export const Second = ({ room }: { room: Room }) => {
  const [, go] = useLocation()
  const [now] = useState(Date.now)
  const { scene } = room
  const later = chosenLater(room)
  if (!later) return null
  const start = async () => {
    await room.session.proposeNext(scene.snapshot?.context.injured === scene.seat ? 'partner' : 'mine')
    go('/?second')
  }
  const from = (later.at + DAY_S) * 1000
  const isEarly = now < from
  return (
    <section className="term" aria-label={text.second}>
      <p>{text.secondText}</p>
      {isEarly && <p>{text.secondFrom(momentOf(from))}</p>}
      <p className="acts">
        <Button className={isEarly ? 'linklike' : 'button'} onPress={() => void start()}>
          {isEarly ? text.secondNow : text.second}
        </Button>
      </p>
    </section>
  )
}
const DAY_S = 86_400
