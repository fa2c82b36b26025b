import type { Act, Opened } from '../acts.ts'
import { isWork, type Step } from '../steps.ts'
import { stepOf } from '../replay.ts'
import { DAY, did, later, openRoom, leadTo, onward, type Room, roomAt, spoke, tryAct } from './room.ts'

/** Every room on the plain way from the first step to done. */
export const plainWay = (opened: Opened): Room[] => {
  const rooms = [openRoom(opened)]
  while (stepOf(rooms.at(-1)!.snapshot) !== 'done') rooms.push(onward(rooms.at(-1)!))
  return rooms
}

const paused: Act = { type: 'paused', minutes: 20 }
const back: Act = { type: 'askedBack', choice: 'map.name' }
const notYet: Act = { type: 'answered', choice: 'notYet' }
const now: Act = { type: 'chose', choice: 'now' }

/** Seldom places: limits and just before them, return days, a second round, answers that do not fit. */
const seldom = (opened: Opened): Room[] => [
  ...GATE_STEPS.flatMap(step => limitAt(step, opened)),
  ...returnDay(roomAt('hear.deepen', opened)),
  ...(opened.therapist ? secondRound(opened) : []),
  ...['noHurt', 'me', 'both'].map(choice => did(roomAt('arrive.roles', opened), 'p1', { type: 'chose', choice })),
  did(roomAt('reach.land', opened), 'p1', spoke),
]

const GATE_STEPS = ['hear.check', 'hear.check2', 'own.landed', 'reach.receive'] as const

/** Twice not yet, then the third, then a proposal in the aside it opens. */
const limitAt = (step: Step, opened: Opened): Room[] => {
  const again = (room: Room) => leadTo(did(room, 'p1', notYet), step)
  const before = again(again(roomAt(step, opened)))
  const limit = did(before, 'p1', notYet)
  return [before, limit, did(limit, 'p1', { type: 'askedBack', choice: 'map.name' })]
}

/** Set down, and every room on the way back to the same step. */
export const returnDay = (room: Room): Room[] => {
  const rooms = [later(did(room, 'p2', { type: 'setDown' }), DAY)]
  while (stepOf(rooms.at(-1)!.snapshot) !== stepOf(room.snapshot)) rooms.push(onward(rooms.at(-1)!))
  return rooms
}

const secondRound = (opened: Opened): Room[] => {
  const one = did(roomAt('weave.next', opened), 'p1', now)
  const both = did(one, 'p2', now)
  return [one, both, leadTo(did(both, 'therapist', { type: 'agreed' }), 'weave.next')]
}

/** The same place under a pause, a hold and a proposal, where these are possible. */
const laidOver = (room: Room): Room[] => {
  const asked = isWork(stepOf(room.snapshot)) ? tryAct(room, 'p2', back) : undefined
  return [tryAct(room, 'p1', paused), tryAct(room, 'therapist', { type: 'held' }), asked].filter(isRoom)
}

/** One partner back from a pause, on the same day and after it; a pause over a hold over an aside. */
const halfBack = (room: Room): Room[] => {
  const one = did(did(room, 'p1', paused), 'p2', { type: 'returned' })
  const held = tryAct(tryAct(room, 'p2', back) ?? room, 'therapist', { type: 'held' })
  return [one, later(one, DAY + 1), held, held && tryAct(held, 'p2', paused)].filter(isRoom)
}

const isRoom = (room: Room | undefined): room is Room => room !== undefined

/** Rooms in every step, under every overlay, and in the seldom places. */
export const everywhereIn = (opened: Opened): Room[] => {
  const way = [...plainWay(opened), ...seldom(opened)]
  const steps = way.filter(
    (room, index) => way.findIndex(({ snapshot }) => snapshot.value === room.snapshot.value) === index,
  )
  const some = (['arrive.roles', 'hear.check', 'close.thanks', 'between'] as const).map(step => roomAt(step, opened))
  return [...way, ...steps.flatMap(laidOver), ...some.flatMap(halfBack)]
}
