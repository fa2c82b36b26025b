const TURNED = /[\u0590-\u08FF\u200F\u202A-\u202E\uFB1D-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u

/** Words inside a line of ours: those that run from right to left keep that to themselves, and move nothing around them. */
export const isolated = (words: string): string => (TURNED.test(words) ? `\u2068${words}\u2069` : words)

/** As it was before it was set apart. */
export const unmarked = (words: string): string => words.replaceAll(/[\u2068\u2069]/g, '')

/** A name that turns the writing round would turn the line it stands in; it is shown without that. */
export const plainName = (name: string): string => isolated(name.replaceAll(/[\u202A-\u202E\u2066-\u2069]/g, ''))
