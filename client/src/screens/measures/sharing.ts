import { isBySeat } from '@haven/shared/acts.ts'
import { whisperOf } from '@haven/shared/channels.ts'
import type { Room } from '../../parts/room.ts'
import { whispersOf } from '../../parts/whispered.ts'
import { items, occasions } from '../../text/measures.en.ts'
import type { Answer } from './answers.ts'
import { type Item, scaleOf } from './items.ts'
import { stored } from './keeping.ts'

export const KIND = 'shareMeasures'

/** Whether this partner has allowed the therapist to have what they share, and not taken it back since. */
export const isAllowed = ({ scene }: Pick<Room, 'scene'>): boolean => {
  const last = scene.told
    .map(({ entry }) => entry)
    .findLast(entry => isBySeat(entry) && entry.by === scene.seat && 'kind' in entry.act && entry.act.kind === KIND)
  return last?.act.type === 'allowed'
}

/** One question and its answers in plain words: “How safe with my partner: before 3, after 5”. */
export const lineOf = (of: Item, answers: readonly Answer[]): string => {
  const said = answers.map(({ when, answer }) => `${lowered(occasions[when])}${scaleOf(of) ? '' : ':'} ${answer}`)
  return `${items[of].short}: ${said.join(scaleOf(of) ? ', ' : '; ')}`
}

/** The therapist has been told just this. */
export const isShared = (room: Room, line: string): boolean =>
  whispersOf(room).some(
    ({ entry, words }) => entry.by === room.scene.seat && typeof words === 'object' && words['text'] === line,
  )

/** Allows it where that is not so yet, and seals the line again for the therapist. Rejects where it did not get there. */
export const shareLine = async (room: Room, line: string): Promise<void> => {
  if (!isAllowed(room)) await stored(room, { act: { type: 'allowed', kind: KIND }, channel: 'room' })
  await stored(room, { act: { type: 'whispered' }, channel: whisperOf(room.scene.seat), words: { text: line } })
}

const lowered = (words: string) => words.charAt(0).toLowerCase() + words.slice(1)
