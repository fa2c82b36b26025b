import type { Row } from './rows.ts'

/** Words that were found: where in the shown words of an entry. */
export type Hit = { readonly seq: number; readonly from: number; readonly to: number }

type Folded = { readonly text: string; readonly starts: readonly number[]; readonly ends: readonly number[] }

/** Capitals, accents, kinds of blanks and of apostrophes make no difference; each letter knows where it came from. */
const folded = (text: string): Folded => {
  let out = ''
  const starts: number[] = []
  const ends: number[] = []
  let at = 0
  for (const letter of text) {
    const end = at + letter.length
    for (const plain of plainOf(letter)) {
      out += plain
      for (let unit = 0; unit < plain.length; unit += 1) {
        starts.push(at)
        ends.push(end)
      }
    }
    at = end
  }
  return { text: out, starts, ends }
}

const plainOf = (letter: string): string => {
  if (letter < '\u0080') return letter <= ' ' ? ' ' : letter.toLowerCase()
  if (/\s/.test(letter)) return ' '
  if (/[‘’ʼ]/.test(letter)) return "'"
  if (/[“”„]/.test(letter)) return '"'
  return letter
    .normalize('NFKD')
    .replaceAll(/\p{M}|\p{Bidi_Control}/gu, '')
    .toLowerCase()
}

const known = new WeakMap<object, Folded>()

/** Folded once for each row. */
const foldedOf = (row: Pick<Row, 'text'>): Folded => {
  const found = known.get(row) ?? folded(row.text)
  known.set(row, found)
  return found
}

/** Every place where the words occur, from the first on, never two over one another. */
export const findIn = (rows: readonly Pick<Row, 'seq' | 'text'>[], query: string): Hit[] => {
  const wanted = folded(query.trim()).text
  if (wanted === '') return []
  return rows.flatMap(row => {
    const { seq } = row
    const hay = foldedOf(row)
    const hits: Hit[] = []
    for (let at = hay.text.indexOf(wanted); at >= 0; at = hay.text.indexOf(wanted, at + wanted.length))
      hits.push({ seq, from: hay.starts[at]!, to: hay.ends[at + wanted.length - 1]! })
    return hits
  })
}
