import { aucOf, cutAt, intervalOf } from './figures.ts'
import { handOf, type Row, saidBy, WHOLE } from './lessons.ts'
import { scoreOf } from './thresholds.ts'

type HeldOut = ReadonlyMap<string, Float32Array>

/** For people: what nets that had not read a hand make of it, category by category and hand by hand. */
export const tableOf = (rows: readonly Row[], heldOut: HeldOut): string => {
  const markedOf = (label: (typeof WHOLE)[number], some: readonly Row[] = rows) =>
    some.map(row => ({ score: scoreOf(heldOut, row, label), is: saidBy(row.labels)[WHOLE.indexOf(label)]! }))
  const lines = WHOLE.map(label => {
    const marked = markedOf(label)
    const yes = marked.filter(({ is }) => is).length
    const [at80, at90, at95] = [0.8, 0.9, 0.95].map(precision => cutAt(marked, precision).recall)
    const [low, high] = intervalOf(Math.round(at80! * yes), yes)
    return [
      label.padEnd(11),
      String(yes).padStart(5),
      aucOf(marked).toFixed(3),
      `${at80!.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`,
      at90!.toFixed(2),
      at95!.toFixed(2),
    ].join('  ')
  })
  const hands = [...new Set(rows.map(({ id }) => handOf(id)))].map(hand => {
    const marked = markedOf(
      'any',
      rows.filter(({ id }) => handOf(id) === hand),
    )
    return `${hand} ${aucOf(marked).toFixed(3)}`
  })
  return [
    `${rows.length} drafts by ${hands.length} hands; each heard by a net that had not read its hand`,
    'category     true  AUC    recall at precision .80      .90   .95',
    ...lines,
    `any concern, AUC by hand: ${hands.join(' · ')}`,
  ].join('\n')
}
