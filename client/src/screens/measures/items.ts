/** What one may ask oneself. The words are in text/measures.en.ts. */
export const ITEMS = ['stirred', 'safe', 'close', 'hurt', 'turn', 'heard', 'mattered', 'pace', 'again', 'back'] as const
export type Item = (typeof ITEMS)[number]

export const OCCASIONS = ['before', 'after', 'day1', 'week1', 'week4', 'week12'] as const
export type Occasion = (typeof OCCASIONS)[number]
export type Later = Exclude<Occasion, 'before' | 'after'>

const FIVE: readonly Item[] = ['stirred', 'safe', 'close', 'hurt', 'turn']
const AFTER: readonly Item[] = [...FIVE, 'heard', 'mattered', 'pace', 'again']
const LATER: readonly Item[] = [...FIVE, 'back']

export const itemsOf = (when: Occasion): readonly Item[] => {
  if (when === 'before') return FIVE
  return when === 'after' ? AFTER : LATER
}

export type Scale = { least: number; most: number }

/** Whole numbers from `least` to `most`; `undefined`: it is answered in words. */
export const scaleOf = (of: Item): Scale | undefined => {
  if (of === 'back') return undefined
  return of === 'close' ? { least: 1, most: 7 } : { least: 0, most: 10 }
}
