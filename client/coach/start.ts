import { readFileSync } from 'node:fs'

/**
 * What is known of words beforehand: for each a point near those of words used alike (docs/decisions/007). One line
 * of words, one of bytes in base64, a signed byte a number, `WIDE` numbers a word.
 */
const FILE = new URL('start.txt', import.meta.url)
const WIDE = 48
const SCALE = 2 / 127

let kept: ReadonlyMap<string, Float32Array> | undefined

const read = (): ReadonlyMap<string, Float32Array> => {
  const [words = '', bytes = ''] = readFileSync(FILE, 'utf8').split('\n')
  const numbers = new Int8Array(Buffer.from(bytes, 'base64'))
  return new Map(
    words
      .split(' ')
      .map((word, at) => [word, Float32Array.from(numbers.subarray(at * WIDE, (at + 1) * WIDE), n => n * SCALE)]),
  )
}

/** The points of those words that are in `index`, by their row. */
export const startOf = (index: ReadonlyMap<string, number>, dim: number): Map<number, Float32Array> => {
  kept ??= read()
  const found = new Map<number, Float32Array>()
  for (const [word, row] of index) {
    const point = kept.get(word)
    if (point) found.set(row, point.subarray(0, dim))
  }
  return found
}
