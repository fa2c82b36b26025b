import { privateOf } from '@haven/shared/channels.ts'
import * as z from 'zod/mini'
import type { Room } from '../../parts/room.ts'
import type { SideWords } from '../../session/scene.ts'
import { type Item, itemsOf, type Occasion, OCCASIONS, scaleOf } from './items.ts'

/** One answer for oneself. `at`: milliseconds, by this device's clock. */
export type Answer = { when: Occasion; of: Item; answer: number | string; at: number }

/** The `item` of a kept box that holds an answer. */
const ITEM = 'measure'

const SHAPE = z.object({
  when: z.enum(OCCASIONS),
  of: z.string(),
  answer: z.union([z.number(), z.string()]),
  at: z.number(),
})

export const wordsOf = (answer: Answer): SideWords => ({ item: ITEM, value: JSON.stringify(answer) })

/** `undefined`: these words are no answer to one of the questions. */
export const answerIn = (words: SideWords | string | undefined): Answer | undefined => {
  if (typeof words !== 'object' || words['item'] !== ITEM || typeof words['value'] !== 'string') return undefined
  const { data } = SHAPE.safeParse(parse(words['value']))
  return data && isAnswer(data) ? data : undefined
}

const isAnswer = (one: Omit<Answer, 'of'> & { of: string }): one is Answer => {
  const of = itemsOf(one.when).find(item => item === one.of)
  if (!of) return false
  const scale = scaleOf(of)
  if (!scale) return typeof one.answer === 'string'
  return Number.isInteger(one.answer) && Number(one.answer) >= scale.least && Number(one.answer) <= scale.most
}

/** The own answers that stand: of each question on each occasion the last one, on its way or kept. */
export const answersOf = ({ scene }: Pick<Room, 'scene'>): Answer[] => {
  const channel = privateOf(scene.seat)
  const going = scene.sidePending.filter(one => one.channel === channel).map(one => answerIn(one.words))
  const last = new Map<string, Answer>()
  for (const one of [...keptIn({ scene }).map(({ answer }) => answer), ...going])
    if (one) last.set(`${one.when} ${one.of}`, one)
  return [...last.values()]
}

/** Answers to one question, first to last occasion. */
export const answersTo = (answers: readonly Answer[], of: Item): Answer[] =>
  OCCASIONS.flatMap(when => answers.find(one => one.of === of && one.when === when) ?? [])

/** What the own channel holds, with what was answered before and replaced since. */
export const keptIn = ({ scene }: Pick<Room, 'scene'>): { seq: number; answer: Answer }[] =>
  (scene.threads[privateOf(scene.seat)] ?? []).flatMap(({ entry, words, state }) => {
    const answer = state === 'open' && entry.act.type === 'kept' ? answerIn(words) : undefined
    return answer ? [{ seq: entry.seq, answer }] : []
  })

const parse = (value: string): unknown => {
  try {
    return JSON.parse(value)
  } catch {
    return undefined
  }
}
