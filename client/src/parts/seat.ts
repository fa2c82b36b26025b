import { type Entry, isBySeat, type SeatEntry } from '@haven/shared/acts.ts'
import { isInStep } from '@haven/shared/letters.ts'
import { isPartner, type Partner } from '@haven/shared/steps.ts'
import { fill } from '../text/prompts.ts'
import { company, readers } from '../text/seat.en.ts'
import type { Words } from '../session/scene.ts'
import type { Room } from './room.ts'
import { toldOf } from './use-room.ts'

/** Who reads what is about to be sent into the room. */
export const readersOf = ({ view, fill: known }: Pick<Room, 'view' | 'fill'>): string =>
  fill(view.therapist ? readers.both : readers.partner, known)

/** Whether the therapist is here, may read along, is still to join, or has left in this step; nothing where none has a seat. */
export const companyOf = ({ scene, view, fill: known }: Room): string | undefined => {
  const entries = scene.told.map(({ entry }) => entry)
  if (!view.therapist) return hasJustLeft(entries, view.step) ? fill(company.left, known) : undefined
  if (scene.present.includes('therapist')) return fill(company.here, known)
  return fill(entries.some(isByTherapist) ? company.along : company.away, known)
}

/** Their joining, or anything they did since. */
const isByTherapist = ({ act, by }: Entry): boolean =>
  by === 'therapist' || (act.type === 'joined' && act.seat === 'therapist')

/** The line for a step the therapist has led both back to, as long as the talk stays there; nothing over it. */
export const ledBackHere = ({ scene, view, fill: known }: Room): string | undefined => {
  if (view.overlay) return undefined
  const entries = scene.told.map(({ entry }) => entry).filter(isBySeat)
  const led = entries.findLastIndex(({ act, by }) => act.type === 'askedBack' && by === 'therapist')
  const act = entries[led]?.act
  if (act?.type !== 'askedBack' || act.choice !== view.step) return undefined
  const isStay = entries
    .slice(led + 1)
    .every(entry => entry.act.type !== 'ended' && (!isInStep(entry) || entry.step === view.step))
  return isStay ? fill(company.ledBack, known) : undefined
}

/** The seat was given up while the talk stood where it stands; who asked for it is nobody’s business here. */
const hasJustLeft = (entries: readonly Entry[], step: string): boolean => {
  const left = entries.findLastIndex(({ act }) => act.type === 'withdrew' && act.kind === 'therapist')
  return left >= 0 && entries.slice(left).every(entry => !isBySeat(entry) || !isInStep(entry) || entry.step === step)
}

/** What the therapist put beside the prompt. `ask` and `coach` count in a practice alone. */
export type Guided = { entry: SeatEntry; text: string; to?: Partner; ask?: 'partly'; coach?: 'on' | 'off' }

/** As this copy could open it; without words where it was withdrawn, or is still sealed. */
export const guidedOf = ({ scene }: Room, entry: SeatEntry): Guided => {
  const words = toldOf(scene, entry)?.words
  if (typeof words !== 'object') return { entry, text: words ?? '' }
  const { text: said, to } = words
  return {
    entry,
    text: typeof said === 'string' ? said.trim() : '',
    ...(typeof to === 'string' && isPartner(to) && { to }),
    ...(scene.mode === 'practice' && playedIn(words)),
  }
}

const playedIn = ({ ask, coach }: Words): Pick<Guided, 'ask' | 'coach'> => ({
  ...(ask === 'partly' && { ask }),
  ...((coach === 'on' || coach === 'off') && { coach }),
})

/** The words that stand beside the prompt now, newest first. */
export const guidedHere = (room: Room): Guided[] =>
  room.view.guided
    .map(entry => guidedOf(room, entry))
    .filter(one => one.text !== '')
    .toReversed()

/** A practice alone: the therapist has asked this player for a “partly” at this gate. */
export const isAskedPartly = (room: Room): boolean =>
  room.view.guided.some(entry => {
    const { ask, to } = guidedOf(room, entry)
    return ask !== undefined && (to === undefined || to === room.scene.seat)
  })

/** In a practice the therapist may send the coach away and call it back; in any other talk it stays. */
export const mayListen = (room: Room): boolean => {
  if (room.scene.mode !== 'practice') return true
  const asked = room.scene.told.flatMap(({ entry }) =>
    isBySeat(entry) && entry.act.type === 'guided' ? [guidedOf(room, entry).coach ?? []].flat() : [],
  )
  return asked.at(-1) !== 'off'
}
