import type { Act, Entry, Opened, SeatEntry } from '../acts.ts'
import { apply, eventOf, placeOf, type Snapshot, start, stepOf } from '../replay.ts'
import { type Partner, type Place, type Seat, type Step } from '../steps.ts'

/** A room as a server would hold it: the log and where it leads. Never changed, only followed by another. */
export type Room = { readonly entries: readonly Entry[]; readonly snapshot: Snapshot; readonly now: number }

export const couple: Opened = {
  type: 'opened',
  script: 1,
  mode: 'couple',
  setting: 'apart',
  therapist: false,
  keepDays: 30,
}
export const supervised: Opened = { ...couple, mode: 'supervised', setting: 'together', therapist: true }

const BEGAN = 1_700_000_000
const HOUR = 3600
export const DAY = 24 * HOUR

export const openRoom = (opened: Opened = couple): Room => ({
  entries: [{ seq: 1, at: BEGAN, epoch: 1, by: 'haven', act: opened }],
  snapshot: start(opened),
  now: BEGAN,
})

/** 22 or 43 letters that decode to 16 or 32 bytes: `text`, filled up. */
export const idOf = (text: string) => `${text}${'A'.repeat(22 - text.length)}`
export const hashOf = (text: string) => `${text}${'A'.repeat(43 - text.length)}`

export const entryOf = ({ entries, snapshot, now }: Room, by: Seat, act: Act): SeatEntry => ({
  seq: entries.length + 1,
  at: now,
  epoch: 1,
  by,
  device: idOf(by),
  mid: idOf(`mid${entries.length + 1}x`),
  step: placeOf(snapshot),
  base: { seq: 0, hash: hashOf('') },
  act,
  box: null,
  boxHash: hashOf(`box${entries.length + 1}x`),
})

/** The room after the act, or `undefined` where the machine refuses it. */
export const tryAct = (room: Room, by: Seat, act: Act): Room | undefined => {
  const entry = entryOf(room, by, act)
  const next = apply(
    room.snapshot,
    eventOf(entry, seq => room.entries[seq - 1]?.by),
  )
  return next && { entries: [...room.entries, entry], snapshot: next, now: room.now }
}

/** The room a minute later, after an act that must be accepted. */
export const did = (room: Room, by: Seat, act: Act): Room => {
  const next = tryAct(later(room, 60), by, act)
  if (!next) throw new Error(`${by} ${act.type} is refused in ${placeOf(room.snapshot)}`)
  return next
}

export const later = (room: Room, seconds: number): Room => ({ ...room, now: room.now + seconds })

export const consenting: Act = { type: 'agreed', wording: hashOf('wording'), kinds: 'use keep therapist' }
export const spoke: Act = { type: 'spoke', aloud: false }

/** The plain way on from each place: who does what, the first that is accepted. Never ends, never skips. */
const ONWARD: Record<Exclude<Place, 'done'>, readonly Act[]> = {
  'arrive.welcome': [{ type: 'readied' }],
  'arrive.safety': [{ type: 'readied' }],
  'arrive.consent': [consenting],
  'arrive.roles': [{ type: 'chose', choice: 'me' }],
  'arrive.order': [{ type: 'chose', choice: 'me' }],
  'arrive.settle': [{ type: 'readied' }],
  'map.name': [spoke, { type: 'finished' }],
  'map.cycle': [spoke, { type: 'agreed' }],
  'map.agree': [{ type: 'chose', choice: 'heard' }],
  'hear.voice': [spoke, { type: 'finished' }],
  'hear.reflect': [spoke],
  'hear.check': [{ type: 'answered', choice: 'yes' }],
  'hear.deepen': [spoke, { type: 'finished' }],
  'hear.reflect2': [spoke],
  'hear.check2': [{ type: 'answered', choice: 'yes' }],
  'own.inner': [{ type: 'readied' }],
  'own.say': [spoke],
  'own.landed': [{ type: 'answered', choice: 'yes' }],
  'own.invite': [{ type: 'chose', choice: 'now' }],
  'own.context': [spoke, { type: 'finished' }],
  'reach.find': [{ type: 'finished' }],
  'reach.ask': [spoke],
  'reach.answer': [spoke],
  'reach.receive': [{ type: 'answered', choice: 'yes' }],
  'reach.land': [{ type: 'readied' }],
  'weave.story': [spoke, { type: 'agreed', choice: 'one' }],
  'weave.care': [spoke, { type: 'agreed' }],
  'weave.next': [{ type: 'chose', choice: 'later' }],
  'close.thanks': [spoke],
  'close.check': [{ type: 'readied' }],
  'close.after': [{ type: 'chose', choice: 'keep' }],
  between: [{ type: 'returned' }],
  'over.pause': [{ type: 'returned' }],
  'over.hold': [{ type: 'released' }],
  'over.stepBack': [{ type: 'agreed' }],
}

/** Everyone goes on as plainly as they can until the room stands in `step`; p1 is the one who was hurt. */
export const leadTo = (room: Room, step: Step): Room => {
  let at = room
  for (let acts = 0; placeOf(at.snapshot) !== step; acts += 1) {
    if (acts > 80 || stepOf(at.snapshot) === 'done') throw new Error(`no plain way to ${step}`)
    at = onward(at)
  }
  return at
}

export const roomAt = (step: Step, opened: Opened = couple): Room => {
  const key = `${step} ${JSON.stringify(opened)}`
  const room = found.get(key) ?? find(step, opened)
  found.set(key, room)
  return room
}
const found = new Map<string, Room>()

const find = (step: Step, opened: Opened) =>
  step === 'between' ? did(roomAt('hear.check', opened), 'p1', { type: 'setDown' }) : leadTo(openRoom(opened), step)

/** One act further. Those who have not spoken or marked here yet come first, so that nobody goes in circles. */
export const onward = (room: Room): Room => {
  const place = placeOf(room.snapshot) as Exclude<Place, 'done'>
  const { marks, said, pause } = room.snapshot.context
  for (const act of ONWARD[place]) {
    for (const by of ['p1', 'p2', 'therapist'] as const) {
      const had = act.type === 'spoke' ? (said as Seat[]).includes(by) || marks[by] : marks[by]
      if (had || (pause?.back as Seat[] | undefined)?.includes(by)) continue
      const next = tryAct(later(room, 60), by, fitted(place, by, act))
      if (next) return next
    }
  }
  throw new Error(`nobody can go on in ${place}`)
}

/** Both were hurt; p1 goes first. */
const fitted = (place: Place, by: Seat, act: Act): Act =>
  by === 'p2' && place === 'arrive.order' ? { type: 'chose', choice: 'partner' } : act

export const injuredIn = ({ snapshot }: Room): Partner => snapshot.context.injured ?? 'p1'
