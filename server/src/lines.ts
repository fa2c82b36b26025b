import { CLOSE, type Downward, LIMITS } from '@haven/shared/wire.ts'
import type { Line } from './line.ts'

/** How long the other side may take to close in turn. */
const GRACE_MS = 1_000

/** Every open socket of this process. Those who have not logged in are strangers, counted by address. P3, P31 */
export class Lines {
  readonly #now: () => number
  readonly #strangers = new Set<Line>()
  readonly #members = new Set<Line>()
  readonly #counts = new Map<string, number>()

  constructor(now: () => number) {
    this.#now = now
  }

  add(line: Line): void {
    const { address } = line.caller
    this.#strangers.add(line)
    this.#counts.set(address, this.strangersFrom(address) + 1)
    line.onLeave(() => {
      this.#noLongerStrange(line)
      this.#members.delete(line)
    })
  }

  admit(line: Line): void {
    if (line.isClosed) return
    this.#noLongerStrange(line)
    this.#members.add(line)
  }

  strangersFrom(address: string): number {
    return this.#counts.get(address) ?? 0
  }

  get size(): number {
    return this.#strangers.size + this.#members.size
  }

  expireStrangers(): void {
    for (const line of this.#strangers)
      if (this.#now() - line.openedAt >= (line.hasSpoken ? LIMITS.silentMs : LIMITS.helloMs)) line.close(CLOSE.noHello)
  }

  sweep(): void {
    for (const line of this.#members) if (this.#now() - line.heardAt >= LIMITS.silentMs) line.close(CLOSE.noHello)
  }

  /** P34. Everybody is told to come back, spread over so long that one process can take them. */
  async dismiss(): Promise<void> {
    const lines = [...this.#strangers, ...this.#members]
    const spreadMs = Math.ceil((lines.length / LIMITS.restartSpreadPerSecond) * 1000)
    const text: Downward = { type: 'bye', why: 'restart', spreadMs }
    for (const line of lines) {
      line.send(text)
      line.close(CLOSE.restart)
    }
    await Promise.all(lines.map(line => line.ended(GRACE_MS)))
  }

  #noLongerStrange(line: Line): void {
    if (!this.#strangers.delete(line)) return
    const left = this.strangersFrom(line.caller.address) - 1
    if (left > 0) this.#counts.set(line.caller.address, left)
    else this.#counts.delete(line.caller.address)
  }
}
