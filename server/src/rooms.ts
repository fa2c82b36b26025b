import type { Channel } from '@haven/shared/acts.ts'
import { channelsOf } from '@haven/shared/channels.ts'
import { LIMITS } from '@haven/shared/wire.ts'
import { Room, type RoomDeps } from './room.ts'

export type RoomsDeps = RoomDeps & {
  ticks: () => number
  /** One after the other on all machines that there are. */
  alone?: (<Result>(session: string, work: () => Promise<Result>) => Promise<Result>) | undefined
}

type Held = { room: Room; holders: number; since: number; queue: Promise<unknown> }
type Place = { session: string; channel: Channel; head: number }
const keyOf = (session: string, channel: Channel) => `${session} ${channel}`

/** The rooms in memory, one for each channel of a session. Each is held while somebody needs it and leaves 60 s after the last one did. P33 */
export class Rooms {
  readonly #deps: RoomsDeps
  readonly #held = new Map<string, Held>()

  constructor(deps: RoomsDeps) {
    this.#deps = deps
  }

  /** Holds the room for as long as `work` runs. */
  async with<Result>(session: string, work: (room: Room) => Promise<Result>): Promise<Result> {
    const { room, release } = this.hold(session)
    try {
      return await work(room)
    } finally {
      release()
    }
  }

  /** Not loaded yet. Releasing twice is harmless. */
  hold(session: string, channel: Channel = 'room'): { room: Room; release: () => void } {
    const held = this.#of(session, channel)
    held.holders += 1
    let isHeld = true
    const release = () => {
      if (!isHeld) return
      isHeld = false
      held.holders -= 1
      held.since = this.#deps.ticks()
    }
    return { room: held.room, release }
  }

  /** One after the other per session: whatever reads who may enter and then changes it. */
  alone<Result>(session: string, work: () => Promise<Result>): Promise<Result> {
    const held = this.#of(session)
    held.holders += 1
    const { alone = (_session, now) => now() } = this.#deps
    const turn = held.queue.then(() => alone(session, work)).finally(() => (held.holders -= 1))
    held.queue = turn.catch(() => undefined)
    return turn
  }

  drop(session: string): void {
    for (const channel of channelsOf(true)) {
      this.#held.get(keyOf(session, channel))?.room.leave()
      this.#held.delete(keyOf(session, channel))
    }
  }

  /** A room that was never loaded leaves at once, so that guessed names take no place. */
  sweep(): void {
    for (const [key, { room, holders, since }] of this.#held) {
      room.shelf.clear()
      const isIdle = room.head === 0 || this.#deps.ticks() - since >= LIMITS.idleRoomMs
      if (holders === 0 && isIdle && !room.isBusy) this.#held.delete(key)
    }
  }

  /** What is in memory of each. */
  get sessions(): string[] {
    return [...new Set([...this.#held.values()].map(({ room }) => room.session))]
  }

  /** How far a channel is known here; 0 where nobody has opened it. */
  headOf(session: string, channel: Channel): number {
    return this.#held.get(keyOf(session, channel))?.room.head ?? 0
  }

  /** Somebody else has stored up to `head`. */
  moved({ session, channel, head }: Place): void {
    const held = this.#held.get(keyOf(session, channel))
    if (held) held.room.moved(head)
    else this.#deps.hub.urge(session, channel, head)
  }

  get size(): number {
    return this.#held.size
  }

  #of(session: string, channel: Channel = 'room'): Held {
    const held = this.#held.get(keyOf(session, channel))
    if (held) return held
    const room = new Room({ session, channel }, this.#deps)
    const made = { room, holders: 0, since: this.#deps.ticks(), queue: Promise.resolve() }
    this.#held.set(keyOf(session, channel), made)
    return made
  }
}
