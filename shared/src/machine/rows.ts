import { assign, setup } from 'xstate'
import type { ActType, Opened } from '../acts.ts'
import type { Overlay, Step } from '../steps.ts'
import { choiceOf, type Context, type Event } from './context.ts'
import { type Effect, entering } from './effects.ts'
import { type Guard, isBy, onTop, type Who } from './guards.ts'

/**
 * One thing that may happen. Rows of a step are tried in order, the first that admits the act is taken,
 * and where none does the act is refused. Without `choices` a row refuses an act that chooses.
 */
export type Row = {
  act: ActType
  by: Who
  /** The one place where `agreed` names a wording and kinds. */
  consent?: true
  choices?: readonly string[]
  when?: readonly Guard[]
  effects?: readonly Effect[]
  /** Where it leads; without it the step stays. */
  to?: Step
  /** Coming back to a step is not entering it: nothing said there is cleared. */
  back?: true
}

export const repair = setup({
  types: { context: {} as Context, events: {} as Event, input: {} as Opened },
  guards: { admits: ({ context, event }, row: Row) => admits(row, context, event) },
  actions: { take: assign(({ context, event }, row: Row) => takeRow(row, context, event)) },
})

/** The rows of a step by act, in order. Its own rest while an overlay is on; `common` ones look for themselves. */
export const byAct = (own: readonly Row[], common: readonly Row[]): RowsByAct => {
  const rows = [...own.map(row => guarded(row, clear)), ...common]
  return new Map(rows.map(({ act }) => [act, rows.filter(row => row.act === act)]))
}
export type RowsByAct = ReadonlyMap<ActType, readonly Row[]>

/** A step of the flat machine. */
export const stateOf = (rows: RowsByAct) =>
  repair.createStateConfig({
    on: Object.fromEntries([...rows].map(([act, some]) => [act, some.map(transitionOf)])),
  })

/** The same row, but only while `overlay` is the topmost one. */
export const during = (overlay: Overlay, rows: readonly Row[]): Row[] =>
  rows.map(row => guarded(row, context => onTop(context) === overlay))

const transitionOf = (row: Row) => ({
  guard: { type: 'admits' as const, params: row },
  actions: { type: 'take' as const, params: row },
  ...(row.to ? { target: row.to.replace('.', '\\.') } : {}),
})

const clear: Guard = context => onTop(context) === undefined
const guarded = (row: Row, guard: Guard): Row => ({ ...row, when: [guard, ...(row.when ?? [])] })

export const admits = (row: Row, context: Context, event: Event) =>
  isBy(context, event.by, row.by) &&
  choiceFits(row, event) &&
  (row.consent || !namesConsent(event)) &&
  !isRepeated(context, event) &&
  (row.when ?? []).every(guard => guard(context, event))

const choiceFits = ({ choices }: Row, event: Event) => {
  const choice = choiceOf(event)
  return choices ? choice !== undefined && choices.includes(choice) : choice === undefined
}

const namesConsent = (event: Event) =>
  event.type === 'agreed' && (event.wording !== undefined || event.kinds !== undefined)

/** The same seat cannot be ready, or back, twice. */
const isRepeated = ({ marks, pause }: Context, event: Event) => {
  if (event.type === 'returned' && pause) return pause.back.some(seat => seat === event.by)
  return (event.type === 'readied' || event.type === 'returned') && marks[event.by] === event.type
}

export const takeRow = (row: Row, context: Context, event: Event): Context => {
  let next = context
  for (const effect of row.effects ?? []) next = { ...next, ...effect(next, event) }
  return row.to && !row.back ? { ...next, ...entering(row.to, next) } : next
}
