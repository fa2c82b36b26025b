import { isWork, type Step } from '../steps.ts'
import { arrive } from './arrive.ts'
import { opening } from './context.ts'
import { hear } from './hear.ts'
import { map } from './map.ts'
import { everywhere, inWork, keeping } from './overlays.ts'
import { own } from './own.ts'
import { reach } from './reach.ts'
import { repair, type Row, stateOf } from './rows.ts'
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

const steps = Object.fromEntries(
  Object.entries(rows).map(([id, rowsOfStep]) => {
    const step = id as Step
    return [step, stateOf([...rowsOfStep, ...(isWork(step) ? inWork(step) : [])], everywhere(step))]
  }),
) as Record<Exclude<Step, 'done'>, ReturnType<typeof stateOf>>

/**
 * The rules of the conversation and nothing else: no timers, no I/O, no words. Flat: a pause, a hold and an aside
 * lie over a step as context. The same log replayed anywhere gives the same snapshot.
 */
export const repairMachine = repair.createMachine({
  id: 'repair',
  context: ({ input }) => opening(input),
  initial: 'arrive.welcome',
  states: {
    ...steps,
    // Not final for the library, which would refuse every act: permissions and erasing go on.
    done: stateOf([], keeping),
  },
})
