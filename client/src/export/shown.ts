/**
 * Text that looks like what it is: characters that hide, reorder or break a line are written as their numbers, like
 * ⟦U+202E⟧. Line feeds, tabs and joiners stay. No two texts are shown alike: the bracket itself is written so too.
 */
export const shown = (text: string): string =>
  text.replaceAll(HIDDEN, letter => `⟦U+${letter.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}⟧`)

/** A line of ours as it looks: the marks we set around what runs from right to left stay, and keep it to itself. */
export const shownLine = (line: string): string =>
  line
    .split(SET_APART)
    .map((part, at) => (at % 2 === 0 ? shown(part) : `\u2068${shown(part)}\u2069`))
    .join('')

const SET_APART = /\u2068([^\u2066-\u2069]*)\u2069/u
const HIDDEN =
  /(?![\n\t])[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u{202a}-\u{202e}\u{2066}-\u{2069}\u{feff}\u{fff9}-\u{fffb}\u{27e6}]/gu
