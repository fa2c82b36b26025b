import type { Channel } from '@haven/shared/acts.ts'
import type { Room } from './room.ts'

/** The conversation and the channels beside it that a seat may use. */
export type Desk = { room: Room; sides: ReadonlyMap<Channel, Room> }
