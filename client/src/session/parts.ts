import type { Fetch } from './api.ts'
import type { Clock } from './clock.ts'
import type { Keyring } from './keyring.ts'
import type { Connect } from './line.ts'

/** All that session/ takes from outside: the browser passes its own, tests and the headless walk pass others. */
export type Parts = {
  /** As in the address bar, e.g. https://haven.example */
  origin: string
  connect: Connect
  fetch: Fetch
  clock: Clock
  /** 0 ≤ n < 1; for jitter alone, never for keys. */
  random(): number
  /** Calls when the network comes back or the page becomes visible; the answer unsubscribes. */
  wakes?(listener: () => void): () => void
  keyrings: { own: Keyring; shared: Keyring }
}
