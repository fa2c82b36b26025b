/* oxlint-disable no-restricted-imports -- a test helper one folder down, which imports like session/ itself */
import type { Clock } from '../clock.ts'

export type HandClock = Clock & {
  /** Runs what falls due, in order. */
  advance(ms: number): void
  /** How long until each timer that is set, the shortest first. */
  waits(): number[]
}

/** Time that moves by hand; what is asked for at once comes in the next microtask. */
export const handClock = (start = 1_700_000_000_000): HandClock => {
  let now = start
  let timers: { at: number; run: () => void }[] = []
  const after = (ms: number, run: () => void) => {
    const timer = { at: now + ms, run }
    timers.push(timer)
    if (ms === 0) queueMicrotask(() => fire(timer))
    return () => void (timers = timers.filter(one => one !== timer))
  }
  const fire = (timer: { at: number; run: () => void }) => {
    if (!timers.includes(timer)) return
    timers = timers.filter(one => one !== timer)
    timer.run()
  }
  const due = (until: number) => timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0]
  return {
    now: () => now,
    after,
    waits: () => timers.map(({ at }) => at - now).sort((a, b) => a - b),
    advance: ms => {
      const until = now + ms
      for (let timer = due(until); timer; timer = due(until)) {
        now = Math.max(now, timer.at)
        fire(timer)
      }
      now = until
    },
  }
}
