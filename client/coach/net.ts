import { REACH, type Shape, sizesOf, TABLES, type Tables } from '../src/coach/weights.ts'
import { type Chance, normal } from './chance.ts'
import type { Heap } from './heap.ts'

/** The net while it learns: what it knows, and how a batch would change it; both on the heap, one after the other. */
export type Net = {
  shape: Shape
  heap: Heap
  tables: Tables
  slopes: Tables
  /** From a table to its slopes, in bytes. */ distance: number
}

const tablesOn = (heap: Heap, shape: Shape): Tables =>
  Object.fromEntries(
    TABLES.map(name => [name, heap.floats(sizesOf(shape)[name][0] * sizesOf(shape)[name][1])]),
  ) as Tables

/** Small random numbers for the layers, none for the biases; `start` gives words what is known of them beforehand. */
export const newNet = (heap: Heap, shape: Shape, start: ReadonlyMap<number, Float32Array>, chance: Chance): Net => {
  const tables = tablesOn(heap, shape)
  const slopes = tablesOn(heap, shape)
  const fill = (table: Float32Array, next: () => number) => {
    for (let at = 0; at < table.length; at += 1) table[at] = next()
  }
  const spread = (by: number) => () => (2 * chance() - 1) * by
  fill(tables.word, () => normal(chance) * 0.1)
  for (const [row, values] of start) tables.word.set(values, row * shape.dim)
  fill(tables.piece, () => normal(chance))
  fill(tables.place, () => normal(chance))
  fill(tables.near, spread(1 / Math.sqrt((shape.dim + shape.piece + shape.place) * REACH)))
  fill(tables.far, spread(1 / Math.sqrt(shape.hidden * REACH)))
  fill(tables.heads, spread(1 / Math.sqrt(shape.hidden)))
  tables.mix.fill(0.5)
  return { shape, heap, tables, slopes, distance: slopes.word.byteOffset - tables.word.byteOffset }
}

/** AdamW, with the slopes of one batch cut to a length of five. */
export class Steps {
  readonly #net: Net
  readonly #means: Tables
  readonly #squares: Tables
  #count = 0

  constructor(net: Net) {
    this.#net = net
    this.#means = tablesOn(net.heap, net.shape)
    this.#squares = tablesOn(net.heap, net.shape)
  }

  take(rate: number, decay: number): void {
    this.#count += 1
    const cut = Math.min(1, 5 / (lengthOf(this.#net.slopes) + 1e-6))
    for (const name of TABLES) this.#step(name, { cut, rate, decay })
  }

  #step(name: keyof Tables, { cut, rate, decay }: { cut: number; rate: number; decay: number }): void {
    const values = this.#net.tables[name]
    const slopes = this.#net.slopes[name]
    const means = this.#means[name]
    const squares = this.#squares[name]
    const meanLeft = 1 - 0.9 ** this.#count
    const squareLeft = 1 - 0.999 ** this.#count
    for (let at = 0; at < values.length; at += 1) {
      const slope = slopes[at]! * cut
      const mean = 0.9 * means[at]! + 0.1 * slope
      const square = 0.999 * squares[at]! + 0.001 * slope * slope
      means[at] = mean
      squares[at] = square
      values[at] = values[at]! * (1 - rate * decay) - (rate * mean) / meanLeft / (Math.sqrt(square / squareLeft) + 1e-8)
      slopes[at] = 0
    }
  }
}

const lengthOf = (slopes: Tables): number => {
  let sum = 0
  for (const name of TABLES) {
    const table = slopes[name]
    for (let at = 0; at < table.length; at += 1) sum += table[at]! * table[at]!
  }
  return Math.sqrt(sum)
}
