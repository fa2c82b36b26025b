import { type Act, isBySeat, type Opened, type SeatEntry } from '../acts.ts'
import { apply, type Event, eventOf, placeOf } from '../replay.ts'
import { type Seat, SEATS, type Step } from '../steps.ts'
import { CANDIDATES } from '../view.ts'
import { ROWS } from './reference/state.ts'
import { consenting, DAY, entryOf, idOf, later, openRoom, type Room, roomAt } from './room.ts'

/** One try in a room: what was there, what somebody did, and the room after it, or `undefined` where it was refused. */
export type Try = { before: Room; entry: SeatEntry; event: Event; after: Room | undefined }
export type Taken = Try & { after: Room }

/**
 * A talk made of numbers: each picks an act that fits the place, and now and then one that does not. Tries that were
 * refused are listed too. The same numbers give the same talk, so that a failing one can be made smaller.
 */
export const walk = (start: Room, picks: readonly number[]): Try[] => {
  let room = start
  return picks.flatMap(pick => {
    const tries = attempt(room, pick)
    room = tries.at(-1)?.after ?? room
    return tries
  })
}

/** Every act of a whole log, with the rooms before and after it: a plain way to `step`, and a walk from there. */
export const talkFrom = (opened: Opened, step: Step, picks: readonly number[]): Taken[] => [
  ...momentsTo(opened, step),
  ...walk(roomAt(step, opened), picks).filter(isTaken),
]

/** Where a walk leads. */
export const endOf = (start: Room, picks: readonly number[]): Room =>
  walk(start, picks).findLast(isTaken)?.after ?? start

const momentsTo = (opened: Opened, step: Step): readonly Taken[] => {
  const key = `${step} ${JSON.stringify(opened)}`
  const moments = told.get(key) ?? tell(roomAt(step, opened))
  told.set(key, moments)
  return moments
}
const told = new Map<string, readonly Taken[]>()

const tell = ({ entries }: Room): Taken[] => {
  let room = openRoom(entries[0]!.act as Opened)
  return entries.filter(isBySeat).map(({ by, act, at }) => {
    const one = tryOne({ ...room, now: at }, by, act)
    if (!isTaken(one)) throw new Error(`${by} ${act.type} is refused now`)
    room = one.after
    return one
  })
}

export const isTaken = (one: Try): one is Taken => one.after !== undefined

/** What a pick decides is taken from different digits of it. */
const attempt = (room: Room, pick: number): Try[] => {
  const [kind, rest, jump] = [pick % 32, Math.floor(pick / 32), Math.floor(pick / 4096) % 40]
  const at = later(room, jump === 0 ? 3 * DAY : 20 + jump)
  if (kind === 30 && jump < 4) return [tryOne(at, SEATS[rest % 3]!, { type: 'ended' })]
  if (kind === 31) return [tryOne(at, SEATS[rest % 3]!, CANDIDATES[rest % CANDIDATES.length]!)]
  const acts = actsOf(kind, room)
  const tries: Try[] = []
  for (let index = 0; index < 18; index += 1) {
    const by = seatsFrom(rest)[index % 3]!
    const one = tryOne(at, by, ownSeqs(at, acts[(rest + Math.floor(index / 3)) % acts.length]!, by, rest))
    tries.push(one)
    if (one.after) break
  }
  return tries
}

const actsOf = (kind: number, { snapshot }: Room) =>
  (kind < 27 ? (kind < 20 ? ONWARD : LIKELY).get(placeOf(snapshot)) : undefined) ?? ANYWHERE

export const tryOne = (room: Room, by: Seat, act: Act): Try => {
  const entry = entryOf(room, by, act)
  const event = eventOf(entry, seq => room.entries[seq - 1]?.by)
  const snapshot = apply(room.snapshot, event)
  return {
    before: room,
    entry,
    event,
    after: snapshot && { entries: [...room.entries, entry], snapshot, now: room.now },
  }
}

const seatsFrom = (pick: number): readonly Seat[] =>
  pick % 5 === 0 ? ['therapist', 'p1', 'p2'] : pick % 2 ? ['p1', 'p2', 'therapist'] : ['p2', 'p1', 'therapist']

const BACKWARDS = new Set(['tookBack', 'askedBack', 'setDown', 'parked'])

const actFor = (type: string, choice: string | undefined, place: string): Act => {
  if (place === 'arrive.consent' && type === 'agreed') return consenting
  if (type === 'spoke') return { type, aloud: false }
  if (choice === undefined) return { type } as Act
  return (type === 'allowed' || type === 'withdrew' ? { type, kind: choice } : { type, choice }) as Act
}

const actsFrom = (onward: boolean): ReadonlyMap<string, readonly Act[]> => {
  const acts = new Map<string, Act[]>()
  for (const { from, act, choice } of ROWS) {
    if (onward && BACKWARDS.has(act)) continue
    const found = (choice?.split('|') ?? [undefined]).map(one => actFor(act, one, from))
    acts.set(from, [...(acts.get(from) ?? []), ...found])
  }
  return acts
}
const ONWARD = actsFrom(true)
const LIKELY = actsFrom(false)

const ANYWHERE: readonly Act[] = [
  ...[1, 20, 1440].map((minutes): Act => ({ type: 'paused', minutes })),
  ...(['held', 'guided', 'held', 'paused', 'held', 'guided'] as const).map((type): Act =>
    type === 'paused' ? { type, minutes: 60 } : { type },
  ),
  { type: 'endorsed', device: idOf('new') },
  { type: 'removed', device: idOf('old') },
  { type: 'allowed', kind: 'review' },
  { type: 'withdrew', kind: 'shareMeasures' },
  { type: 'erased', seqs: [1] },
  { type: 'erased', seqs: [1] },
]

/** Half of the erasings name an own entry, half the one that somebody else happens to have written. */
const ownSeqs = ({ entries }: Room, act: Act, by: Seat, pick: number): Act => {
  if (act.type !== 'erased') return act
  const own = entries.filter(entry => pick % 2 === 0 || entry.by === by)
  return { type: 'erased', seqs: [own[pick % Math.max(1, own.length)]?.seq ?? 1] }
}
