import type { AnyEntry, Channel } from './acts.ts'
import { mayUse } from './channels.ts'
import type { Seat } from './steps.ts'

/** A device that joined, by the seqs of the room at which that changed. */
export type Member = {
  readonly device: string
  readonly seat: Seat
  readonly agreePub: string
  /** Of one that joined a seat that was taken: the seat whose link it came by. */
  readonly from?: Seat
  readonly joined: number
  /** Whole seconds. */
  readonly since: number
  /** From here it may read; absent while nobody has vouched for it. */
  readonly trusted?: number
  readonly until?: number
}
export type Members = readonly Member[]

type Said = Pick<AnyEntry, 'seq' | 'at' | 'by' | 'act'>

/** Who is in the session after one more entry of the room. Every copy of the log gives the same. */
export const learnMember = (members: Members, { seq, at, by, act }: Said): Members => {
  if (act.type === 'joined') {
    const { device, seat, agreePub, from } = act
    const one = { device, seat, agreePub, joined: seq, since: at, ...(from ? { from } : { trusted: seq }) }
    const isOut = (other: Member) => from !== undefined && from !== seat && other.seat === seat
    return [...leaving(members, isOut, seq), one]
  }
  if (act.type === 'endorsed')
    return members.map(one =>
      one.device === act.device && one.from === by && one.trusted === undefined ? { ...one, trusted: seq } : one,
    )
  if (act.type === 'removed') return leaving(members, ({ device, seat }) => device === act.device && seat === by, seq)
  if (act.type === 'withdrew' && act.kind === 'therapist')
    return leaving(members, ({ seat }) => seat === 'therapist', seq)
  return members
}

const leaving = (members: Members, isOut: (one: Member) => boolean, seq: number): Members =>
  members.map(one => (one.until === undefined && isOut(one) ? { ...one, until: seq } : one))

/** In the session now, whether somebody has vouched for it or not. */
export const isIn = ({ until }: Member): boolean => until === undefined

/** Whether that seat's device is in the session now and may act. */
export const isMember = (members: Members, device: string, seat?: Seat): boolean =>
  members.some(
    one => one.device === device && isIn(one) && one.trusted !== undefined && (seat === undefined || one.seat === seat),
  )

/** It joined, and nobody has vouched for it yet, or its seat is another's by now: nothing of it is taken. */
export const isShut = (members: Members, device: string): boolean =>
  members.some(one => one.device === device) && !isMember(members, device)

export const isTaken = (members: Members, seat: Seat): boolean => members.some(one => one.seat === seat)

/** The devices that read a channel, as it stood after an entry of the room. */
export const readersOf = (members: Members, channel: Channel, seq = Number.MAX_SAFE_INTEGER): Members =>
  members.filter(
    ({ seat, trusted, until }) =>
      mayUse(seat, channel) && (trusted ?? Infinity) <= seq && (until === undefined || until > seq),
  )

/** The devices that may have the secret of an epoch made after that entry of the room: those that read then, and those
 *  whose link to an empty seat may have carried it on. The first epoch was made after none. */
export const holdersOf = (members: Members, channel: Channel, room: number): Members => {
  const given = new Set(readersOf(members, channel, room))
  return members.filter(one => given.has(one) || isCarried(one, channel, room))
}

const isCarried = ({ seat, from, joined }: Member, channel: Channel, room: number): boolean =>
  mayUse(seat, channel) && from === undefined && joined > room

/** Nobody holds the secret any more who may not read: only then is anything sealed under it. */
export const isClosed = (members: Members, channel: Channel, room: number): boolean =>
  holdersOf(members, channel, room).every(isIn)

/** Who reads and who surely holds the secret are the same devices; else it is time for a new one. A link carries the first
 *  secret for certain; a later one may have been made after the link. */
export const isEven = (members: Members, channel: Channel, room: number): boolean => {
  const given = new Set(readersOf(members, channel, room))
  const holds = (one: Member) => given.has(one) || (room === 0 && isCarried(one, channel, room))
  return isClosed(members, channel, room) && readersOf(members, channel).every(holds)
}
