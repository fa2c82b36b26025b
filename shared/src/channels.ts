import type { Channel, SideType } from './acts.ts'
import { isPartner, type Partner, type Seat } from './steps.ts'

/** A channel beside the room: its own log, chain and key, and no machine. */
export type SideChannel = Exclude<Channel, 'room'>

type Row = { seats: readonly Seat[]; acts: readonly SideType[] }

/** Who reads and writes each, and what may be done there beside erasing one's own. */
const SIDES: Readonly<Record<SideChannel, Row>> = {
  'whisper:p1': { seats: ['p1', 'therapist'], acts: ['whispered'] },
  'whisper:p2': { seats: ['p2', 'therapist'], acts: ['whispered'] },
  notes: { seats: ['therapist'], acts: ['noted', 'bookmarked'] },
  'private:p1': { seats: ['p1'], acts: ['kept'] },
  'private:p2': { seats: ['p2'], acts: ['kept'] },
}

export const SIDE_CHANNELS = Object.keys(SIDES) as SideChannel[]

const privates: ReadonlySet<Channel> = new Set<Channel>(['private:p1', 'private:p2'])

export const isSide = (channel: Channel): channel is SideChannel => channel !== 'room'

/** The channels of a session: the room and what is private in it, and with a therapist's seat the others too. */
export const channelsOf = (therapist: boolean): readonly Channel[] => [
  'room',
  ...SIDE_CHANNELS.filter(channel => therapist || privates.has(channel)),
]

/** P6, P13: to read and to write are one right. */
export const mayUse = (seat: Seat, channel: Channel): boolean => !isSide(channel) || SIDES[channel].seats.includes(seat)

/** Whether such an act belongs there at all. */
export const belongs = (type: string, channel: SideChannel): boolean =>
  type === 'erased' || SIDES[channel].acts.some(act => act === type)

/** An act that belongs beside the room alone. */
export const isOfSide = (type: string): boolean =>
  type !== 'erased' && SIDE_CHANNELS.some(channel => belongs(type, channel))

export const whisperOf = (partner: Partner): SideChannel => `whisper:${partner}`
export const privateOf = (partner: Partner): SideChannel => `private:${partner}`

/** The partner whose whisper it is. */
export const whispersWith = (channel: Channel): Partner | undefined => {
  const [kind, seat] = channel.split(':')
  return kind === 'whisper' && isPartner(seat) ? seat : undefined
}
