import type { Channel } from '@haven/shared/acts.ts'
import { channelOf, returnedIn } from './acting.ts'
import type { Board } from './board.ts'
import { quietly } from './queue.ts'
import type { AnyReturned } from './scene.ts'
import type { Shelf } from './shelf.ts'

/** What was refused for good and is to be said again or let go, oldest first. */
export class Returning {
  readonly #board: Pick<Board, 'set'>
  readonly #shelf: Shelf
  #all: readonly AnyReturned[]

  constructor(board: Pick<Board, 'set'>, shelf: Shelf) {
    this.#board = board
    this.#shelf = shelf
    this.#all = shelf.ring.returned
  }

  get all(): readonly AnyReturned[] {
    return this.#all
  }

  /** Kept by the very write that takes it from the outbox, and shown after that. What nobody did by hand is not given back
   *  to anybody. */
  add(returned: AnyReturned): void {
    if (returned.act.type !== 'endorsed') this.#all = [...this.#all, returned]
  }

  show(): void {
    this.#board.set(returnedIn(this.#all))
  }

  /** Lets go of the first of a channel. */
  dismiss(channel: Channel): void {
    const first = this.#all.find(returned => channelOf(returned) === channel)
    quietly(this.#keep(this.#all.filter(returned => returned !== first)))
  }

  /** Resolves once none of them is kept on this device. */
  dismissAll(): Promise<void> {
    return this.#keep([])
  }

  async #keep(all: readonly AnyReturned[]): Promise<void> {
    this.#all = all
    this.show()
    await this.#shelf.keep({ returned: [...all] })
  }
}
