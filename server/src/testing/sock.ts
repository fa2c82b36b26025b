import type { Act, AnyEntry, Base, Channel, Entry, SideAct, SideEntry } from '@haven/shared/acts.ts'
import { isSide, type SideChannel } from '@haven/shared/channels.ts'
import { genesisInput, linkInput } from '@haven/shared/chain.ts'
import { isBySeat } from '@haven/shared/acts.ts'
import { Downward, type Propose, type Welcome } from '@haven/shared/wire.ts'
import type { FastifyInstance } from 'fastify'
import { vi } from 'vitest'
import { sha256, toBytes, toText, utf8 } from '../bytes.ts'
import { boxFor, newId, type TestDevice } from './device.ts'

type Socket = Awaited<ReturnType<FastifyInstance['injectWS']>>
type Said = { session: string; device: string; proof: string; since: Record<string, number> }

/** One browser's end of a socket. Every frame from the server is checked against the contract as it comes. */
export class Sock {
  readonly frames: Downward[] = []
  /** The room's. */
  readonly entries: Entry[] = []
  readonly #sides = new Map<SideChannel, SideEntry[]>()
  closed: number | undefined
  readonly #origin: string
  readonly #hashes = new Map<Channel, string[]>()
  #session = ''
  #raw!: Socket

  private constructor(origin: string) {
    this.#origin = origin
  }

  /** Rejects with the status of a refused handshake. */
  static async open(app: FastifyInstance, headers: Record<string, string | undefined>, remoteAddress?: string) {
    const sock = new Sock(headers['origin'] ?? '')
    const given = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined))
    const context = { headers: given, ...(remoteAddress && { socket: { remoteAddress } }) }
    sock.#raw = await app.injectWS('/socket', context as object, { onInit: raw => sock.#listen(raw as Socket) })
    return sock
  }

  /** Over a socket that is being opened by other means. */
  static over(raw: Socket, origin: string): Sock {
    const sock = new Sock(origin)
    sock.#raw = raw
    sock.#listen(raw)
    return sock
  }

  #listen(raw: Socket): void {
    raw.on('message', data => this.#hear(Downward.parse(JSON.parse(String(data)))))
    raw.on('close', code => (this.closed = code))
    raw.on('error', () => undefined)
  }

  #hear(frame: Downward): void {
    this.frames.push(frame)
    if (frame.type === 'entries') this.#logOf(frame.channel).push(...frame.entries)
  }

  /** A channel beside the room. */
  side(channel: SideChannel): SideEntry[] {
    const known = this.#sides.get(channel) ?? []
    this.#sides.set(channel, known)
    return known
  }

  #logOf(channel: Channel): AnyEntry[] {
    return isSide(channel) ? this.side(channel) : this.entries
  }

  get welcome(): Welcome | undefined {
    return this.of('welcome')[0]
  }

  of<Type extends Downward['type']>(type: Type): Extract<Downward, { type: Type }>[] {
    return this.frames.filter((frame): frame is Extract<Downward, { type: Type }> => frame.type === type)
  }

  get refusals(): string[] {
    return this.of('refusal').map(({ code }) => code)
  }

  until(holds: () => boolean): Promise<void> {
    return vi.waitFor(
      () => {
        if (!holds()) throw new Error(`waited in vain; ${this.closed ?? JSON.stringify(this.frames.at(-1))}`)
      },
      { interval: 2, timeout: 20_000 },
    )
  }

  /** Until what was sent before has been heard: a ping is answered in order. */
  async settled(): Promise<void> {
    const n = this.of('pong').length + 1
    this.send({ type: 'ping', n })
    await this.until(() => this.of('pong').some(pong => pong.n === n) || this.closed !== undefined)
  }

  send(frame: unknown): void {
    this.#raw.send(typeof frame === 'string' ? frame : JSON.stringify(frame))
  }

  sendRaw(data: Buffer): void {
    this.#raw.send(data)
  }

  pause(): void {
    this.#raw.pause()
  }

  resume(): void {
    this.#raw.resume()
  }

  /** As when the network goes: no farewell. */
  cut(): void {
    this.#raw.terminate()
  }

  async nonce(): Promise<string> {
    await this.until(() => this.of('challenge').length > 0)
    return this.of('challenge')[0]!.nonce
  }

  async hello(session: string, device: TestDevice, changes: Partial<Said> = {}): Promise<void> {
    const proof = await device.prove({ origin: this.#origin, session, nonce: await this.nonce() })
    this.#session = session
    this.send({ type: 'hello', session, device: device.id, proof, since: {}, ...changes })
  }

  /** The last entry of the room this end has, with the hash it worked out by itself. */
  get base(): Base {
    return this.baseAt(this.entries.length)
  }

  /** As one who has read the log of the channel from entry 1. */
  baseAt(seq: number, channel: Channel = 'room'): Base {
    const hashes = this.#hashes.get(channel) ?? []
    this.#hashes.set(channel, hashes)
    for (let next = hashes.length; next <= seq; next += 1) hashes.push(toText(this.#hashOf(next, channel)))
    return { seq, hash: hashes[seq]! }
  }

  #hashOf(seq: number, channel: Channel): Uint8Array {
    const entry = this.#logOf(channel)[seq - 1]
    if (!entry) return sha256(genesisInput(utf8, this.#session, channel))
    const previous = toBytes(this.baseAt(seq - 1, channel).hash)
    if (!isBySeat(entry)) return sha256(linkInput(utf8, previous, entry))
    const boxHash = entry.box === null ? toBytes(entry.boxHash!) : sha256(toBytes(entry.box))
    return sha256(
      linkInput(utf8, previous, { ...entry, base: { ...entry.base, hash: toBytes(entry.base.hash) }, boxHash }),
    )
  }

  proposal(act: Act | SideAct, step: string, changes: Partial<Omit<Propose, 'act'>> & { act?: unknown } = {}) {
    const { channel = 'room' } = changes
    const base = this.baseAt(this.#logOf(channel).length, channel)
    const frame = { type: 'propose', mid: newId(), channel, epoch: 1, step, base, act }
    return { ...frame, box: boxFor(act.type), ...changes }
  }

  /** Says something beside the room. */
  beside(channel: SideChannel, act: SideAct): Promise<number | string> {
    return this.does(act, '', { channel })
  }

  /** Proposes and waits for what becomes of it: the seq it got, or the code of its refusal or of the close. */
  async does(
    act: Act | SideAct,
    step: string,
    changes: Parameters<Sock['proposal']>[2] = {},
  ): Promise<number | string> {
    const frame = this.proposal(act, step, changes)
    this.send(frame)
    return this.fateOf(frame.mid)
  }

  async fateOf(mid: string): Promise<number | string> {
    await this.until(() => this.#fate(mid) !== undefined)
    return this.#fate(mid)!
  }

  #fate(mid: string): number | string | undefined {
    const all: AnyEntry[] = [this.entries, ...this.#sides.values()].flat()
    const echo = all.find(entry => isBySeat(entry) && entry.mid === mid)
    const already = this.of('already').find(frame => frame.mid === mid)
    const refusal = this.of('refusal').find(frame => frame.mid === mid)
    return echo?.seq ?? already?.seq ?? refusal?.code ?? (this.closed === undefined ? undefined : `${this.closed}`)
  }
}
