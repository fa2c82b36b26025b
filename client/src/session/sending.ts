import { pendingIn } from './acting.ts'
import type { Board } from './board.ts'
import type { Clock } from './clock.ts'
import { Outbox } from './outbox.ts'
import { quietly } from './queue.ts'
import type { Returning } from './returning.ts'
import type { Item } from './ring.ts'
import type { Shelf } from './shelf.ts'

type SendingParts = {
  clock: Clock
  shelf: Shelf
  send(frame: object): boolean
  board: Board
  returning: Returning
}

/** The outbox of a device: kept in its ring, shown on the board. */
export const createOutbox = (
  { clock, shelf, send, board, returning }: SendingParts,
  reseal: (item: Item) => Promise<Item | undefined>,
): Outbox => {
  const outbox: Outbox = new Outbox({
    clock,
    items: shelf.ring.outbox,
    // What came back goes along, so that no words leave the outbox for nowhere.
    save: items => shelf.keep({ outbox: [...items], returned: [...returning.all] }),
    send,
    reseal,
    changed: () => board.set(pendingIn(outbox.items)),
    returned: returned => returning.add(returned),
    shown: () => returning.show(),
  })
  return outbox
}

/** What is said is no longer on its way. */
export const settle = (outbox: Outbox, said: ReadonlySet<string>): void => {
  for (const mid of said) quietly(outbox.stored(mid))
}
