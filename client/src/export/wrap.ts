const words = new Intl.Segmenter('en', { granularity: 'word' })
const letters = new Intl.Segmenter('en', { granularity: 'grapheme' })

/**
 * A paragraph in lines that are none of them wider than `width`, unless one letter is; together they are the paragraph.
 * What stands behind a word stays with it.
 */
export const linesOf = (paragraph: string, width: number, measure: (line: string) => number): string[] => {
  const fits = (line: string) => measure(line.trimEnd()) <= width
  const lines = ['']
  const add = (piece: string) => {
    const line = lines.at(-1)!
    if (line === '' || fits(line + piece)) lines[lines.length - 1] = line + piece
    else lines.push(piece)
  }
  for (const piece of piecesOf(paragraph))
    if (fits(piece)) add(piece)
    else for (const { segment } of letters.segment(piece)) add(segment)
  return lines
}

const piecesOf = (paragraph: string): string[] => {
  const pieces: string[] = []
  for (const { segment, isWordLike } of words.segment(paragraph))
    if (isWordLike || pieces.length === 0) pieces.push(segment)
    else pieces[pieces.length - 1] += segment
  return pieces
}
