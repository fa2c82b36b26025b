/**
 * Text that looks like what it is: characters that hide, reorder or break a line are written as their numbers, like
 * ⟦U+202E⟧. Line feeds, tabs and joiners stay. No two texts are shown alike: the bracket itself is written so too.
 */
export const shown = (text: string): string =>
  text.replaceAll(HIDDEN, letter => `⟦U+${letter.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}⟧`)

const HIDDEN =
  /(?![\n\t])[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u{202a}-\u{202e}\u{2066}-\u{2069}\u{feff}\u{fff9}-\u{fffb}\u{27e6}]/gu
