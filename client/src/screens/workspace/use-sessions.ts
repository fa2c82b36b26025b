import { useEffect, useState, useSyncExternalStore } from 'react'
import type { Session } from '../../session/scene.ts'
import type { Couple } from '../../vault/workspace.ts'
import { faceOf } from './face.ts'
import type { Rooms } from './rooms.ts'

/** `undefined` until it is open. */
export const useSession = (rooms: Rooms, id: string): Session | undefined =>
  useSyncExternalStore(rooms.subscribe, () => rooms.get(id))

export const useHasFailed = (rooms: Rooms, id: string): boolean =>
  useSyncExternalStore(rooms.subscribe, () => rooms.hasFailed(id))

/** In how many rooms somebody is now. Only the one that changed is looked at; one that stopped or closed counts no more. */
export const useLiveCount = (rooms: Rooms, couples: readonly Couple[]): number => {
  const [count, setCount] = useState(0)
  useEffect(() => {
    const stops = new Map<Session, () => void>()
    const live = new Set<Session>()
    const look = (session: Session) => {
      if (faceOf(session.get()).isLive) live.add(session)
      else live.delete(session)
    }
    const add = (session: Session) => {
      const changed = () => {
        look(session)
        setCount(live.size)
      }
      stops.set(session, session.subscribe(changed))
      look(session)
    }
    const lookRound = () => {
      const open = new Set(couples.flatMap(({ session }) => rooms.get(session) ?? []))
      for (const [session, end] of stops) {
        if (open.has(session)) continue
        end()
        stops.delete(session)
        live.delete(session)
      }
      for (const session of open) if (!stops.has(session)) add(session)
      setCount(live.size)
    }
    const stop = rooms.subscribe(lookRound)
    lookRound()
    return () => {
      stop()
      for (const end of stops.values()) end()
    }
  }, [rooms, couples])
  return count
}
