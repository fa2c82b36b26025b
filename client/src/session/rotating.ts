import type { Channel } from '@haven/shared/acts.ts'
import { isEven, isMember, type Members, readersOf } from '@haven/shared/members.ts'
import { type Seat, SEATS } from '@haven/shared/steps.ts'
import { LIMITS } from '@haven/shared/wire.ts'
import type { Clock } from './clock.ts'
import { quietly } from './queue.ts'
import type { Ring } from './ring.ts'
import type { Shelf } from './shelf.ts'
import type { Threads } from './threads.ts'
import type { NewEpoch } from './wrapping.ts'

export type RotatingParts = {
  clock: Pick<Clock, 'after'>
  threads: Threads
  shelf: Pick<Shelf, 'ring'>
  /** Whether every channel stands where the server says it does. */
  isReady(): boolean
  present(): readonly Seat[]
  send(frame: object): boolean
}

const TURN_MS = 1_000

/**
 * Sees to it that who holds the secret of a channel and who reads it are the same devices (protocol.md 5). The present
 * member who comes first in the order of seats makes a new one, the next a second later if it is still missing.
 */
export class Rotating {
  readonly #parts: RotatingParts
  /** What was begun, by channel: for which epoch and whom. */
  readonly #begun = new Map<Channel, string>()
  #isOld = false

  constructor(parts: RotatingParts) {
    this.#parts = parts
  }

  lost(): void {
    this.#begun.clear()
  }

  /** `now` once for each log-in, in seconds: whether the room's secret has been in use for long enough. */
  look(now?: number): void {
    const { threads, clock, shelf, present } = this.#parts
    const { at, seq } = threads.epochOf('room')
    const since = threads.room.get().head.seq - seq
    if (now !== undefined) this.#isOld = now - at >= LIMITS.epoch.seconds || since >= LIMITS.epoch.entries
    const turn = SEATS.filter(seat => present().includes(seat)).indexOf(shelf.ring.seat)
    for (const channel of threads.channels)
      if (this.#isDue(channel)) clock.after(Math.max(0, turn) * TURN_MS, () => this.rotate(channel))
  }

  /** Now, where it is time for it and was not begun. */
  rotate(channel: Channel): void {
    const { threads, isReady, shelf } = this.#parts
    const { session, device } = shelf.ring
    const epoch = threads.epochOf(channel).epoch + 1
    const readers = readersOf(this.#members, channel)
    const name = `${epoch} ${readers.map(one => one.device).join()}`
    if (!isReady() || !isMember(this.#members, device.id) || !this.#isDue(channel)) return
    if (this.#begun.get(channel) === name) return
    this.#begun.set(channel, name)
    if (channel === 'room') this.#isOld = false
    quietly(this.#make({ session, device }, { channel, epoch, room: threads.room.base(), readers }))
  }

  get #members(): Members {
    return this.#parts.threads.room.get().members ?? []
  }

  #isDue(channel: Channel): boolean {
    const { epoch, room } = this.#parts.threads.epochOf(channel)
    return (epoch > 0 && !isEven(this.#members, channel, room)) || (channel === 'room' && this.#isOld)
  }

  async #make(own: Pick<Ring, 'session' | 'device'>, next: NewEpoch) {
    const { wrapAll } = await import('./wrapping.ts')
    this.#parts.send(await wrapAll(own, next))
  }
}
