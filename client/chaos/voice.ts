import { createHash } from 'node:crypto'
import { type AnyEntry, type Base, isBySeat } from '@haven/shared/acts.ts'
import { genesisInput, linkInput } from '@haven/shared/chain.ts'
import { mayComeLater } from '@haven/shared/refusal.ts'
import { type Downward, type Propose, SUBPROTOCOL } from '@haven/shared/wire.ts'
import { WebSocket } from 'ws'
import { prove } from '../src/seal/device.ts'
import { type Bytes, random, toBytes, toText, utf8 } from '../src/seal/keys.ts'
import type { Ring } from '../src/session/ring.ts'
import { pause } from './clock.ts'
import type { Noted, Seen, Stored } from './history.ts'
import type { Random } from './random.ts'

type Frame<Type extends Downward['type']> = Extract<Downward, { type: Type }>

const MOST_PENDING = 3
const sha = (bytes: Uint8Array): Bytes => new Uint8Array(createHash('sha256').update(bytes).digest())

/** A seat without a screen: the wire, the log-in and the chain, boxes of random bytes. It costs so little that hundreds of
 *  its acts are on their way when a server dies; it sends the same bytes again until it hears what became of them. */
export class Voice {
  readonly history: Noted[] = [{ what: 'opened' }]
  readonly #ring: Ring
  readonly #origin: string
  readonly #url: string
  readonly #acked = new Set<string>()
  #socket: WebSocket | undefined
  #open: Propose[] = []
  #log: Stored[] = []
  #head: Base
  #isUp = false
  /** How many entries there were at the last log-in. */
  #known = Infinity

  constructor(ring: Ring, origin: string, url: string) {
    this.#ring = ring
    this.#origin = origin
    this.#url = url
    this.#head = { seq: 0, hash: toText(sha(genesisInput(utf8, ring.session, 'room'))) }
  }

  get acked(): number {
    return this.#acked.size
  }

  get isQuiet(): boolean {
    return this.#isUp && this.#open.length === 0
  }

  /** Has read all there was when it came. */
  get isCaughtUp(): boolean {
    return this.#head.seq >= this.#known
  }

  get head(): string {
    return JSON.stringify(this.#head)
  }

  get log(): readonly Stored[] {
    return this.#log
  }

  /** Comes back by itself until the signal is given. */
  async stay(draws: Random, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.#visit(signal)
      await pause(draws.between(5, 60), signal)
    }
  }

  act(): void {
    if (!this.#isUp || this.#open.length >= MOST_PENDING) return
    const act = { type: 'withdrew', kind: 'shareMeasures' } as const
    const [mid, box] = [toText(random(16)), toText(random(28))]
    const frame: Propose = { type: 'propose', mid, channel: 'room', epoch: 1, step: '', base: this.#head, act, box }
    this.#open.push(frame)
    this.history.push({ what: 'acted', mid })
    this.#send(frame)
  }

  /** As the checker wants it; `fresh` came later and remembers nothing. */
  seen(fresh: Voice): Seen {
    const { history, head } = this
    const pending = this.#open.map(({ mid }) => mid)
    return { seat: this.#ring.seat as Seen['seat'], history, pending, head, log: fresh.log, logHead: fresh.head }
  }

  #visit(signal: AbortSignal): Promise<void> {
    return new Promise(resolve => {
      const socket = new WebSocket(this.#url, [SUBPROTOCOL], { origin: this.#origin, perMessageDeflate: false })
      const leave = () => socket.terminate()
      this.#socket = socket
      signal.addEventListener('abort', leave, { once: true })
      socket.on('error', () => undefined)
      socket.on('message', data => void this.#hear(socket, JSON.parse(String(data)) as Downward))
      socket.on('close', () => {
        this.#isUp = false
        signal.removeEventListener('abort', leave)
        resolve()
      })
    })
  }

  async #hear(socket: WebSocket, frame: Downward): Promise<void> {
    if (frame.type === 'challenge') await this.#logIn(socket, frame)
    else if (frame.type === 'welcome') this.#goOn(frame)
    else if (frame.type === 'entries') for (const entry of frame.entries) this.#apply(entry as AnyEntry)
    else if (frame.type === 'already') {
      this.history.push({ what: 'already', mid: frame.mid, seq: frame.seq })
      this.#end(frame.mid)
    } else if (frame.type === 'refusal') this.#refused(frame)
  }

  async #logIn(socket: WebSocket, { nonce }: Frame<'challenge'>): Promise<void> {
    const { device, session } = this.#ring
    const proof = toText(await prove(device, this.#origin, session, toBytes(nonce)))
    const hello = { type: 'hello', session, device: device.id, proof, since: { room: this.#head.seq } }
    if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(hello))
  }

  /** What was on its way goes again as it was, before anything new. */
  #goOn({ heads }: Frame<'welcome'>): void {
    if ((heads.room?.seq ?? 0) < this.#head.seq) this.history.push({ what: 'stopped', why: 'the head went back' })
    this.#known = heads.room?.seq ?? 0
    this.#isUp = true
    for (const frame of this.#open) this.#send(frame)
  }

  #send(frame: Propose): void {
    this.history.push({ what: 'proposed', mid: frame.mid })
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(frame))
  }

  #apply(entry: AnyEntry): void {
    const own = isBySeat(entry) && entry.device === this.#ring.device.id
    if (own) this.history.push({ what: 'echoed', mid: entry.mid, seq: entry.seq })
    if (entry.seq === this.#head.seq + 1) {
      const stored: Stored = { seq: entry.seq, by: entry.by, ...(isBySeat(entry) && { mid: entry.mid }) }
      this.#head = { seq: entry.seq, hash: toText(sha(linkInput(utf8, toBytes(this.#head.hash), linkedOf(entry)))) }
      this.#log.push(stored)
      this.history.push({ what: 'applied', ...stored })
    } else if (entry.seq > this.#head.seq) this.history.push({ what: 'stopped', why: `a hole before ${entry.seq}` })
    if (own) this.#end(entry.mid)
  }

  #refused({ mid, code }: Frame<'refusal'>): void {
    this.history.push({ what: 'refused', mid, code })
    const frame = this.#open.find(one => one.mid === mid)
    if (!frame) return
    if (mayComeLater(code)) return void setTimeout(() => this.#open.includes(frame) && this.#send(frame), 50)
    this.history.push({ what: 'returned', mid })
    this.#open = this.#open.filter(one => one !== frame)
  }

  #end(mid: string): void {
    this.#acked.add(mid)
    this.#open = this.#open.filter(frame => frame.mid !== mid)
  }
}

const linkedOf = (entry: AnyEntry) => {
  if (!isBySeat(entry)) return entry
  const base = { seq: entry.base.seq, hash: toBytes(entry.base.hash) }
  return { ...entry, base, boxHash: entry.box === null ? toBytes(entry.boxHash!) : sha(toBytes(entry.box)) }
}
