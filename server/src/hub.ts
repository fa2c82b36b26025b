import type { AnyEntry, Channel } from '@haven/shared/acts.ts'
import { mayUse } from '@haven/shared/channels.ts'
import type { Seat } from '@haven/shared/steps.ts'
import { CLOSE, type Downward, type Head, LIMITS } from '@haven/shared/wire.ts'
import { framed, type Page, pagesOf } from './frames.ts'

/** New entries as frames that are written once for everybody; `after` is the seq before the first of them. */
export type News = { channel: Channel; after: number; head: number; pages: readonly Page[] }

export interface Listener {
  readonly seat: Seat
  readonly device: string
  /** Grows with each socket that opens. */
  readonly order: number
  /** Whether somebody is there for this session; a therapist's list is connected to many at once. */
  isHere: boolean
  /** It has told a head, so it understands those of others. */
  tellsHeads?: true
  /** Entries up to `head` are stored. */
  hear(news: News): void
  /** Anything that is not an entry. */
  tell(frame: Buffer): void
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
    const { listeners } = gathering
    for (const old of crowdedOut(listeners, listener)) {
      listeners.delete(old)
      old.close(CLOSE.otherTab)
    }
    const before = seatsOf(gathering)
    listeners.add(listener)
    if (listener.isHere) this.#arrive(gathering, listener.seat, before)
    return () => this.#leave(session, gathering, listener)
  }

  /** Comes into the session, or goes out of it, on a socket that stays. */
  attend(session: string, listener: Listener, isHere: boolean): void {
    const gathering = this.#sessions.get(session)
    if (!gathering?.listeners.has(listener) || listener.isHere === isHere) return
    const before = seatsOf(gathering)
    listener.isHere = isHere
    if (isHere) this.#arrive(gathering, listener.seat, before)
    else this.#part(gathering, listener.seat)
  }

  #arrive(gathering: Gathering, seat: Seat, before: ReadonlySet<Seat>): void {
    gathering.leftAt.delete(seat)
    if (!before.has(seat)) this.#tellPresent(gathering)
  }

  #part({ listeners, leftAt }: Gathering, seat: Seat): void {
    const isThere = [...listeners].some(other => other.isHere && other.seat === seat)
    if (!isThere) leftAt.set(seat, this.#now())
  }

  #leave(session: string, gathering: Gathering, listener: Listener): void {
    const { listeners } = gathering
    if (!listeners.delete(listener)) return
    if (listener.isHere) this.#part(gathering, listener.seat)
    if (listeners.size === 0 && this.#sessions.get(session) === gathering) this.#sessions.delete(session)
  }

  /** Entries are told as they were stored, to those who may read the channel and to nobody else. P6, P26 */
  publish(
    session: string,
    channel: Channel,
    { after, entries }: { after: number; entries: readonly AnyEntry[] },
  ): void {
    const listeners = this.#readers(session, channel)
    if (listeners.length === 0) return
    const news = { channel, after, head: after + entries.length, pages: pagesOf(channel, entries) }
    for (const listener of listeners) listener.hear(news)
  }

  /** Something was stored by somebody else: everyone reads on to `head`. */
  urge(session: string, channel: Channel, head: number): void {
    for (const listener of this.#readers(session, channel)) listener.hear({ channel, after: -1, head, pages: [] })
  }

  #readers(session: string, channel: Channel): Listener[] {
    return [...(this.#sessions.get(session)?.listeners ?? [])].filter(({ seat }) => mayUse(seat, channel))
  }

  /** What a device says of its head, for the others that are here and say theirs. Nothing of it is kept. */
  relay(session: string, from: Listener, head: Head): void {
    from.tellsHeads = true
    if (!from.isHere) return
    const isFor = (other: Listener) => other !== from && other.isHere && other.tellsHeads === true
    this.tell(session, { ...head, device: from.device }, isFor)
  }

  listeners(session: string): readonly Pick<Listener, 'seat' | 'device'>[] {
    return [...(this.#sessions.get(session)?.listeners ?? [])]
  }

  tell(session: string, frame: Downward, only: (listener: Listener) => boolean = () => true): void {
    const text = framed(JSON.stringify(frame))
    for (const listener of this.#sessions.get(session)?.listeners ?? []) if (only(listener)) listener.tell(text)
  }

  close(session: string, code: number): void {
    const listeners = this.#sessions.get(session)?.listeners ?? []
    this.#sessions.delete(session)
    for (const listener of listeners) listener.close(code)
  }

  /** All sockets of one seat, which is away from now on. P41 */
  dismiss(session: string, seat: Seat, code: number): void {
    const gathering = this.#sessions.get(session)
    const listeners = [...(gathering?.listeners ?? [])].filter(listener => listener.seat === seat)
    for (const listener of listeners) listener.close(code)
    if (gathering?.leftAt.delete(seat)) this.#tellPresent(gathering)
  }

  /** Some sockets of the session, each seat away at once if none of its own stay. */
  expel(session: string, isOut: (listener: Listener) => boolean, code: number): void {
    const listeners = [...(this.#sessions.get(session)?.listeners ?? [])]
    const staying = new Set(listeners.filter(listener => !isOut(listener)).map(({ seat }) => seat))
    for (const listener of listeners.filter(isOut))
      if (staying.has(listener.seat)) listener.close(code)
      else this.dismiss(session, listener.seat, code)
  }

  /** A seat is away once it has had no socket for 10 s; the others then hear who is left. */
  sweep(): void {
    for (const gathering of this.#sessions.values()) {
      const gone = [...gathering.leftAt].filter(([, at]) => this.#now() - at >= LIMITS.awayMs)
      for (const [seat] of gone) gathering.leftAt.delete(seat)
      if (gone.length > 0) this.#tellPresent(gathering)
    }
  }

  hasListeners(session: string): boolean {
    return this.#sessions.has(session)
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
    const text = framed(JSON.stringify(frame))
    for (const listener of gathering.listeners) listener.tell(text)
  }
}

const seatsOf = ({ listeners, leftAt }: Gathering): Set<Seat> =>
  new Set([...[...listeners].filter(({ isHere }) => isHere).map(({ seat }) => seat), ...leftAt.keys()].sort())

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
