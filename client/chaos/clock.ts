import { setMaxListeners } from 'node:events'
import { type Clock, systemClock } from '../src/session/clock.ts'

export type JumpyClock = Clock & {
  /** Forward: as after a sleep, so that all which fell due meanwhile comes at once. Back: only the time of day. */
  jump(ms: number): void
}

type Timer = { due: number; ring(): void }

export const jumpyClock = (): JumpyClock => {
  const timers = new Set<Timer>()
  let skew = 0
  let slept = 0
  const awake = () => systemClock.now() + slept
  return {
    now: () => systemClock.now() + skew,
    after: (ms, run) => {
      const timer: Timer = {
        due: awake() + ms,
        ring: () => {
          cancel()
          run()
        },
      }
      const stop = systemClock.after(ms, () => timer.ring())
      const cancel = () => {
        stop()
        timers.delete(timer)
      }
      timers.add(timer)
      return cancel
    },
    jump: ms => {
      skew += ms
      slept += Math.max(0, ms)
      const due = [...timers].filter(timer => timer.due <= awake()).sort((a, b) => a.due - b.due)
      for (const timer of due) if (timers.has(timer)) timer.ring()
    },
  }
}

/** Resolves after `ms`, or as soon as the signal is given. */
export const pause = (ms: number, signal?: AbortSignal): Promise<void> =>
  new Promise(resolve => {
    if (signal?.aborted) return resolve()
    const wake = () => {
      cancel()
      signal?.removeEventListener('abort', wake)
      resolve()
    }
    const cancel = systemClock.after(ms, wake)
    if (!signal) return
    setMaxListeners(0, signal)
    signal.addEventListener('abort', wake)
  })
