import type { Channel } from '@haven/shared/acts.ts'
import { isEven, isMember, type Member, type Members, readersOf } from '@haven/shared/members.ts'
import { type Seat, SEATS } from '@haven/shared/steps.ts'
import { LIMITS } from '@haven/shared/wire.ts'
import type { Clock } from './clock.ts'
import { quietly } from './queue.ts'
import { carried, isStale } from './refreshing.ts'
import type { Ring } from './ring.ts'
import type { Shelf } from './shelf.ts'
import type { Threads } from './threads.ts'
import { isAct } from './verified.ts'
import type { NewEpoch } from './wrapping.ts'

export type RotatingParts = {
  clock: Pick<Clock, 'after'>
  threads: Threads
  shelf: Shelf
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
  /** How many secrets open links were last told of. */
  #carried = 0

  constructor(parts: RotatingParts) {
    this.#parts = parts
  }

  lost(): void {
    this.#begun.clear()
    this.#carried = 0
  }

  /** `now` once for each log-in, in seconds: whether the room's secret has been in use for long enough. */
  look(now?: number): void {
    const { threads, clock, shelf, present } = this.#parts
    const { at, seq } = threads.epochOf('room')
    const since = threads.room.get().head.seq - seq
    this.#refresh()
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
    if (!readers.every(one => this.#isKnown(one))) return
    if (this.#begun.get(channel) === name) return
    this.#begun.set(channel, name)
    if (channel === 'room') this.#isOld = false
    quietly(this.#make({ session, device }, { channel, epoch, room: threads.room.base(), readers }))
  }

  /**
   * Whoever took an empty seat by somebody else's link was believed at their key: they have a new secret from here once
   * they have sealed something under one that the link gave them, which whoever else came in their place cannot.
   */
  #isKnown({ device, from }: Member): boolean {
    const { threads, shelf } = this.#parts
    const { device: own, accepted } = shelf.ring
    if (device === own.id || from || accepted.includes(device)) return true
    return threads.room
      .get()
      .told.some(({ entry, state }) => isAct(entry) && entry.device === device && state === 'open')
  }

  /** Links that may still be opened carry what was made since. */
  #refresh(): void {
    const { shelf, send, threads } = this.#parts
    if (!isStale(shelf.ring) || this.#carried === carried(shelf.ring)) return
    this.#carried = carried(shelf.ring)
    quietly(import('./readmitting.ts').then(({ refresh }) => refresh({ shelf, send, room: threads.room })))
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
