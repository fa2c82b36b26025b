import { useSyncExternalStore } from 'react'
import type { Session } from '../session/scene.ts'

/** Something about a session that lives as long as the page does, and is written nowhere. */
export type InMemory<Value> = {
  get(session: Session): Value | undefined
  set(session: Session, value: Value | undefined): void
  use(session: Session): Value | undefined
}

export const inMemory = <Value>(): InMemory<Value> => {
  const values = new WeakMap<Session, Value>()
  const listeners = new Set<() => void>()
  const subscribe = (listener: () => void) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }
  const get = (session: Session) => values.get(session)
  return {
    get,
    set: (session, value) => {
      if (value === undefined) values.delete(session)
      else values.set(session, value)
      for (const listener of listeners) listener()
    },
    use: session => useSyncExternalStore(subscribe, () => get(session)),
  }
}
