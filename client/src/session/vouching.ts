import type { Frame } from './frames.ts'
import type { Heads, VouchingParts } from './heads.ts'
import { quietly } from './queue.ts'

/** The head exchange, loaded when the room can be read, and begun once on each line while its person is there. */
export class Vouching {
  readonly #parts: VouchingParts
  #heads: Promise<Heads> | undefined
  #isBegun = false

  constructor(parts: VouchingParts) {
    this.#parts = parts
  }

  /** Whether it can begin; P40: whatever is beside the room. */
  look(): void {
    const { room, repeating } = this.#parts
    if (this.#isBegun || !repeating.isWelcome || !repeating.isHere || !room.isCaughtUp) return
    this.#isBegun = true
    this.#heads ??= import('./heads.ts').then(({ headsOf }) => headsOf(this.#parts, () => this.#isBegun))
    this.#heads.catch(() => (this.#heads = undefined))
    this.#do(heads => heads.begin())
  }

  /** The therapist has come, or gone. */
  attended(): void {
    this.lost()
    this.look()
  }

  heard(frame: Frame<'head'>): void {
    this.#do(heads => heads.heard(frame))
  }

  moved(): void {
    this.#do(heads => heads.moved())
  }

  lost(): void {
    this.#isBegun = false
    this.#do(heads => heads.lost())
  }

  stop(): void {
    this.#isBegun = false
    this.#do(heads => heads.stop())
  }

  #do(doing: (heads: Heads) => Promise<void> | void): void {
    if (this.#heads) quietly(this.#heads.then(doing))
  }
}
