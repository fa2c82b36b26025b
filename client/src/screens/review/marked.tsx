import { Fragment } from 'react'

/** Words of an entry that something is said of: found, found and stood at, noted by oneself, noted for all. */
export type Mark = { readonly from: number; readonly to: number; readonly kind: 'hit' | 'now' | 'own' | 'shared' }

type Piece = { readonly at: number; readonly text: string; readonly kinds: readonly Mark['kind'][] }

/** A text in pieces that together are the text, each with all that is said of it. */
export const piecesOf = (text: string, marks: readonly Mark[]): Piece[] => {
  const edges = new Set([0, text.length])
  for (const { from, to } of marks) for (const edge of [from, to]) edges.add(Math.min(Math.max(0, edge), text.length))
  const sorted = [...edges].sort((one, other) => one - other)
  return sorted.slice(0, -1).map((at, index) => {
    const end = sorted[index + 1]!
    const kinds = marks.filter(({ from, to }) => from <= at && to >= end && from < to).map(({ kind }) => kind)
    return { at, text: text.slice(at, end), kinds: [...new Set(kinds)] }
  })
}

type Props = { text: string; marks: readonly Mark[] }
type LinesProps = Props & {
  /** A line of ours runs from left to right, whoever is named first in it. */
  isOurs?: boolean
}

/** Shown words in lines; `data-at` tells where a line begins in the text, so that what is selected can be found again. */
export const MarkedLines = ({ text, marks, isOurs = false }: LinesProps) => {
  let at = 0
  return text.split('\n').map(line => {
    const begins = at
    at += line.length + 1
    const here = marks.map(mark => ({ ...mark, from: mark.from - begins, to: mark.to - begins }))
    return (
      <p key={begins} className="said-line" data-at={begins} dir={isOurs ? 'ltr' : 'auto'}>
        <Pieces text={line} marks={here} />
      </p>
    )
  })
}

const Pieces = ({ text, marks }: Props) =>
  piecesOf(
    text,
    marks.filter(({ from, to }) => to > 0 && from < text.length),
  ).map(({ at, text: piece, kinds }) =>
    kinds.length > 0 ? (
      <mark key={at} className={kinds.join(' ')}>
        {piece}
      </mark>
    ) : (
      <Fragment key={at}>{piece}</Fragment>
    ),
  )
