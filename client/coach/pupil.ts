import { placeOf } from '../src/coach/categories.ts'
import { earOf } from '../src/coach/ear.ts'
import { tokensOf } from '../src/coach/tokens.ts'
import { packWeights, readWeights } from '../src/coach/weights.ts'
import { learn } from './learn.ts'
import { handOf, lessonOf, readRows } from './lessons.ts'

/** The hands to leave out of the lessons, and with which seed to learn. */
export type Task = { without: readonly string[]; seed: number }
/** The weights as they would ship, without thresholds, and what they make of the drafts left out. */
export type Answer = { packed: Uint8Array; heard: [id: string, whole: Float32Array][] }

/** Learns in a process of its own, so that two can learn at once. */
const work = async ({ without, seed }: Task): Promise<Answer> => {
  const rows = readRows()
  const away = new Set(without)
  const lessons = rows.filter(({ id }) => !away.has(handOf(id))).map(lessonOf)
  const { words, shape, tables } = await learn(lessons, seed, round => process.send?.({ round }))
  const header = { language: 'en', shape, words: words.join(' '), thresholds: {} }
  const packed = packWeights({ header, tables })
  const ear = earOf(readWeights(packed.slice().buffer))
  const heard = rows
    .filter(({ id }) => away.has(handOf(id)))
    .map(row => [row.id, ear.hear(tokensOf(row.text), placeOf(row)).whole] as [string, Float32Array])
  return { packed, heard }
}

process.once('message', (task: Task) => {
  void work(task).then(answer => process.send?.(answer, undefined, undefined, () => process.disconnect()))
})
