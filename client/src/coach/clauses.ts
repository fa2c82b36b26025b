/** A stretch of a draft, as offsets into it. */
export type Stretch = readonly [start: number, end: number]

/** Where a thought ends: a full stop and its like, a dash, a new line, a comma before a turn of the sentence. */
const BREAK =
  /[.!?…]+["'”’)]*\s+|\n+|\s[–—-]\s|[;:]\s+|,\s+(?=(?:but|and (?:i|you|we)|so|because|cos|then|yet|though)\b)/giu

/** The clauses of a draft, in order, without the space around them. */
export const clausesOf = (draft: string): Stretch[] => {
  const clauses: Stretch[] = []
  let from = 0
  const add = (to: number) => {
    const words = draft.slice(from, to)
    const start = from + (words.length - words.trimStart().length)
    const end = start + words.trim().length
    if (end > start) clauses.push([start, end])
  }
  for (const { 0: found, index } of draft.matchAll(BREAK)) {
    const mark = /^[,;:\s]/.test(found) ? index : index + found.trimEnd().length
    add(mark)
    from = index + found.length
  }
  add(draft.length)
  return clauses
}
