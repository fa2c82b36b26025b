/** Of several measurements: the middle one and the worst. Milliseconds. */
export type Spread = { median: number; worst: number }

export const spreadOf = (all: readonly number[]): Spread => {
  const sorted = [...all].sort((a, b) => a - b)
  return { median: tenth(sorted[Math.floor(sorted.length / 2)]!), worst: tenth(sorted.at(-1)!) }
}

const tenth = (ms: number): number => Math.round(ms * 10) / 10
