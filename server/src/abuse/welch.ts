/** Whether two samples have one mean: Welch's t, and how likely one so far from 0 is by chance (both sides, of many). */
export const welch = (a: readonly number[], b: readonly number[]): { t: number; p: number } => {
  const [one, two] = [momentsOf(a), momentsOf(b)]
  const t = (one.mean - two.mean) / Math.sqrt(one.variance / a.length + two.variance / b.length)
  return { t, p: 2 * tailOf(Math.abs(t)) }
}

const momentsOf = (values: readonly number[]) => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1)
  return { mean, variance }
}

/** Of the normal curve, which t follows with thousands of values (Abramowitz and Stegun 26.2.17, within 1e-7). */
const tailOf = (t: number): number => {
  const k = 1 / (1 + 0.2316419 * t)
  const series = [0.31938153, -0.356563782, 1.781477937, -1.821255978, 1.330274429]
  const sum = series.reduce((total, factor, at) => total + factor * k ** (at + 1), 0)
  return (Math.exp((-t * t) / 2) / Math.sqrt(2 * Math.PI)) * sum
}
