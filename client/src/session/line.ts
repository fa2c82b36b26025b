import { CLOSE, SUBPROTOCOL } from '@haven/shared/wire.ts'
import type { Clock } from './clock.ts'

/** What the line needs of a socket: the browser's WebSocket and the one of `ws` both are one. */
export type Socket = {
  readonly readyState: number
  send(data: string): void
  close(code?: number): void
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void
  addEventListener(type: 'close', listener: (event: { code: number }) => void): void
  addEventListener(type: 'error', listener: () => void): void
}
export type Connect = (url: string, protocols: string[]) => Socket

/** What a close code asks for (protocol.md 6). */
export type Ending =
  | { kind: 'again' }
  | { kind: 'cannotLoad' }
  | { kind: 'tooFast' }
  | { kind: 'malformed' | 'login' | 'removed' | 'otherTab' | 'erased' | 'version' }

export type LineParts = {
  url: string
  connect: Connect
  clock: Clock
  /** 0 ≤ n < 1. */
  random(): number
  /** Calls when the network or the page comes back; the answer unsubscribes. */
  wakes?(listener: () => void): () => void
  /** Many lines of one device wake together: theirs are made again within the first try’s second, not at once. */
  isOneOfMany?: boolean
  /** Each frame as text, in order. */
  heard(frame: string): void
  /** The socket is gone; a new one will be tried. */
  lost(): void
  told(state: 'up' | 'reconnecting'): void
  /** Not to be tried again. */
  ended(ending: Exclude<Ending, { kind: 'again' }>): void
}

const PING = { every: 20_000, spread: 0.2, answer: 8_000 }
const TELL_AFTER = 2_000
const STEADY = 10_000
const BACKOFF = { first: 1_000, most: 20_000 }
const LOG_IN = 15_000
const TRIES = 3

/** What a close code means. 1000 and 1001 by the other side are a line lost like any other. */
export const endingOf = (code: number): Ending => ENDINGS[code] ?? { kind: 'again' }

const ENDINGS: Record<number, Ending> = {
  [CLOSE.malformed]: { kind: 'malformed' },
  [CLOSE.tooBig]: { kind: 'malformed' },
  [CLOSE.loginRefused]: { kind: 'login' },
  [CLOSE.removed]: { kind: 'removed' },
  [CLOSE.otherTab]: { kind: 'otherTab' },
  [CLOSE.erased]: { kind: 'erased' },
  [CLOSE.protocol]: { kind: 'version' },
  [CLOSE.cannotLoad]: { kind: 'cannotLoad' },
  [CLOSE.tooFast]: { kind: 'tooFast' },
}

/** One device's line to the room: a socket at a time, made again until it is closed (C8, C9). Knows no frame's sense. */
export class Line {
  readonly #parts: LineParts
  readonly #unsubscribe: () => void
  readonly #strikes = { cannotLoad: 0, tooFast: 0 }
  #socket: Socket | undefined
  #cancels = new Map<'ping' | 'pong' | 'retry' | 'tell' | 'steady', () => void>()
  #tries = 0
  #pings = 0
  #spread: number | undefined
  #closed = false

  constructor(parts: LineParts) {
    this.#parts = parts
    this.#unsubscribe = parts.wakes?.(() => this.#wake()) ?? (() => {})
    this.#connect()
  }

  /** False: there is no socket to send on now. */
  send(frame: object): boolean {
    if (this.#socket?.readyState !== 1) return false
    this.#socket.send(JSON.stringify(frame))
    return true
  }

  /** The log-in was accepted. */
  up(): void {
    this.#cancel('tell', 'pong')
    this.#after('steady', STEADY, () => {
      this.#tries = 0
      Object.assign(this.#strikes, { cannotLoad: 0, tooFast: 0 })
    })
    this.#planPing()
    this.#parts.told('up')
  }

  /** This socket is given up for another one. */
  renew(): void {
    if (this.#socket) this.#lose(this.#socket, 0)
  }

  /** The server is going away and asks its callers to come back within `ms`. */
  spreadOver(ms: number): void {
    this.#spread = ms
  }

  /** Closes quietly and for good. */
  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#unsubscribe()
    this.#drop(CLOSE.done)
  }

  #connect(): void {
    this.#cancel('retry')
    const socket = this.#parts.connect(this.#parts.url, [SUBPROTOCOL])
    this.#socket = socket
    this.#after('pong', LOG_IN, () => this.#lose(socket, 0))
    socket.addEventListener('message', ({ data }) => this.#hear(socket, data))
    socket.addEventListener('close', ({ code }) => this.#lose(socket, code))
    socket.addEventListener('error', () => {})
  }

  #hear(socket: Socket, data: unknown): void {
    if (socket !== this.#socket) return
    if (this.#cancels.has('ping')) this.#cancel('pong')
    this.#parts.heard(String(data))
  }

  /** Each socket is lost once, whoever notices first. */
  #lose(socket: Socket, code: number): void {
    if (socket !== this.#socket || this.#closed) return
    this.#drop()
    const ending = this.#weigh(endingOf(code))
    if (ending.kind !== 'again') {
      this.#closed = true
      this.#unsubscribe()
      this.#cancel('tell')
      return this.#parts.ended(ending)
    }
    if (!this.#cancels.has('tell')) this.#after('tell', TELL_AFTER, () => this.#parts.told('reconnecting'))
    this.#parts.lost()
    this.#after('retry', this.#wait(), () => this.#connect())
  }

  /** A session that cannot be loaded, and being too fast, are given three more tries. */
  #weigh(ending: Ending): Ending {
    if (ending.kind !== 'cannotLoad' && ending.kind !== 'tooFast') return ending
    this.#strikes[ending.kind] += 1
    return this.#strikes[ending.kind] > TRIES ? ending : { kind: 'again' }
  }

  /** C8: within a second, then with full jitter up to 20 s; after a restart within the time the server asked for. */
  #wait(): number {
    const most = this.#spread ?? Math.min(BACKOFF.most, BACKOFF.first * 2 ** this.#tries)
    this.#spread = undefined
    this.#tries += 1
    return this.#parts.random() * most
  }

  #wake(): void {
    const { isOneOfMany, random } = this.#parts
    if (this.#cancels.has('ping')) this.#ping()
    if (!this.#cancels.has('retry')) return
    if (isOneOfMany) this.#after('retry', random() * BACKOFF.first, () => this.#connect())
    else this.#connect()
  }

  #planPing(): void {
    const wait = PING.every * (1 + PING.spread * (2 * this.#parts.random() - 1))
    this.#after('ping', wait, () => this.#ping())
  }

  #ping(): void {
    const socket = this.#socket
    if (!socket) return
    this.#planPing()
    this.send({ type: 'ping', n: (this.#pings += 1) })
    this.#after('pong', PING.answer, () => this.#lose(socket, 0))
  }

  /** Lets go of the socket and of the timers that belong to it. */
  #drop(code?: number): void {
    this.#cancel('ping', 'pong', 'steady', 'retry')
    if (this.#closed) this.#cancel('tell')
    const socket = this.#socket
    this.#socket = undefined
    socket?.close(code)
  }

  #after(name: 'ping' | 'pong' | 'retry' | 'tell' | 'steady', ms: number, run: () => void): void {
    this.#cancel(name)
    const cancel = this.#parts.clock.after(ms, () => {
      this.#cancels.delete(name)
      run()
    })
    this.#cancels.set(name, cancel)
  }

  #cancel(...names: ('ping' | 'pong' | 'retry' | 'tell' | 'steady')[]): void {
    for (const name of names) {
      this.#cancels.get(name)?.()
      this.#cancels.delete(name)
    }
  }
}
