import type { EventLog, Outcome } from './log/event-log.ts'
import type { Draft } from './log/records.ts'

/** Has something to store, and hears what became of it. `failed`: nothing of the commit was stored. `undefined`: there
 *  is nothing to store after all, and nothing will be heard. */
export interface Writes {
  draft(): Draft | undefined
  settle(outcome: Outcome | 'failed'): void
}

type Deps = { log: EventLog; now: () => number; alarm: (error: unknown) => void }

/** Everything judged in one tick of the event loop, in whatever room, shares one commit; one act alone waits for
 *  nobody else. P22, P23 */
export class Writer {
  readonly #deps: Deps
  readonly #waiting = new Set<Writes>()
  #acts = 0
  #since: number | undefined
  #running: Promise<void> | undefined

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** One more act of this room waits for a commit. */
  add(room: Writes): void {
    this.#waiting.add(room)
    this.#acts += 1
    this.#since ??= this.#deps.now()
    this.#running ??= new Promise(resolve => setImmediate(() => void this.#run().finally(resolve)))
  }

  /** How many acts wait, and since when in milliseconds. */
  get load(): { acts: number; since: number | undefined } {
    return { acts: this.#acts, since: this.#since }
  }

  /** Resolves when nothing waits any more. */
  async flush(): Promise<void> {
    while (this.#running) await this.#running
  }

  async #run(): Promise<void> {
    try {
      while (this.#waiting.size > 0) await this.#store()
    } catch (error) {
      this.#deps.alarm(error)
    } finally {
      this.#running = undefined
    }
  }

  async #store(): Promise<void> {
    const waiting = [...this.#waiting]
    this.#waiting.clear()
    this.#acts = 0
    const drafted = waiting.map(room => ({ room, draft: room.draft() })).filter(hasDraft)
    const outcomes = drafted.length > 0 ? await this.#commit(drafted.map(({ draft }) => draft)) : []
    this.#since = this.#waiting.size > 0 ? this.#deps.now() : undefined
    for (const [at, { room }] of drafted.entries()) room.settle(outcomes?.[at] ?? 'failed')
  }

  async #commit(drafts: Draft[]): Promise<Outcome[] | undefined> {
    try {
      return await this.#deps.log.append(drafts)
    } catch (error) {
      this.#deps.alarm(error)
      return undefined
    }
  }
}

type Drafted = { room: Writes; draft: Draft }
const hasDraft = (one: { room: Writes; draft: Draft | undefined }): one is Drafted => one.draft !== undefined
