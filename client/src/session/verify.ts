import {
  type Entry,
  type HavenEntry,
  isBySeat,
  mayCarryWords,
  type Opened,
  type SeatEntry,
} from '@haven/shared/acts.ts'
import { isMember, isTaken, learnMember, type Members } from '@haven/shared/members.ts'
import { apply, eventOf, hasConsented, isAnywhere, placeOf, type Snapshot, start } from '@haven/shared/replay.ts'
import { deviceId } from '../seal/device.ts'
import { type Bytes, toBytes } from '../seal/keys.ts'
import { type Learns, rekeyFaultOf } from './rekeyed.ts'
import type { Asked } from './ring.ts'
import type { Trouble } from './scene.ts'
import {
  type Book,
  emptyVerified,
  fitting,
  type Knows,
  orderFaultOf,
  sealFaultOf,
  story,
  type Verified,
} from './verified.ts'

export type Joined = Extract<HavenEntry['act'], { type: 'joined' }>

/** What this copy holds against the log from outside it. */
export type Faith = {
  asked: Asked
  /** Whether a device that joined is one this seat has reason to believe, by a link of somebody who may give one (P44, P45). */
  accepts(joined: Joined, members: Members): Promise<boolean>
  /** Absent where nothing is to be opened. */
  learns?: Learns
}

export type RoomBook = Book<Entry> & { readonly members: () => Members }

type Room = { verified: Verified; members: Members; snapshot?: Snapshot; opened?: Opened; snapshots: Snapshot[] }
type Place = { snapshot: Snapshot; opened: Opened }

/** The room's own: beside base, mid, author and link, the place, the machine and who is let in. */
export const roomBook = (genesis: Bytes, faith: Faith): RoomBook => {
  const room: Room = { verified: emptyVerified(genesis), members: [], snapshots: [] }
  const knows: Knows = (device, seat) => isMember(room.members, device, seat)
  return {
    verified: room.verified,
    members: () => room.members,
    stand: () => room,
    judge: async entry => {
      const why = orderFaultOf(room.verified, entry)
      if (why) return story(why)
      const place = isBySeat(entry) ? judgeAct(room, entry, knows) : await judgeHaven(room, entry, faith)
      if ('trouble' in place) return place
      return fitting(room.verified, entry, () => {
        Object.assign(room, place)
        room.snapshots.push(place.snapshot)
        room.members = learnMember(room.members, entry)
      })
    },
  }
}

const judgeAct = (room: Room, entry: SeatEntry, knows: Knows): Place | { trouble: Trouble } => {
  const { snapshot, opened, verified } = room
  if (!snapshot || !opened) return story('opened')
  const why = sealFaultOf(verified, entry, knows) ?? placeFaultOf(snapshot, entry)
  if (why) return story(why)
  const next = apply(
    snapshot,
    eventOf(entry, seq => verified.authors[seq - 1]),
  )
  return next ? { snapshot: next, opened } : story('machine')
}

const placeFaultOf = (snapshot: Snapshot, { act, step }: SeatEntry): string | undefined => {
  if (!isAnywhere(act.type) && step !== placeOf(snapshot)) return 'step'
  const early = mayCarryWords(act.type) && !hasConsented(snapshot)
  return early && !(act.type === 'agreed' && step === 'arrive.consent') ? 'consent' : undefined
}

/** A seat is taken once, and after that by the link of somebody, whom `faith` knows. C4 */
const judgeHaven = async (
  { snapshot, opened, members, verified }: Room,
  entry: HavenEntry,
  faith: Faith,
): Promise<Place | { trouble: Trouble }> => {
  const { seq, act } = entry
  if (act.type === 'opened') {
    if (seq !== 1 || !isAsked(act, faith)) return story('opened')
    return { opened: act, snapshot: start(act) }
  }
  if (!snapshot || !opened) return story('opened')
  if (act.type === 'rekeyed') {
    const why = await rekeyFaultOf(
      { channel: 'room', view: { members: () => members, verified }, learns: faith.learns },
      entry,
    )
    return why ? story(why) : { snapshot, opened }
  }
  const trouble = await joinFaultOf(members, act, faith)
  return trouble ? { trouble } : { snapshot, opened }
}

const joinFaultOf = async (members: Members, act: Joined, faith: Faith): Promise<Trouble | undefined> => {
  if ((await deviceId(toBytes(act.agreePub), toBytes(act.signPub))) !== act.device)
    return { kind: 'story', why: 'keys' }
  const isKnown = members.some(({ device }) => device === act.device)
  const isFitting = !isKnown && isTaken(members, act.seat) === (act.from !== undefined)
  return isFitting && (await faith.accepts(act, members)) ? undefined : { kind: 'join' }
}

/** Entry 1 is the creator's own wish; the capsule tells the newcomer what it was. */
const isAsked = (opened: Opened, { asked }: Faith): boolean =>
  opened.mode === asked.mode &&
  opened.therapist === asked.therapist &&
  opened.setting === asked.setting &&
  opened.keepDays === asked.keepDays
