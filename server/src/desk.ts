import type { Channel } from '@haven/shared/acts.ts'
import { Reader, type ReaderDeps } from './reader.ts'
import type { Room } from './room.ts'

type Parts = { room: Room; channels: readonly Channel[]; open: (channel: Channel) => Room }

/** One device in its session: the conversation, and the channels beside it that its seat may use. Those are opened once
 *  something is said or read there; mostly nothing is. P6 */
export class Desk {
  readonly room: Room
  readonly readers: ReadonlyMap<Channel, Reader>
  readonly #open: (channel: Channel) => Room
  #opened: Map<Channel, Room> | undefined

  /** `open` holds a channel for as long as the device is there. */
  constructor({ room, channels, open }: Parts, { line, failed }: Pick<ReaderDeps, 'line' | 'failed'>) {
    this.room = room
    this.#open = open
    const deps: ReaderDeps = { line, failed, shelf: channel => this.at(channel)!.shelf }
    this.readers = new Map(channels.map(channel => [channel, new Reader(channel, deps)]))
  }

  at(channel: Channel): Room | undefined {
    if (channel === 'room') return this.room
    if (!this.readers.has(channel)) return undefined
    const there = this.#opened?.get(channel)
    if (there) return there
    const room = this.#open(channel)
    this.#opened = (this.#opened ?? new Map()).set(channel, room)
    return room
  }
}
