import type { Entry } from '@haven/shared/acts.ts'
import type { Seat } from '@haven/shared/steps.ts'
import { CLOSE, type Downward, LIMITS } from '@haven/shared/wire.ts'
import { type Page, pagesOf } from './frames.ts'

/** New entries as frames that are written once for everybody; `after` is the seq before the first of them. */
export type News = { after: number; head: number; pages: readonly Page[] }

export interface Listener {
  readonly seat: Seat
  readonly device: string
  /** Grows with each socket that opens. */
  readonly order: number
  /** Entries up to `head` are stored. */
  hear(news: News): void
  /** Anything that is not an entry. */
  tell(frame: string): void
  close(code: number): void
}

type Gathering = { listeners: Set<Listener>; leftAt: Map<Seat, number> }

/** Who listens to which session, and who is there. It knows no rules. Times in milliseconds. */
export class Hub {
  readonly #now: () => number
  readonly #sessions = new Map<string, Gathering>()

  constructor(now: () => number) {
    this.#now = now
  }

  /** Whether this device already listens on a socket that opened later: then a late log-in is the old one. P5 */
  isOvertaken(session: string, { device, order }: Pick<Listener, 'device' | 'order'>): boolean {
    const listeners = this.#sessions.get(session)?.listeners ?? []
    return [...listeners].some(other => other.device === device && other.order > order)
  }

  /** The older socket of the same device goes first, then the oldest beyond the limits. Returns the way out. P5 */
  enter(session: string, listener: Listener): () => void {
    const gathering = this.#sessions.get(session) ?? { listeners: new Set(), leftAt: new Map() }
    this.#sessions.set(session, gathering)
    const { listeners, leftAt } = gathering
    for (const old of crowdedOut(listeners, listener)) {
      listeners.delete(old)
      old.close(CLOSE.otherTab)
    }
    const isNews = !seatsOf(gathering).has(listener.seat)
    listeners.add(listener)
    leftAt.delete(listener.seat)
    if (isNews) this.#tellPresent(gathering)
    return () => this.#leave(session, gathering, listener)
  }

  #leave(session: string, gathering: Gathering, listener: Listener): void {
    const { listeners, leftAt } = gathering
    if (!listeners.delete(listener)) return
    const isThere = [...listeners].some(({ seat }) => seat === listener.seat)
    if (!isThere) leftAt.set(listener.seat, this.#now())
    if (listeners.size === 0 && this.#sessions.get(session) === gathering) this.#sessions.delete(session)
  }

  /** Entries are told as they were stored. P26 */
  publish(session: string, after: number, entries: readonly Entry[]): void {
    const listeners = this.#sessions.get(session)?.listeners
    if (!listeners) return
    const news = { after, head: after + entries.length, pages: pagesOf(entries) }
    for (const listener of listeners) listener.hear(news)
  }

  /** Something was stored by somebody else: everyone reads on to `head`. */
  urge(session: string, head: number): void {
    for (const listener of this.#sessions.get(session)?.listeners ?? []) listener.hear({ after: -1, head, pages: [] })
  }

  tell(session: string, frame: Downward, only: (listener: Listener) => boolean = () => true): void {
    const text = JSON.stringify(frame)
    for (const listener of this.#sessions.get(session)?.listeners ?? []) if (only(listener)) listener.tell(text)
  }

  close(session: string, code: number): void {
    const listeners = this.#sessions.get(session)?.listeners ?? []
    this.#sessions.delete(session)
    for (const listener of listeners) listener.close(code)
  }

  /** A seat is away once it has had no socket for 10 s; the others then hear who is left. */
  sweep(): void {
    for (const gathering of this.#sessions.values()) {
      const gone = [...gathering.leftAt].filter(([, at]) => this.#now() - at >= LIMITS.awayMs)
      for (const [seat] of gone) gathering.leftAt.delete(seat)
      if (gone.length > 0) this.#tellPresent(gathering)
    }
  }

  present(session: string): Seat[] {
    const gathering = this.#sessions.get(session)
    return gathering ? [...seatsOf(gathering)] : []
  }

  get size(): number {
    return this.#sessions.size
  }

  #tellPresent(gathering: Gathering): void {
    const frame: Downward = { type: 'present', seats: [...seatsOf(gathering)] }
    const text = JSON.stringify(frame)
    for (const listener of gathering.listeners) listener.tell(text)
  }
}

const seatsOf = ({ listeners, leftAt }: Gathering): Set<Seat> =>
  new Set([...[...listeners].map(({ seat }) => seat), ...leftAt.keys()].sort())

const crowdedOut = (listeners: ReadonlySet<Listener>, { device, seat }: Listener): Listener[] => {
  const all = [...listeners]
  const out = new Set(all.filter(old => old.device === device))
  const stay = all.filter(old => !out.has(old))
  const ofSeat = stay.filter(old => old.seat === seat)
  for (const old of ofSeat.slice(0, Math.max(0, ofSeat.length + 1 - LIMITS.sockets.seat))) out.add(old)
  const left = stay.filter(old => !out.has(old))
  for (const old of left.slice(0, Math.max(0, left.length + 1 - LIMITS.sockets.session))) out.add(old)
  return [...out]
}
