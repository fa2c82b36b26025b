import type { AnyEntry } from '@haven/shared/acts.ts'
import { LIMITS } from '@haven/shared/wire.ts'

/** Entries that came before their turn (C3): smaller seqs are ignored, a hole is asked for once. */
export class Waiting<One extends AnyEntry> {
  readonly #entries = new Map<number, One>()
  readonly #resume: (seq: number) => void
  #asked = false

  constructor(resume: (seq: number) => void) {
    this.#resume = resume
  }

  add(entries: readonly One[], head: number): void {
    for (const entry of entries)
      if (entry.seq > head && this.#entries.size < LIMITS.entries && !this.#entries.has(entry.seq))
        this.#entries.set(entry.seq, entry)
  }

  /** What follows on `head`, if it is there. */
  next(head: number): One | undefined {
    const entry = this.#entries.get(head + 1)
    this.#entries.delete(head + 1)
    return entry
  }

  /** Call when nothing follows on `head`: asks for the hole, if there is one that was not asked for. */
  ask(head: number): void {
    if (this.#entries.size === 0) this.#asked = false
    else if (!this.#asked) {
      this.#asked = true
      this.#resume(head)
    }
  }

  /** Entries have come that do not follow yet. */
  get isWaiting(): boolean {
    return this.#entries.size > 0
  }

  /** A new log-in brings everything after the head again. */
  clear(): void {
    this.#entries.clear()
    this.#asked = false
  }
}
