import { type RefObject, useEffect } from 'react'
import type { Session } from '../session/scene.ts'
import { inMemory } from './in-memory.ts'
import type { Room } from './room.ts'
import { guidedHere } from './seat.ts'

/** The newest words beside the prompt, by their seq in the room, and where they stand on the page. */
type Beside = { seq: number; element: HTMLElement }
type Viewed = Beside & { isSeen: boolean }

const beside = inMemory<Viewed>()

/** Where the words stand for this person now; what was once in view stays seen. */
export const noteView = (session: Session, { seq, element }: Beside, isInView: boolean): void => {
  const before = beside.get(session)
  const wasSeen = before?.seq === seq && before.isSeen
  if (!wasSeen) beside.set(session, { seq, element, isSeen: isInView })
}

/** The header hides what is scrolled beneath it. */
const IN_VIEW = { rootMargin: '-96px 0px 0px 0px' }

/** Watches whether the newest words beside the prompt have ever been in view; `seq` is `undefined` where none stand. */
export const useBeside = ({ session }: Room, seq: number | undefined, place: RefObject<HTMLElement | null>): void =>
  useEffect(() => {
    const element = place.current
    if (seq === undefined || !element) return
    const watch = new IntersectionObserver(([one]) => {
      if (one) noteView(session, { seq, element }, one.isIntersecting)
    }, IN_VIEW)
    watch.observe(element)
    return () => watch.disconnect()
  }, [session, seq, place])

/** Goes to words that came beside the prompt while they were out of view; `undefined` where there is nothing to go to. */
export const useMissed = (room: Room): (() => void) | undefined => {
  const { session } = room
  const now = beside.use(session)
  const newest = room.view.overlay === 'over.pause' ? undefined : guidedHere(room)[0]
  if (!now || now.isSeen || now.seq !== newest?.entry.seq) return undefined
  return () => {
    beside.set(session, { ...now, isSeen: true })
    now.element.scrollIntoView({ block: 'center' })
    now.element.focus({ preventScroll: true })
  }
}
