import type { Room } from '../../parts/room.ts'
import { offersOf } from './offers.ts'
import { Press } from './press.tsx'

/** The one who was hurt may ask the other to stop there. */
export const Stop = ({ room, look = 'quiet' }: { room: Room; look?: 'quiet' | 'plain' }) =>
  offersOf(room)
    .filter(({ value }) => value === 'stop')
    .map(({ value, act, label }) => <Press key={value} room={room} act={act} label={label} look={look} />)
