import { mayComeLater, type RefusalCode } from '@haven/shared/refusal.ts'
import { returnedOf } from './acting.ts'
import type { Clock } from './clock.ts'
import type { Item } from './ring.ts'
import type { AnyReturned } from './scene.ts'

export type OutboxParts = {
  clock: Clock
  items: readonly Item[]
  /** Resolves once the items are kept where a reload finds them. */
  save(items: readonly Item[]): Promise<void>
  /** False: no line now. */
  send(frame: Item['frame']): boolean
  /** Seals the same act again under a new mid; `undefined` when the room has moved on. */
  reseal(item: Item): Promise<Item | undefined>
  changed(): void
  /** Taken along by the next `save`; `shown` once that has ended. */
  returned(returned: AnyReturned): void
  shown(): void
}

export type Outcome = 'stored' | AnyReturned
type Refused = { mid: string; code: RefusalCode; waitMs?: number | undefined }

const RESEALS = 3
const LATER_MS = 1_000

/**
 * Acts on their way, in order and one at a time: kept first, then sent, byte for byte the same until each ends by its
 * echo, `already` or a final refusal (C2, C7).
 */
export class Outbox {
  readonly #parts: OutboxParts
  readonly #waiters = new Map<string, ((outcome: Outcome) => void)[]>()
  readonly #outcomes = new Map<string, Outcome>()
  /** An act sealed again goes on under another mid. */
  readonly #renamed = new Map<string, string>()
  #items: readonly Item[]
  /** Not kept yet, so not to be sent yet. */
  readonly #unkept = new Set<string>()
  #flying: string | undefined
  #ready = false
  #cancelWait: (() => void) | undefined

  constructor(parts: OutboxParts) {
    this.#parts = parts
    this.#items = parts.items
  }

  get items(): readonly Item[] {
    return this.#items
  }

  /** Resolves once the act is kept; it is on its way then. An act that cannot be kept is not sent either. */
  async add(item: Item): Promise<void> {
    const { mid } = item.frame
    this.#unkept.add(mid)
    try {
      await this.#keep([...this.#items, item])
    } catch (error) {
      // What was kept meanwhile may have taken the act along.
      await this.#keep(this.#without(mid)).catch(() => {})
      throw error
    } finally {
      this.#unkept.delete(mid)
    }
    this.#sendNext()
  }

  /** `welcome` and the tail are in: what arrived has been told by `echo`, the rest is sent in order. */
  ready(): void {
    this.#ready = true
    this.#sendNext()
  }

  /** The line is gone; what was flying will be sent again. */
  lost(): void {
    this.#ready = false
    this.#flying = undefined
    this.#cancelWait?.()
    this.#cancelWait = undefined
  }

  /** The act is in the story, or the server says it is stored. */
  async stored(mid: string): Promise<void> {
    const item = this.#find(mid)
    if (!item) return
    this.#settle(mid, 'stored')
    await this.#keep(this.#without(mid))
    this.#sendNext()
  }

  async refused({ mid, code, waitMs }: Refused): Promise<void> {
    const item = this.#find(mid)
    if (!item) return
    if (mayComeLater(code)) return this.#wait(waitMs ?? LATER_MS)
    const again = isStale(code) && item.resealed < RESEALS ? await this.#parts.reseal(item) : undefined
    if (again) await this.#replace(mid, again)
    else await this.#giveBack(item, code)
    this.#sendNext()
  }

  /** Resolves at the end of the act, whatever mid it has by then. */
  settled(mid: string): Promise<Outcome> {
    let last = mid
    for (let next = this.#renamed.get(last); next; next = this.#renamed.get(last)) last = next
    const known = this.#outcomes.get(last)
    if (known) return Promise.resolve(known)
    return new Promise(resolve => this.#waiters.set(last, [...(this.#waiters.get(last) ?? []), resolve]))
  }

  #wait(ms: number): void {
    this.#flying = undefined
    this.#cancelWait?.()
    this.#cancelWait = this.#parts.clock.after(ms, () => {
      this.#cancelWait = undefined
      this.#sendNext()
    })
  }

  async #replace(mid: string, again: Item): Promise<void> {
    const to = again.frame.mid
    this.#renamed.set(mid, to)
    const waiters = this.#waiters.get(mid)
    if (waiters) this.#waiters.set(to, waiters)
    this.#waiters.delete(mid)
    this.#unkept.add(to)
    await this.#keep(this.#items.map(item => (item.frame.mid === mid ? again : item)))
    this.#unkept.delete(to)
    if (this.#flying === mid) this.#flying = undefined
  }

  /** In one write: a page that goes at any moment has it either on its way or given back. */
  async #giveBack(item: Item, code: RefusalCode): Promise<void> {
    const { mid } = item.frame
    const returned = returnedOf(item, code)
    const { save, changed, shown } = this.#parts
    this.#parts.returned(returned)
    this.#items = this.#without(mid)
    try {
      // A disk that fails once is asked once more: what is shown is kept.
      await save(this.#items).catch(() => save(this.#items))
    } finally {
      changed()
      shown()
      this.#settle(mid, returned)
    }
  }

  #settle(mid: string, outcome: Outcome): void {
    if (this.#flying === mid) this.#flying = undefined
    this.#outcomes.set(mid, outcome)
    for (const resolve of this.#waiters.get(mid) ?? []) resolve(outcome)
    this.#waiters.delete(mid)
  }

  #sendNext(): void {
    const [first] = this.#items
    if (!this.#ready || !first || this.#unkept.has(first.frame.mid)) return
    if (this.#flying !== undefined || this.#cancelWait) return
    if (this.#parts.send(first.frame)) this.#flying = first.frame.mid
  }

  async #keep(items: readonly Item[]): Promise<void> {
    this.#items = items
    this.#parts.changed()
    await this.#parts.save(items)
  }

  #find = (mid: string) => this.#items.find(item => item.frame.mid === mid)
  #without = (mid: string) => this.#items.filter(item => item.frame.mid !== mid)
}

const isStale = (code: RefusalCode) => code === 'stale-base' || code === 'old-epoch'
