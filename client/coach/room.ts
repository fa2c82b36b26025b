import { headsWide, REACH, type Shape } from '../src/coach/weights.ts'
import { MOST_WORDS } from './batch.ts'
import type { Heap } from './heap.ts'

/** Numbers of one draft on its way forward and back; used again for the next. */
export const newRoom = (heap: Heap, shape: Shape) => {
  const { hidden } = shape
  const wide = headsWide(shape)
  return {
    wide,
    /** Units of the first layer after silencing; zero where silent. */
    near: heap.floats(MOST_WORDS * hidden),
    /** Units of the second, before what is below zero is silent. */
    far: heap.floats(MOST_WORDS * hidden),
    /** What the heads hear. */
    top: heap.floats(MOST_WORDS * hidden),
    keepTop: new Uint8Array(MOST_WORDS * hidden),
    out: heap.floats(MOST_WORDS * wide),
    outSlope: heap.floats(MOST_WORDS * wide),
    nearSlope: heap.floats(MOST_WORDS * hidden),
    farSlope: heap.floats(MOST_WORDS * hidden),
    list: heap.list(REACH * hidden),
    /** Where each row of the list came from. */
    sources: new Int32Array(REACH * hidden),
    backs: heap.floats(REACH * hidden),
  }
}
export type Room = ReturnType<typeof newRoom>
