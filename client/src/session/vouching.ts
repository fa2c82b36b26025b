import type { Entry } from '@haven/shared/acts.ts'
import type { Board } from './board.ts'
import type { Frame } from './frames.ts'
import type { Heads, HeadsParts } from './heads.ts'
import { quietly } from './queue.ts'
import type { Repeating } from './repeating.ts'
import type { Shelf } from './shelf.ts'
import type { Story } from './story.ts'

type VouchingParts = Omit<HeadsParts, 'session' | 'device' | 'isUp' | 'alike' | 'room'> & {
  shelf: Shelf
  board: Board
  room: Story<Entry>
  repeating: Repeating
}

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
    this.#heads ??= import('./heads.ts').then(({ Heads }) => new Heads(this.#headsParts()))
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

  #headsParts(): HeadsParts {
    const { shelf, board, send, repeating, ...parts } = this.#parts
    const { session, device } = shelf.ring
    return {
      ...parts,
      session,
      device: device.id,
      isUp: () => repeating.isWelcome,
      // What was begun on a line that is gone is not said on the next one, whose log-in comes first.
      send: frame => this.#isBegun && send(frame),
      alike: of => board.set({ alike: { ...board.get().alike, [of]: parts.clock.now() } }),
    }
  }
}
