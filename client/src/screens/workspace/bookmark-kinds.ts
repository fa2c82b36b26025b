import { bookmarks } from '../../text/workspace.en.ts'

type Kind = keyof typeof bookmarks.labels

/** The twelve, in the order they stand. */
export const KINDS = Object.keys(bookmarks.labels) as Kind[]

/** The therapist’s own name for a mark, else the one it came with. */
export const labelOf = (kind: string, own: Record<string, string>): string =>
  own[kind] || (bookmarks.labels as Record<string, string>)[kind] || kind
