import { isWork, type Step } from '../steps.ts'
import { arrive } from './arrive.ts'
import { type Context, type Event, opening } from './context.ts'
import { hear } from './hear.ts'
import { map } from './map.ts'
import { everywhere, inWork, keeping } from './overlays.ts'
import { own } from './own.ts'
import { reach } from './reach.ts'
import { admits, byAct, repair, type Row, type RowsByAct, stateOf, takeRow } from './rows.ts'
import { close, weave } from './weave.ts'

const rows: Record<Exclude<Step, 'done'>, readonly Row[]> = {
  ...arrive,
  ...map,
  ...hear,
  ...own,
  ...reach,
  ...weave,
  ...close,
}

const table = new Map<Step, RowsByAct>(
  Object.entries(rows).map(([id, rowsOfStep]) => {
    const step = id as Step
    return [step, byAct([...rowsOfStep, ...(isWork(step) ? inWork(step) : [])], everywhere(step))]
  }),
).set('done', byAct([], keeping))

/**
 * The rules of the conversation and nothing else: no timers, no I/O, no words. Flat: a pause, a hold and an aside
 * lie over a step as context. The same log replayed anywhere gives the same snapshot. `done` is not final for the
 * library, which would refuse every act there: permissions and erasing go on.
 */
export const repairMachine = repair.createMachine({
  id: 'repair',
  context: ({ input }) => opening(input),
  initial: 'arrive.welcome',
  states: Object.fromEntries([...table].map(([step, byItsAct]) => [step, stateOf(byItsAct)])) as Record<
    Step,
    ReturnType<typeof stateOf>
  >,
})

/** Where the machine goes, read from its rows; `undefined` where none admits the act. */
export const moveOf = (step: Step, context: Context, event: Event): { value: Step; context: Context } | undefined => {
  const row = table
    .get(step)
    ?.get(event.type)
    ?.find(one => admits(one, context, event))
  return row && { value: row.to ?? step, context: takeRow(row, context, event) }
}
