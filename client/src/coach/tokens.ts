/** A draft cut into words and marks, with offsets into the draft as it was typed. */
export type Tokens = { words: string[]; starts: number[]; ends: number[] }

/** Longer drafts are read to here. Characters. */
export const READ_TO = 4_000
/** A token each: a run of letters, what hangs on an apostrophe, a number, a new line, any other mark. */
const TOKEN = /\p{L}[\p{L}\p{M}]*|['’‘]\p{L}+|\p{N}+|\n|[^\s]/gu

/** Total on any text. */
export const tokensOf = (draft: string): Tokens => {
  const tokens: Tokens = { words: [], starts: [], ends: [] }
  for (const { 0: found, index } of draft.slice(0, READ_TO).matchAll(TOKEN)) {
    tokens.words.push(found.toLowerCase().replace(/[’‘]/, "'"))
    tokens.starts.push(index)
    tokens.ends.push(index + found.length)
  }
  return tokens
}

/** The pieces of three, four and five letters by which a misspelt or unknown word is still recognised, as buckets. */
export const bucketsOf = (word: string, buckets: number): number[] => {
  const marked = `<${word.slice(0, 24)}>`
  const found = new Set<number>()
  for (let length = 3; length <= 5; length += 1)
    for (let at = 0; at + length <= marked.length && found.size < MOST_PIECES; at += 1)
      found.add(hashOf(marked, at, at + length) % buckets)
  return [...found]
}
const MOST_PIECES = 16

/** FNV-1a over UTF-16 units. */
const hashOf = (text: string, from: number, to: number): number => {
  let hash = 2_166_136_261
  for (let at = from; at < to; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 16_777_619)
  return hash >>> 0
}
