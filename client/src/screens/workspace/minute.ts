import { useSyncExternalStore } from 'react'
import { dayOf } from '../../parts/day.ts'
import { list as text } from '../../text/workspace.en.ts'
import { minutesSince } from './standing.ts'

const EACH_MS = 60_000

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined
let now = Date.now()

const tick = () => {
  now = Date.now()
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void) => {
  if (listeners.size === 0) {
    now = Date.now()
    timer = setInterval(tick, EACH_MS)
  }
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) clearInterval(timer)
  }
}

/** Whole minutes since `seconds`, looked at once a minute; one clock for the whole page. */
const useMinutes = (seconds: number): number =>
  useSyncExternalStore(subscribe, () => minutesSince(seconds, Math.max(now, seconds * 1000)))

const A_DAY = 24 * 60

/** How long that is, in slow words: minutes, then hours, then the day it began. */
export const useSince = (seconds: number): string => {
  const minutes = useMinutes(seconds)
  return minutes < A_DAY ? text.since(minutes) : text.sinceDay(dayOf(seconds * 1000))
}
