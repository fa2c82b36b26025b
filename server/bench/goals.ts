import { rounded } from './figures.ts'

/** A figure that must not be above, or below, what is asked; `isAbsolute` in milliseconds, all others a ratio. */
export type Goal = { name: string; what: string; value: number; most?: number; least?: number; seen: string }

const SLACK = 1.25

export const isMet = ({ value, most, least }: Goal, slack = 1): boolean =>
  (most === undefined || value <= most * slack) && (least === undefined || value >= least / slack)

/** A busy machine may miss by a quarter. */
export const isFarOff = (goal: Goal): boolean => !isMet(goal, SLACK)

export const tableOf = (goals: readonly Goal[]): string => {
  const rows = goals.map(goal => [
    goal.name,
    goal.what,
    `${rounded(goal.value)}`,
    goal.most === undefined ? `≥ ${goal.least}` : `≤ ${goal.most}`,
    isMet(goal) ? '' : isFarOff(goal) ? 'missed' : 'within a quarter',
    goal.seen,
  ])
  const widths = rows[0]!.map((_, at) => Math.max(...rows.map(row => row[at]!.length)))
  return rows
    .map(row =>
      row
        .map((cell, at) => cell.padEnd(widths[at]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
