import { isBySeat, mayCarryWords } from '@haven/shared/acts.ts'
import { STEP_IDS } from '@haven/shared/steps.ts'
import type { Scene, Told } from '../src/session/scene.ts'
import { newDevice, walkOn } from './partner.ts'
import { stepsOf, tableOf } from './table.ts'
import { beginTalk, headOf, openHere } from './talk.ts'

export type Walked = { ok: boolean; ended: string; entries: number; steps: number; why: string[] }

/** Two partners on two devices, from the first page to the last. Rejects when they cannot get there. */
export const walkCouple = async (origin: string, words: string): Promise<Walked> => {
  const [one, two] = [newDevice(origin), newDevice(origin)]
  const session = await beginTalk([one, two], words)
  const [first, second] = await Promise.all([openHere(one, session), openHere(two, session)])
  const table = tableOf(words)
  try {
    await Promise.all([walkOn(first, one, table), walkOn(second, two, table)])
    const heads = await Promise.all([headOf(one, session), headOf(two, session)])
    return judge([first.get(), second.get()], heads, words)
  } finally {
    first.close()
    second.close()
  }
}

/** Everything that must be so at the end; `why` names what is not. */
const judge = ([first, second]: readonly [Scene, Scene], heads: readonly string[], words: string): Walked => {
  const steps = stepsOf(first)
  const ended = String(first.snapshot?.value)
  const must: Record<string, boolean> = {
    'both are done': ended === 'done' && second.snapshot?.value === 'done',
    'the told logs are equal': JSON.stringify(first.told) === JSON.stringify(second.told),
    'the heads are equal': heads[0] !== undefined && new Set(heads).size === 1,
    'all words can be read': [...first.told, ...second.told].every(told => isReadable(told, words)),
    'every step was passed': steps.length === STEP_IDS.length,
    'nothing is on its way': first.pending.length + second.pending.length === 0,
  }
  const why = Object.entries(must).flatMap(([what, isSo]) => (isSo ? [] : [what]))
  return { ok: why.length === 0, ended, entries: first.told.length, steps: steps.length, why }
}

/** A box that says something says the words of this walk; `spoke` always says something. */
const isReadable = ({ entry, state, words }: Told, expected: string): boolean => {
  if (state !== 'open') return false
  if (!isBySeat(entry) || !mayCarryWords(entry.act.type)) return words === undefined
  if (words === undefined) return entry.act.type !== 'spoke'
  return (
    typeof words === 'object' &&
    Object.values(words)
      .flat()
      .every(one => one.includes(expected))
  )
}
