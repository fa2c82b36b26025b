import { isBySeat, mayCarryWords } from '@haven/shared/acts.ts'
import { STEP_IDS } from '@haven/shared/steps.ts'
import type { Scene, Session, Told, Words } from '../src/session/scene.ts'
import { newDevice, walkOn } from './partner.ts'
import { nextDeed, stepsOf, tableOf } from './table.ts'
import { beginTalk, headOf, openHere } from './talk.ts'

export type Walked = { ok: boolean; ended: string; entries: number; steps: number; why: string[] }

/** What is done with the first partner's session at the end of the talk. */
export type Keep = (first: Session) => Promise<void>

/** Two partners on two devices, from the first page to the last. Rejects when they cannot get there. */
export const walkCouple = async (origin: string, words: string, keep: Keep = async () => {}): Promise<Walked> => {
  const [one, two] = [newDevice(origin), newDevice(origin)]
  const session = await beginTalk([one, two], words)
  const [first, second] = await Promise.all([openHere(one, session), openHere(two, session)])
  const table = tableOf(words)
  try {
    const next = (scene: Scene) => nextDeed(table, scene)
    await Promise.all([walkOn(first, one, next), walkOn(second, two, next)])
    await keep(first)
    const heads = await Promise.all([headOf(one, session), headOf(two, session)])
    return judge([first.get(), second.get()], { heads, words })
  } finally {
    first.close()
    second.close()
  }
}

/** Everything that must be so at the end, in every scene alike; `why` names what is not. */
export const judge = (
  scenes: readonly [Scene, ...Scene[]],
  { heads, words }: { heads: readonly string[]; words: string },
): Walked => {
  const [first] = scenes
  const steps = stepsOf(first)
  const ended = String(first.snapshot?.value)
  const must: Record<string, boolean> = {
    'all are done': scenes.every(({ snapshot }) => snapshot?.value === 'done'),
    'the told logs are equal': new Set(scenes.map(({ told }) => JSON.stringify(told))).size === 1,
    'the heads are equal': heads[0] !== undefined && new Set(heads).size === 1,
    'all words can be read': scenes.every(({ told }) => told.every(one => isReadable(one, words))),
    'every step was passed': steps.length === STEP_IDS.length,
    'nothing is on its way': scenes.every(({ pending, sidePending }) => pending.length + sidePending.length === 0),
  }
  const why = Object.entries(must).flatMap(([what, isSo]) => (isSo ? [] : [what]))
  return { ok: why.length === 0, ended, entries: first.told.length, steps: steps.length, why }
}

/** A box that says something says the words of this walk; `spoke` always says something. */
const isReadable = ({ entry, state, words }: Told, expected: string): boolean => {
  if (state !== 'open') return false
  if (!isBySeat(entry) || !mayCarryWords(entry.act.type)) return words === undefined
  if (words === undefined) return entry.act.type !== 'spoke'
  return typeof words === 'object' && wordsIn(words).every(one => one.includes(expected))
}

/** All but for whom the therapist's words are meant. */
const wordsIn = (words: Words): string[] =>
  Object.entries(words).flatMap(([field, said]) => (field === 'to' ? [] : said))
