import { systemClock } from './clock.ts'
import { memoryKeyring, storedKeyring } from './keyring.ts'
import type { Parts } from './parts.ts'

let made: Parts | undefined

/** What session/ takes from this browser; one for the whole page, so that a shared device's keys are found again. */
export const browserParts = (): Parts => (made ??= make())

const make = (): Parts => ({
  origin: location.origin,
  connect: (url, protocols) => new WebSocket(url, protocols),
  fetch: (url, init) => fetch(url, init),
  clock: systemClock,
  random: () => Math.random(),
  wakes: onWake,
  keyrings: { own: storedKeyring(), shared: memoryKeyring() },
})

const onWake = (listener: () => void): (() => void) => {
  const seen = () => {
    if (document.visibilityState === 'visible') listener()
  }
  addEventListener('online', listener)
  document.addEventListener('visibilitychange', seen)
  return () => {
    removeEventListener('online', listener)
    document.removeEventListener('visibilitychange', seen)
  }
}
