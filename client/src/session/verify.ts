import {
  type Entry,
  type HavenEntry,
  isBySeat,
  mayCarryWords,
  type Opened,
  type SeatEntry,
} from '@haven/shared/acts.ts'
import { apply, eventOf, hasConsented, isAnywhere, placeOf, type Snapshot, start } from '@haven/shared/replay.ts'
import type { Seat } from '@haven/shared/steps.ts'
import { LIMITS } from '@haven/shared/wire.ts'
import { deviceId } from '../seal/device.ts'
import { type Bytes, isSame, toBytes } from '../seal/keys.ts'
import { link } from './link.ts'
import type { Trouble } from './scene.ts'

export type Joined = Extract<HavenEntry['act'], { type: 'joined' }>

/** What this copy holds against the log from outside it. */
export type Faith = {
  asked: { setting: 'apart' | 'together'; keepDays: number }
  /** Whether a device that joined is one this seat has reason to believe. */
  accepts(joined: Joined): Promise<boolean>
}

/** What this copy has verified of the room; `hashes[n]` is the hash after entry n. */
export type Verified = {
  readonly hashes: Bytes[]
  readonly authors: string[]
  readonly mids: Set<string>
  readonly devices: Map<string, Seat>
  at: number
  opened?: Opened
  snapshot?: Snapshot
}

/** An entry that fits: the hash after it and where the machine stands then. */
export type Fit = { entry: Entry; hash: Bytes; snapshot: Snapshot; opened: Opened }
export type Verdict = Fit | { trouble: Trouble }

export const emptyVerified = (genesis: Bytes): Verified => ({
  hashes: [genesis],
  authors: [],
  mids: new Set(),
  devices: new Map(),
  at: 0,
})

export const story = (why: string): { trouble: Trouble } => ({ trouble: { kind: 'story', why } })

/** C4 but for the box: base, mid, author, place, the machine, the link. Changes nothing. */
export const judge = async (verified: Verified, entry: Entry, faith: Faith): Promise<Verdict> => {
  if (entry.seq !== verified.hashes.length) return story('hole')
  if (entry.at < verified.at) return story('time')
  const verdict = isBySeat(entry) ? judgeAct(verified, entry) : await judgeHaven(verified, entry, faith)
  if ('trouble' in verdict) return verdict
  return { ...verdict, entry, hash: await link(verified.hashes.at(-1)!, entry) }
}

/** Takes an entry that `judge` found fitting. */
export const learn = (verified: Verified, { entry, hash, snapshot, opened }: Fit): void => {
  verified.hashes.push(hash)
  verified.authors.push(entry.by)
  verified.at = entry.at
  verified.snapshot = snapshot
  verified.opened = opened
  if (isBySeat(entry)) verified.mids.add(entry.mid)
  else if (entry.act.type === 'joined') verified.devices.set(entry.act.device, entry.act.seat)
}

/** Whether this copy stood at, or passed through, that seq with that hash. */
export const hasHash = ({ hashes }: Verified, seq: number, hash: string): boolean => {
  const known = hashes[seq]
  return known !== undefined && isSame(known, toBytes(hash))
}

type Place = { snapshot: Snapshot; opened: Opened }

const judgeAct = (verified: Verified, entry: SeatEntry): Place | { trouble: Trouble } => {
  const { snapshot, opened } = verified
  if (!snapshot || !opened) return story('opened')
  const why = faultOf(verified, entry) ?? placeFaultOf(snapshot, entry)
  if (why) return story(why)
  const next = apply(
    snapshot,
    eventOf(entry, seq => verified.authors[seq - 1]),
  )
  return next ? { snapshot: next, opened } : story('machine')
}

const faultOf = (verified: Verified, entry: SeatEntry): string | undefined => {
  const { base, mid, by, device } = entry
  const lag = entry.seq - 1 - base.seq
  if (lag < 0 || lag > LIMITS.baseLag || !hasHash(verified, base.seq, base.hash)) return 'base'
  if (verified.mids.has(mid)) return 'mid'
  if (verified.devices.get(device) !== by) return 'device'
  return isBoxOf(entry) ? undefined : 'box'
}

const placeFaultOf = (snapshot: Snapshot, { act, step }: SeatEntry): string | undefined => {
  if (!isAnywhere(act.type) && step !== placeOf(snapshot)) return 'step'
  const early = mayCarryWords(act.type) && !hasConsented(snapshot)
  return early && !(act.type === 'agreed' && step === 'arrive.consent') ? 'consent' : undefined
}

/** A worded act has a padded box, any other the bare proof; an erased box leaves its hash. */
const isBoxOf = ({ act, box, boxHash }: SeatEntry): boolean => {
  if (box === null) return boxHash !== undefined
  const plain = Math.floor((box.length * 3) / 4) - LIMITS.boxOverhead
  return mayCarryWords(act.type) ? LIMITS.boxSizes.some(size => size === plain) : plain === 0
}

const judgeHaven = async (
  verified: Verified,
  { seq, act }: HavenEntry,
  faith: Faith,
): Promise<Place | { trouble: Trouble }> => {
  if (act.type === 'opened') {
    if (seq !== 1 || !isAsked(act, faith)) return story('opened')
    return { opened: act, snapshot: start(act) }
  }
  const { snapshot, opened } = verified
  if (!snapshot || !opened) return story('opened')
  if ((await deviceId(toBytes(act.agreePub), toBytes(act.signPub))) !== act.device) return story('keys')
  if (!(await faith.accepts(act))) return { trouble: { kind: 'join' } }
  return { snapshot, opened }
}

/** Entry 1 is the creator's own wish; the capsule tells the newcomer what it was. */
const isAsked = (opened: Opened, { asked }: Faith): boolean =>
  opened.mode === 'couple' &&
  !opened.therapist &&
  opened.setting === asked.setting &&
  opened.keepDays === asked.keepDays
