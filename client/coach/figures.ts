/** Scores of drafts and whether each truly is what the score is for. */
export type Marked = { score: number; is: boolean }[]

/** The chance that a true one scores above a false one; ties count half. NaN where one side is empty. */
export const aucOf = (marked: Marked): number => {
  const order = [...marked].sort((a, b) => a.score - b.score)
  let [at, ranks] = [0, 0]
  while (at < order.length) {
    let end = at
    while (end < order.length && order[end]!.score === order[at]!.score) end += 1
    ranks += ((at + 1 + end) / 2) * order.slice(at, end).filter(({ is }) => is).length
    at = end
  }
  const yes = marked.filter(({ is }) => is).length
  return (ranks - (yes * (yes + 1)) / 2) / (yes * (marked.length - yes))
}

export type Cut = { threshold: number; precision: number; recall: number }

/** The lowest score from which on the precision holds; recall 0 and a threshold above 1 where none does. */
export const cutAt = (marked: Marked, precision: number): Cut => {
  const order = [...marked].sort((a, b) => b.score - a.score)
  const all = order.filter(({ is }) => is).length
  let [right, best] = [0, { threshold: 2, precision: 1, recall: 0 } as Cut]
  order.forEach(({ score, is }, at) => {
    right += is ? 1 : 0
    const isLast = order[at + 1]?.score !== score
    if (isLast && right / (at + 1) >= precision && right / all >= best.recall)
      best = { threshold: score, precision: right / (at + 1), recall: right / all }
  })
  return best
}

/** Wilson's 95 % interval of a share. */
export const intervalOf = (hits: number, of: number): [low: number, high: number] => {
  if (of === 0) return [0, 1]
  const [share, z] = [hits / of, 1.96]
  const middle = share + (z * z) / (2 * of)
  const spread = z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of))
  const scale = 1 + (z * z) / of
  return [(middle - spread) / scale, (middle + spread) / scale]
}
