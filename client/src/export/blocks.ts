import type { Seat } from '@haven/shared/steps.ts'
import type { Line, Paper } from './paper.ts'
import { shown, shownLine } from './shown.ts'

/** One paragraph on paper, lengths in points. */
export type Block = {
  tag: 'H1' | 'H2' | 'H3' | 'P' | 'BlockQuote'
  text: string
  size: number
  color: string
  /** From the left margin. */
  indent: number
  /** Free room above. */
  above: number
  /** So many lines of what follows stay on the page of this one. */
  keeps: number
}

const INK = '#1c1c1c'
const SOFT = '#4d4d4d'
/** Of the page, where it is light. */
const SEATS: Record<Seat, string> = { p1: '#26446b', p2: '#664517', therapist: '#4b3a6b' }
const PLAIN = { tag: 'P', size: 11, color: INK, indent: 0, above: 6, keeps: 0 } as const
const QUIET = { ...PLAIN, size: 10, color: SOFT, above: 3 } as const

/** A copy from top to bottom. */
export const blocksOf = ({ title, practice, facts, warning, chapters, empty, mark }: Paper): Block[] =>
  [
    ...(practice ? [{ ...QUIET, color: SEATS.therapist, text: practice, keeps: 2 }] : []),
    { ...PLAIN, tag: 'H1' as const, size: 20, above: 0, keeps: 3, text: title },
    ...facts.map(text => ({ ...QUIET, text })),
    { ...QUIET, color: INK, above: 12, text: warning },
    ...(chapters.length === 0 ? [{ ...PLAIN, above: 28, text: empty }] : []),
    ...chapters.flatMap(chapter => [
      { ...PLAIN, tag: 'H2' as const, size: 15, above: 28, keeps: 5, text: chapter.title },
      ...chapter.steps.flatMap(step => [
        ...(step.title ? [{ ...PLAIN, tag: 'H3' as const, color: SOFT, above: 18, keeps: 3, text: step.title }] : []),
        ...step.lines.flatMap(linesOf),
      ]),
    ]),
    { ...QUIET, size: 9, above: 32, text: mark },
  ].map(block => ({ ...block, text: isSaid(block) ? shown(block.text) : shownLine(block.text) }))

/** Words, in a direction of their own; all else are lines of ours. */
export const isSaid = ({ tag }: Pick<Block, 'tag'>): boolean => tag === 'BlockQuote'

const linesOf = ({ kind, seat, text, words }: Line): Block[] => [
  kind === 'said'
    ? { ...QUIET, color: seat ? SEATS[seat] : INK, above: 12, keeps: 2, text }
    : { ...QUIET, above: 12, keeps: words.length > 0 ? 2 : 0, text },
  ...words.map(one => ({ ...PLAIN, tag: 'BlockQuote' as const, indent: 14, above: 3, text: one })),
]
