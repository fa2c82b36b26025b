export type Random = {
  /** 0 ≤ n < 1. */
  next(): number
  between(least: number, most: number): number
  /** True so many times in a hundred. */
  chance(percent: number): boolean
  pick<Item>(list: readonly Item[]): Item
  /** Draws of its own, so that one does not depend on when another draws. */
  fork(): Random
}

/** Mulberry32 (T. Ettinger, public domain): the same seed gives the same draws. */
export const seeded = (seed: number): Random => {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    next,
    between: (least, most) => Math.floor(least + next() * (most - least + 1)),
    chance: percent => next() * 100 < percent,
    pick: list => list[Math.floor(next() * list.length)]!,
    fork: () => seeded(next() * 2 ** 32),
  }
}
