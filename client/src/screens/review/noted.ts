import type { Scene, Words } from '../../session/scene.ts'
import { listOf } from '../workspace/room/rows.ts'

/** The questions of the process note that are answered in words. */
export const LINES = ['saw', 'window', 'landed', 'mine', 'pull', 'risk', 'next'] as const

export type Answer = 'yes' | 'partly' | 'not'
const ANSWERS: readonly string[] = ['yes', 'partly', 'not'] satisfies Answer[]

type Noted = Pick<Scene, 'threads'>

/** The therapist’s note as it was kept last. */
export const lastNoted = (scene: Noted): Words => notedIn(scene).at(-1) ?? {}

/** The last answers to the questions about their own part, by the number of the item. */
export const checkIn = (scene: Noted): ReadonlyMap<number, Answer> => {
  const kept = notedIn(scene).findLast(words => words['check'] !== undefined)
  return new Map(
    listOf(kept?.['check']).flatMap(one => {
      const [item, answer] = one.split(' ')
      return ANSWERS.includes(answer ?? '') ? [[Number(item), answer as Answer] as const] : []
    }),
  )
}

/** The form of the note with these answers in it; all else stays as it was kept. */
export const withCheck = (scene: Noted, answers: ReadonlyMap<number, Answer>): Words => ({
  ...lastNoted(scene),
  check: [...answers].toSorted(([one], [other]) => one - other).map(([item, answer]) => `${item} ${answer}`),
})

const notedIn = ({ threads }: Noted): Words[] =>
  (threads.notes ?? []).flatMap(({ entry, words, state }) =>
    entry.act.type === 'noted' && state === 'open' && typeof words === 'object' ? [words as Words] : [],
  )
