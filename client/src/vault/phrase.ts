import { random } from '../seal/keys.ts'

export const PHRASE_WORDS = 6

/** Read only when somebody makes or types a phrase: the list is long. */
const loadWords = async (): Promise<readonly string[]> => (await import('./words.ts')).WORDS

/** Six words with single spaces, each as likely as any other: about 77 bits. */
export const newPhrase = async (): Promise<string> => {
  const words = await loadWords()
  return Array.from({ length: PHRASE_WORDS }, () => words[below(words.length)]).join(' ')
}

/** Forgives case, spaces, hyphens and commas, even missing ones. `undefined`: these are not six words of the list. */
export const readPhrase = async (typed: string): Promise<string | undefined> => {
  const words = new Set(await loadWords())
  const read = split(lettersOf(typed), words)
  return read?.length === PHRASE_WORDS ? read.join(' ') : undefined
}

/** What was typed between spaces and is no word of the list, to be pointed at. */
export const strangersIn = async (typed: string): Promise<string[]> => {
  const words = new Set(await loadWords())
  return typed.split(/[\s,]+/).filter(part => lettersOf(part) !== '' && !split(lettersOf(part), words))
}

const lettersOf = (typed: string): string =>
  typed
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')

const LONGEST = 9

/** No word begins another, so the first that fits is the one. */
const split = (letters: string, words: ReadonlySet<string>): string[] | undefined => {
  const read: string[] = []
  let at = 0
  while (at < letters.length) {
    const word = Array.from({ length: LONGEST }, (_, i) => letters.slice(at, at + i + 1)).find(part => words.has(part))
    if (word === undefined) return undefined
    read.push(word)
    at += word.length
  }
  return read
}

/** 0 ≤ n < `count` ≤ 65,536, without a bias: what does not divide evenly is thrown again. */
const below = (count: number): number => {
  const fair = 65_536 - (65_536 % count)
  for (;;) {
    const [high, low] = random(2) as Uint8Array & [number, number]
    const thrown = high * 256 + low
    if (thrown < fair) return thrown % count
  }
}
