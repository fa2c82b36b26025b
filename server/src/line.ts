import { CLOSE, type Downward, LIMITS } from '@haven/shared/wire.ts'
import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import { framed } from './frames.ts'

/** What the handshake said. `address` is a trace, never the address itself. */
export type Caller = { origin: string; address: string }

/** How long the other side may take to close in turn. */
const GRACE_MS = 2_000

type Ends = { socket: WebSocket; wire: Duplex }

/** One socket: what goes out, and when it was last heard. Once closed it neither speaks nor listens. Times in ms. */
export class Line {
  static #opened = 0
  readonly caller: Caller
  readonly openedAt: number
  /** Its place in the order in which sockets opened; no clock can turn it. */
  readonly order = ++Line.#opened
  heardAt: number
  /** It has said hello, and waits for an answer. */
  hasSpoken = false
  readonly #socket: WebSocket
  /** What the socket writes to. It holds nothing back itself, so frames that are written here keep their order. */
  readonly #wire: Duplex
  readonly #leaving: (() => void)[] = []
  #isClosed = false

  constructor({ socket, wire }: Ends, caller: Caller, now: number) {
    this.#socket = socket
    this.#wire = wire
    this.caller = caller
    this.openedAt = now
    this.heardAt = now
  }

  get isClosed(): boolean {
    return this.#isClosed
  }

  get buffered(): number {
    return this.#socket.bufferedAmount
  }

  send(frame: Downward): void {
    this.tell(framed(JSON.stringify(frame)))
  }

  /** A reader that lets more than 256 KiB pile up is closed; nothing durable is ever skipped. P32 */
  tell(frame: Buffer): void {
    if (this.#isClosed) return
    if (this.buffered > LIMITS.buffered) return this.close(CLOSE.tooFast)
    if (this.#isOpen) this.#wire.write(frame)
  }

  /** What is said meanwhile leaves in one write. */
  together(speak: () => void): void {
    this.#wire.cork()
    speak()
    this.#wire.uncork()
  }

  /** Resolves when the frame has left this process, or never can. */
  flush(frame: Buffer): Promise<void> {
    if (this.#isClosed || !this.#isOpen) return Promise.resolve()
    return new Promise(resolve => this.#wire.write(frame, () => resolve()))
  }

  /** The other side may have begun to close, and the last word was said. */
  get #isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN
  }

  /** At once if the socket is closed already. */
  onLeave(leave: () => void): void {
    if (this.#isClosed) leave()
    else this.#leaving.push(leave)
  }

  close(code: number): void {
    if (!this.#isClosed) this.#socket.close(code)
    void this.ended(GRACE_MS)
    this.left()
  }

  /** The other side is gone. */
  left(): void {
    this.#isClosed = true
    for (const leave of this.#leaving.splice(0)) leave()
  }

  /** Resolves when the other side has closed too, at the latest after `graceMs`. */
  ended(graceMs: number): Promise<void> {
    if (this.#socket.readyState === this.#socket.CLOSED) return Promise.resolve()
    return new Promise(resolve => {
      const last = setTimeout(() => this.#socket.terminate(), graceMs).unref()
      this.#socket.once('close', () => {
        clearTimeout(last)
        resolve()
      })
    })
  }
}
