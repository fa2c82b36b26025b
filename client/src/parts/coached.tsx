import { isAlone, isWork } from '@haven/shared/steps.ts'
import { createContext, useContext } from 'react'
import type { Words } from '../session/scene.ts'
import type { Field } from '../text/prompts.ts'
import type { LoadCoach } from './load-coach.ts'
import type { Room } from './room.ts'
import { mayListen } from './seat.ts'
import { type Coaching, type Drafts, useCoach } from './use-coach.ts'

const Load = createContext<LoadCoach | undefined>(undefined)
const Inside = createContext<Coaching | undefined>(undefined)

/** Where the coach comes from. Outside of it nobody listens. */
export const CoachFrom = Load.Provider

/** What is written inside is listened to; a drawer or a name stands outside. */
export const Coached = Inside.Provider

export const useCoached = (): Coaching | undefined => useContext(Inside)

/** For an input: while an input method is open in it, nobody listens. */
export const useComposing = () => {
  const coach = useCoached()
  return { onCompositionStart: () => coach?.compose(true), onCompositionEnd: () => coach?.compose(false) }
}

/** Listens to a form whose words go to the partner, in the steps of the conversation itself. */
export const useRoomCoach = (room: Room, fields: readonly Field[], values: Words) => {
  const load = useContext(Load)
  const { step, role } = room.view
  const isListened = isWork(step) && !isAlone(step) && mayListen(room)
  const coach = useCoach({
    load: isListened ? load : undefined,
    drafts: draftsIn(fields, values),
    listening: { step, role },
  })
  return { ...coach, room }
}
export type RoomCoaching = ReturnType<typeof useRoomCoach>

/** The free words of a form. A title is a name, not a sentence. */
const draftsIn = (fields: readonly Field[], values: Words): Drafts =>
  Object.fromEntries(
    fields
      .filter(({ field, options }) => !options && field !== 'title')
      .map(({ field }) => [field, [values[field] ?? ''].flat().join('\n')]),
  )
