import type { AnyEntry, Channel, Entry } from '@haven/shared/acts.ts'
import { pendingIn, type Said } from './acting.ts'
import type { Board } from './board.ts'
import type { Endorsing } from './endorsing.ts'
import type { Invitings } from './invitings.ts'
import type { Outbox } from './outbox.ts'
import { quietly } from './queue.ts'
import { keptUntil } from './retention.ts'
import { settle } from './sending.ts'
import type { Shelf } from './shelf.ts'
import { saidIn, showing, withoutSaid } from './showing.ts'
import type { StoryState } from './story.ts'
import type { Threads } from './threads.ts'

type TellingParts = {
  board: Pick<Board, 'set'>
  shelf: Shelf
  outbox: Outbox
  invitings: Pick<Invitings, 'heard'>
  act(said: Said): Promise<string>
  moved(): void
}

/** Puts on the board what was verified, and lets go of what is said by it. */
export class Telling {
  readonly #parts: TellingParts
  #endorsing: Promise<Endorsing> | undefined

  constructor(parts: TellingParts) {
    this.#parts = parts
  }

  /** A scene with the entry said and no longer on its way; only then does the outbox let go of it. */
  room(threads: Threads, live?: Entry): void {
    const { board, shelf, outbox, invitings, moved } = this.#parts
    const story = threads.room.get()
    const { change, said } = showing({ story, ring: shelf.ring, items: outbox.items }, live)
    quietly(shelf.keep({ heads: threads.heads(), names: change.names, until: keptUntil(story) }))
    board.set(change)
    if (live) invitings.heard(live)
    moved()
    settle(outbox, said)
    const { asked, invitedBy, seat } = shelf.ring
    const isWaited = story.members?.some(({ from, trusted }) => from === seat && !trusted)
    if (isWaited || (asked.therapist && !invitedBy)) this.#endorse(story)
  }

  /** Loaded by the one who gave the links, where a therapist has a seat or a device waits for it. */
  #endorse(story: StoryState<Entry>): void {
    const { act, outbox, shelf } = this.#parts
    const settled = (mid: string) => outbox.settled(mid)
    this.#endorsing ??= import('./endorsing.ts').then(one => new one.Endorsing({ act, settled }))
    this.#endorsing.catch(() => (this.#endorsing = undefined))
    quietly(this.#endorsing.then(one => one.look(shelf.ring, story, outbox.items)))
  }

  /** As `room`, for what came beside it. */
  side(threads: Threads, channel: Channel, live?: AnyEntry): void {
    const { board, shelf, outbox } = this.#parts
    const { told = [] } = threads.get(channel) ?? {}
    const said = saidIn(live ? told.slice(-1) : told, shelf.ring)
    quietly(shelf.keep({ heads: threads.heads() }))
    board.set({ threads: threads.told(), ...pendingIn(withoutSaid(outbox.items, said)) })
    settle(outbox, said)
  }
}
