/** Words that hardly any English sentence is without. */
const COMMON = new Set(
  (
    'the a an and or but to of in on at for with from that this it is was are were be been not no do did have had i you he ' +
    'she we they me my your his her our us them am what when how so if as up just can would could will there'
  ).split(' '),
)
/** Fewer words than these say nothing about a language. */
const ENOUGH = 12
const WORD = /\p{L}[\p{L}\p{M}]*/gu

/** Whether a draft can be English; a short one always can. */
export const languageOf = (draft: string): 'en' | 'other' => {
  const words = draft.toLowerCase().match(WORD) ?? []
  if (words.length < ENOUGH) return 'en'
  const common = words.filter(word => COMMON.has(word)).length
  return common / words.length < LEAST ? 'other' : 'en'
}
/** English letters have about half of them; other languages share a few by chance. */
const LEAST = 0.12
