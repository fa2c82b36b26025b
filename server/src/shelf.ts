import type { Channel } from '@haven/shared/acts.ts'
import { LIMITS } from '@haven/shared/wire.ts'
import { type Page, pagesOf } from './frames.ts'
import type { EventLog } from './log/event-log.ts'
import type { Row } from './log/records.ts'
import { readWhole } from './whole.ts'

type Kept = { after: number; head: number; pages: Promise<readonly Page[]> }

/** What was read and followed a moment ago, for others who come at the same time and missed the same. It stands for one
 *  head alone: whatever is stored, an erasing too, is read anew. P36, P42 */
export class Shelf {
  readonly #log: EventLog
  readonly #place: { session: string; channel: Channel }
  #kept: Kept | undefined
  #newest: readonly Row[] = []

  constructor(log: EventLog, place: { session: string; channel: Channel }) {
    this.#log = log
    this.#place = place
  }

  /** The newest rows, followed already; before the first of them nothing vouches for it. */
  lay(newest: readonly Row[]): void {
    this.#newest = newest
  }

  /** Frames of the entries after a seq, as many as are read at a time; `head` is how far there are any. */
  pages(after: number, head: number): Promise<readonly Page[]> {
    if (this.#kept?.after === after && this.#kept.head === head) return this.#kept.pages
    const pages = this.#read(after, head).then(rows =>
      pagesOf(
        this.#place.channel,
        rows.map(({ entry }) => entry),
      ),
    )
    const kept = { after, head, pages }
    this.#kept = kept
    pages.catch(() => this.#kept === kept && (this.#kept = undefined))
    return pages
  }

  async row(seq: number): Promise<Row | undefined> {
    return (await readWhole(this.#log, this.#place, seq - 1, 1))[0]
  }

  /** Nothing stays in memory for long. */
  clear(): void {
    this.#kept = undefined
    this.#newest = []
  }

  async #read(after: number, head: number): Promise<readonly Row[]> {
    const first = this.#newest[0]?.entry.seq ?? Infinity
    const isHere = after >= first && this.#newest.at(-1)?.entry.seq === head
    return isHere
      ? this.#newest.slice(after - first + 1)
      : readWhole(this.#log, this.#place, after, LIMITS.page.entries)
  }
}
