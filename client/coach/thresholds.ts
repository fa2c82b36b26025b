import { CONCERNS, listensTo, STRENGTHS } from '../src/coach/categories.ts'
import type { Header } from '../src/coach/weights.ts'
import { cutAt } from './figures.ts'
import { type Row, saidBy, WHOLE } from './lessons.ts'

type HeldOut = ReadonlyMap<string, Float32Array>
const ROLES = ['injured', 'injuring', 'unknown'] as const

/**
 * How sure it has to be, as the share that is right among unread drafts. `any`: that there is a concern at all; `concern`:
 * which one it is, once there is; `alone`: one concern by itself. A false note costs more than a missed one.
 */
const SURE = { any: 0.925, anywhere: 0.965, concern: 0.8, alone: 0.93, nonapology: 0.92, strength: 0.8, safety: 0.8 }

/** From drafts by hands the net had not read: first whether anything is to be said at all, then what. */
export const thresholdsOf = (rows: readonly Row[], heldOut: HeldOut): Header['thresholds'] => {
  const any = byRole(role => cutOf(ofRole(rows, role), heldOut, 'any', role === 'unknown' ? SURE.anywhere : SURE.any))
  const passes = (row: Row, role: (typeof ROLES)[number]) => scoreOf(heldOut, row, 'any') >= any[role]
  const concerns = CONCERNS.flatMap(concern => {
    const hearing = (role: (typeof ROLES)[number]) => ofRole(rows, role).filter(row => listensTo(row).has(concern))
    const sure = concern === 'nonapology' ? SURE.nonapology : SURE.concern
    const among = byRole(role =>
      cutOf(
        hearing(role).filter(row => passes(row, role)),
        heldOut,
        concern,
        sure,
      ),
    )
    const alone = byRole(role => cutOf(hearing(role), heldOut, concern, SURE.alone))
    return [
      [concern, among],
      [`${concern} alone`, alone],
    ] as const
  })
  const rest = [...STRENGTHS, 'safety' as const].map(label => {
    const sure = label === 'safety' ? SURE.safety : SURE.strength
    return [label, byRole(role => cutOf(ofRole(rows, role), heldOut, label, sure))] as const
  })
  return { any, ...Object.fromEntries([...concerns, ...rest]) }
}

const byRole = (make: (role: (typeof ROLES)[number]) => number) =>
  Object.fromEntries(ROLES.map(role => [role, make(role)])) as Record<(typeof ROLES)[number], number>
const ofRole = (rows: readonly Row[], role: string) => rows.filter(row => role === 'unknown' || row.role === role)

export const scoreOf = (heldOut: HeldOut, { id }: Row, label: (typeof WHOLE)[number]): number =>
  heldOut.get(id)![WHOLE.indexOf(label)]!

const cutOf = (rows: readonly Row[], heldOut: HeldOut, label: (typeof WHOLE)[number], sure: number): number => {
  const at = WHOLE.indexOf(label)
  const marked = rows.map(row => ({ score: scoreOf(heldOut, row, label), is: saidBy(row.labels)[at]! }))
  return Math.round(cutAt(marked, sure).threshold * 1_000) / 1_000
}
