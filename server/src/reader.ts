import type { Channel } from '@haven/shared/acts.ts'
import type { Page } from './frames.ts'
import type { News } from './hub.ts'
import type { Line } from './line.ts'
import type { Shelf } from './shelf.ts'

export type ReaderDeps = { shelf: (channel: Channel) => Shelf; line: Line; failed: (error: unknown) => void }

/** Brings a channel's entries to one socket: history page by page, then live, without gap or repeat, and nothing that is not
 *  as it was stored. P28, P32, P42 */
export class Reader {
  readonly #channel: Channel
  readonly #deps: ReaderDeps
  #sent = 0
  #head = 0
  #isReading = false
  /** How often it was told where to go on from; what was read for an earlier one is not sent. */
  #turns = 0

  constructor(channel: Channel, deps: ReaderDeps) {
    this.#channel = channel
    this.#deps = deps
  }

  /** Goes on after `since`, wherever it stood, to `head` or as far as it has heard of. */
  from(since: number, head = this.#head): void {
    this.#turns += 1
    this.#sent = since
    this.#goOnTo(head)
  }

  hear({ after, head, pages }: News): void {
    if (this.#isReading || after !== this.#sent) return this.#goOnTo(head)
    this.#head = head
    this.#sent = head
    for (const { frame } of pages) this.#deps.line.tell(frame)
  }

  #goOnTo(head: number): void {
    this.#head = Math.max(this.#head, head)
    if (this.#isReading || this.#sent >= this.#head) return
    this.#isReading = true
    this.#read().catch(this.#deps.failed)
  }

  async #read(): Promise<void> {
    const { line } = this.#deps
    const shelf = this.#deps.shelf(this.#channel)
    try {
      while (!line.isClosed && this.#sent < this.#head) {
        const turn = this.#turns
        const pages = await shelf.pages(this.#sent, this.#head)
        if (turn !== this.#turns) continue
        if (pages.length === 0) return
        await this.#sendAll(pages)
      }
    } finally {
      this.#isReading = false
    }
  }

  /** A page is sent when the one before has left: never is more than one waiting. */
  async #sendAll(pages: readonly Page[]): Promise<void> {
    const turn = this.#turns
    for (const { frame, last } of pages) {
      if (turn !== this.#turns) return
      this.#sent = last
      await this.#deps.line.flush(frame)
    }
  }
}
