import type { SideWords } from '../session/scene.ts'

/**
 * Where a note stands: beside the whole of an entry, beside some of its shown words (`from` before `to`, in UTF-16 units),
 * or in the silence after it (`from` equal to `to`).
 */
export type Anchor = { seq: number; from?: number | undefined; to?: number | undefined }

/** What was kept for oneself: a note of one’s own, or one of the coach’s. */
export const NOTE = 'note'
export const COACH = 'coach'

/** The form of a note that is kept for oneself. */
export const keptForm = (anchor: Anchor, text: string, item: typeof NOTE | typeof COACH = NOTE): SideWords => ({
  item,
  value: JSON.stringify(anchoredOf(anchor, text)),
})

export const anchoredOf = ({ seq, from, to }: Anchor, text: string) => ({
  seq,
  ...(from === undefined || to === undefined ? {} : { from, to }),
  text,
})
