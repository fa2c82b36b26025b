import type { Channel } from '@haven/shared/acts.ts'
import { isClosed, isShut } from '@haven/shared/members.ts'
import { quietly } from './queue.ts'
import type { Rotating, RotatingParts } from './rotating.ts'

/** Nothing is sealed under a secret that somebody holds who left; what makes a new one is loaded once the room is read. */
export class Keying {
  readonly #parts: RotatingParts
  #rotating: Promise<Rotating> | undefined
  #waiters: { channel: Channel; resolve(): void }[] = []
  #now: number | undefined
  #isOver = false

  constructor(parts: RotatingParts) {
    this.#parts = parts
  }

  /** At a log-in; `now` in seconds, the server's. */
  welcomed(now: number): void {
    this.#now = now
  }

  lost(): void {
    this.#do(rotating => rotating.lost())
  }

  /** Nothing more is sealed here: nobody waits any longer. */
  stop(): void {
    this.#isOver = true
    this.look()
  }

  /** P44: a device nobody has vouched for waits too. */
  isClosed(channel: Channel): boolean {
    const { threads, shelf } = this.#parts
    const { room, epochOf } = threads
    const members = room.get().members ?? []
    const { epoch, room: after } = epochOf(channel)
    if (this.#isOver) return true
    return !isShut(members, shelf.ring.device.id) && (epoch === 0 || isClosed(members, channel, after))
  }

  /** Resolves when that is so; this device makes a new secret at once where it can. */
  closed(channel: Channel): Promise<void> {
    if (this.isClosed(channel)) return Promise.resolve()
    return new Promise(resolve => {
      this.#waiters.push({ channel, resolve })
      this.#do(rotating => rotating.rotate(channel))
    })
  }

  /** After every entry, and when all history is in. */
  look(): void {
    const waiting = this.#waiters
    this.#waiters = waiting.filter(({ channel }) => !this.isClosed(channel))
    for (const waiter of waiting) if (!this.#waiters.includes(waiter)) waiter.resolve()
    if (!this.#parts.isReady()) return
    const now = this.#now
    this.#now = undefined
    this.#rotating ??= import('./rotating.ts').then(rotating => new rotating.Rotating(this.#parts))
    this.#rotating.catch(() => (this.#rotating = undefined))
    this.#do(rotating => rotating.look(now))
  }

  #do(doing: (rotating: Rotating) => void): void {
    if (this.#rotating) quietly(this.#rotating.then(doing))
  }
}
