import { useEffect, useSyncExternalStore } from 'react'
import type { Session } from '../session/scene.ts'

/** An own check is good for half a day. */
export const GOOD_FOR_MS = 12 * 3_600_000
const LOOK_EVERY_MS = 60_000

/** When somebody was last seen before this screen; in memory alone. A stay that was broken for too long ends it. */
type Stay = { seenAt: number; isAway: boolean }
const stays = new WeakMap<Session, Stay>()
const listeners = new Set<() => void>()

/** The own check was answered just now. */
export const stayFromNow = (session: Session): void => keep(session, { seenAt: Date.now(), isAway: false })

/** Whether this device was away for so long that its own check is asked again before the room is shown. */
export const useAway = (session: Session): boolean => {
  useEffect(() => {
    const look = () => document.hidden || keep(session, seen(stayOf(session)))
    const timer = setInterval(look, LOOK_EVERY_MS)
    document.addEventListener('visibilitychange', look)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [session])
  return useSyncExternalStore(subscribe, () => stayOf(session).isAway)
}

const stayOf = (session: Session): Stay => {
  const known = stays.get(session)
  if (known) return known
  const first = { seenAt: Date.now(), isAway: session.get().away > GOOD_FOR_MS }
  stays.set(session, first)
  return first
}

const seen = ({ seenAt, isAway }: Stay): Stay => ({
  seenAt: Date.now(),
  isAway: isAway || Date.now() - seenAt > GOOD_FOR_MS,
})

const keep = (session: Session, stay: Stay) => {
  stays.set(session, stay)
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
