import type { Act, ActType } from '@haven/shared/acts.ts'
import type { Room } from '../../parts/room.ts'
import { buttonOf, choicesOf, fill } from '../../text/prompts.ts'

/** An answer that can be given now: how it reads, and what it sends. */
export type Offer = { value: string; label: string; act: Act }

export const may = ({ view }: Room, type: ActType, choice?: string): boolean => {
  const choices = view.presses.get(type)
  return choices !== undefined && (choice === undefined || choices.includes(choice))
}

/** The choices of the step that the machine would take now, in the order of the words. */
export const offersOf = (room: Room): Offer[] =>
  choicesOf(room.view.step).flatMap(({ value, label, sends }) => {
    const type = CHOOSING.find(one => may(room, one, sends ?? value))
    return type ? [{ value, label: fill(label, room.fill), act: { type, choice: sends ?? value } as Act }] : []
  })
const CHOOSING = ['answered', 'chose', 'agreed'] as const

/** A plain act as one of several equal answers; none where it may not be pressed. */
export const offerOf = (room: Room, act: Act, label = buttonOf(act.type, room.view.step)): Offer[] =>
  may(room, act.type) ? [{ value: act.type, label, act }] : []

/** What was chosen last in this step by this seat, as it was worded; for a calm wait. */
export const ownChoice = ({ scene, view }: Room): string | undefined => {
  const own = scene.told.findLast(({ entry }) => entry.by === scene.seat && 'step' in entry && entry.step === view.step)
  const act = own?.entry.act
  if (!act || !('choice' in act)) return act?.type === 'skipped' ? buttonOf('skipped', view.step) : undefined
  return choicesOf(view.step).find(({ value }) => value === act.choice)?.label
}
