import { readFileSync } from 'node:fs'
import wabt from 'wabt'

const PAGES = 2_048

/** One block of memory that the loops of kernels.wat and the rest of learning share. */
export type Heap = {
  /** Numbers at an address that is a multiple of 64; zero at first. */
  floats(count: number): Float32Array
  /** Room for a list of rows. */
  list(count: number): List
  /** What is taken from here on is given back by `release`. */
  mark(): void
  release(): void
  add(to: Float32Array, list: List, size: number): void
  /** `distance`: from a table to its slopes, in bytes. */
  back(wrong: Float32Array, list: List, backs: Float32Array, distance: number): void
}

/** Rows of a table by address, and how much of each. */
export type List = { rows: Int32Array; values: Float32Array; count: number; at: number }

type Kernels = {
  add(to: number, list: number, count: number, size: number): void
  back(wrong: number, list: number, count: number, size: number, backs: number, distance: number): void
}

export const newHeap = async (): Promise<Heap> => {
  const memory = new WebAssembly.Memory({ initial: PAGES })
  const { add, back } = await kernelsOn(memory)
  let [next, marked] = [64, 64]
  const take = (bytes: number): number => {
    const at = next
    next += (bytes + 63) & ~63
    if (next > memory.buffer.byteLength) throw new RangeError('no room left to learn in')
    return at
  }
  const floats = (count: number) => new Float32Array(memory.buffer, take(count * 4), count).fill(0)
  return {
    floats,
    list: count => {
      const at = take(count * 8)
      return {
        rows: new Int32Array(memory.buffer, at, count * 2),
        values: new Float32Array(memory.buffer, at, count * 2),
        count: 0,
        at,
      }
    },
    mark: () => void (marked = next),
    release: () => void (next = marked),
    add: (to, list, size) => add(to.byteOffset, list.at, list.count, size * 4),
    back: (wrong, list, backs, distance) =>
      back(wrong.byteOffset, list.at, list.count, wrong.byteLength, backs.byteOffset, distance),
  }
}

export const push = (list: List, address: number, value: number): void => {
  list.rows[list.count * 2] = address
  list.values[list.count * 2 + 1] = value
  list.count += 1
}

const kernelsOn = async (memory: WebAssembly.Memory): Promise<Kernels> => {
  const { parseWat } = await wabt()
  const text = readFileSync(new URL('kernels.wat', import.meta.url))
  const { buffer } = parseWat('kernels.wat', text, { simd: true }).toBinary({})
  const { instance } = await WebAssembly.instantiate(buffer as BufferSource, { heap: { memory } })
  return instance.exports as Kernels
}
