import { isPartner } from '@haven/shared/steps.ts'
import { viewOf } from '@haven/shared/view.ts'
import type { Session } from '../session/scene.ts'

/** Presses Begin once, as soon as the talk is open and it may be pressed. The answer stops waiting. */
export const beginOnceOpen = (session: Session): (() => void) => {
  let isDone = false
  const look = () => {
    const { phase, snapshot, told, seat } = session.get()
    if (isDone || phase !== 'open' || !snapshot || !isPartner(seat)) return
    const view = viewOf(
      snapshot,
      told.map(({ entry }) => entry),
      seat,
    )
    if (view.step !== 'arrive.welcome') isDone = true
    else if (view.presses.has('readied')) {
      isDone = true
      void session.act({ type: 'readied' })
    }
  }
  const unsubscribe = session.subscribe(look)
  look()
  return () => {
    isDone = true
    unsubscribe()
  }
}
