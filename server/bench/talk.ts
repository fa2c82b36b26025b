import type { Act, SeatEntry } from '@haven/shared/acts.ts'
import { genesisInput, linkInput } from '@haven/shared/chain.ts'
import type { Seat } from '@haven/shared/steps.ts'
import { sha256, toBytes, toText, utf8 } from '../src/bytes.ts'
import { WebSocket } from 'ws'
import { newId } from '../src/testing/device.ts'
import { type Box, boxFor } from './boxes.ts'
import { type Person, proofOf } from './person.ts'

export const SEATS = ['p1', 'p2', 'therapist'] as const satisfies readonly Seat[]

/** How one session is reached: three sockets, whatever is at the other end. */
export type Way = { session: string; origin: string; people?: Partial<Record<Seat, Person>> }

/** Who only listens says now and then that they are there. */
const seated = new Set<WebSocket>()
setInterval(() => {
  for (const socket of seated) socket.send('{"type":"ping","n":1}')
}, 20_000).unref()

type Come = { missed: number; isKnown: boolean }

/**
 * A session as the load generator has it: three sockets, and one turn at a time, which is over when all three have heard
 * it. It links the chain once a turn, for the bare relay too, so that both are asked by a client of the same cost.
 */
export class Talk {
  readonly session: string
  seq = 0
  readonly #way: Way
  #hash: Uint8Array
  #sockets: WebSocket[] = []
  #heard = 0
  #said: { box: Box; frame: Omit<SeatEntry, 'seq' | 'at'> } | undefined
  #whole: (() => void) | undefined
  #again: (() => void) | undefined
  #lost: (error: Error) => void = () => undefined

  constructor(way: Way) {
    this.#way = way
    this.session = way.session
    this.#hash = sha256(genesisInput(utf8, way.session, 'room'))
  }

  /** All three come in; resolves when each has what it missed. `missed` entries are behind each, all when not known. */
  come({ missed, isKnown }: Come = { missed: 0, isKnown: false }): Promise<unknown> {
    const { people } = this.#way
    if (!people) return Promise.all(SEATS.map((_, at) => this.#connect(at, missed)))
    return Promise.all(Object.values(people).map((person, at) => this.#logIn(person, at, { missed, isKnown })))
  }

  /** Resolves when the last of the three has heard it. */
  say(by: Seat, act: Act, step: string): Promise<void> {
    const box = boxFor(act.type)
    const base = { seq: this.seq, hash: toText(this.#hash) }
    const frame = { type: 'propose', mid: newId(), channel: 'room', epoch: 1, step, base, act, box: box.text }
    const device = this.#way.people?.[by]?.id ?? 'A'.repeat(22)
    this.#said = { box, frame: { ...frame, by, device } as never }
    this.#heard = 0
    return new Promise((resolve, reject) => {
      this.#whole = resolve
      this.#lost = reject
      this.#again = () => this.#sockets[SEATS.indexOf(by)]!.send(JSON.stringify(frame))
      this.#again()
    })
  }

  /** As when the network goes. */
  cut(): Promise<unknown> {
    return Promise.all(
      this.#sockets.splice(0).map(
        socket =>
          new Promise(resolve => {
            seated.delete(socket)
            socket.removeAllListeners('close')
            socket.once('close', resolve)
            socket.terminate()
          }),
      ),
    )
  }

  /** What a seat goes on from, again and again; resolves with the last page. */
  resume(since: number): Promise<void> {
    const [socket] = this.#sockets
    return new Promise(resolve => {
      const read = (data: Buffer) => {
        if (!isEntries(data) || (JSON.parse(String(data)) as Entries).entries.at(-1)!.seq < this.seq) return
        socket!.off('message', read)
        resolve()
      }
      socket!.on('message', read)
      socket!.send(JSON.stringify({ type: 'resume', since: { room: since } }))
    })
  }

  #connect(at: number, missed: number): Promise<void> {
    const path = `${this.session}${missed > 0 ? '?missed' : ''}`
    const socket = new WebSocket(`${this.#way.origin.replace('http', 'ws')}/${path}`, { perMessageDeflate: false })
    return new Promise((resolve, reject) => {
      let left = missed
      socket.on('message', (data: Buffer) => {
        if (left > 0) return --left === 0 ? this.#sit(at, socket, resolve) : undefined
        this.#hear(at, data)
      })
      if (missed === 0) socket.on('open', () => this.#sit(at, socket, resolve))
      this.#mind(socket, reject)
    })
  }

  #logIn(person: Person, at: number, { missed, isKnown }: Come): Promise<void> {
    const { origin, session } = this.#way
    const socket = new WebSocket(`${origin.replace('http', 'ws')}/socket`, ['haven.1'], {
      perMessageDeflate: false,
      origin,
    })
    return new Promise((resolve, reject) => {
      let head = -1
      let seen = isKnown ? this.seq - missed : 0
      let isIn = false
      socket.on('message', (data: Buffer) => {
        if (isIn) return this.#hear(at, data)
        const frame = JSON.parse(String(data)) as Greeting
        if (frame.type === 'challenge') {
          const proof = proofOf(person, { origin, session, nonce: frame.nonce })
          const since = { room: seen }
          return socket.send(JSON.stringify({ type: 'hello', session, device: person.id, proof, since }))
        }
        if (frame.type === 'welcome') head = frame.heads.room.seq
        if (frame.type === 'entries' && frame.channel === 'room') {
          seen = frame.entries.at(-1)!.seq
          if (!isKnown && at === 0) for (const entry of frame.entries) this.#learn(entry)
        }
        isIn = seen === head
        if (isIn) this.#sit(at, socket, resolve)
      })
      this.#mind(socket, reject)
    })
  }

  #sit(at: number, socket: WebSocket, resolve: () => void): void {
    this.#sockets[at] = socket
    if (this.#way.people) seated.add(socket)
    resolve()
  }

  #mind(socket: WebSocket, reject: (error: Error) => void): void {
    const lost = (why: unknown) => {
      const error = new Error(`a socket was lost: ${String(why)}`)
      reject(error)
      this.#lost(error)
    }
    socket.on('error', lost)
    socket.on('close', lost)
  }

  #hear(at: number, data: Buffer): void {
    const isHaven = this.#way.people !== undefined
    if (isHaven && !isEntries(data)) return this.#refused(String(data))
    if (!this.#said) return
    if (at === 0) this.#link(data, isHaven)
    if (++this.#heard === SEATS.length) this.#whole?.()
  }

  /** What may come later is sent again, the same bytes; anything else ends the run. */
  #refused(text: string): void {
    const { type, waitMs } = JSON.parse(text) as { type: string; waitMs?: number }
    if (type !== 'refusal') return
    const again = this.#again
    if (waitMs === undefined || !again) return this.#lost(new Error(text))
    setTimeout(again, waitMs)
  }

  #link(data: Buffer, isHaven: boolean): void {
    const { box, frame } = this.#said!
    const heard = JSON.parse(String(data)) as Entries
    const stamp = isHaven ? heard.entries[0]! : { seq: this.seq + 1, at: 1_700_000_000 }
    this.#learn({ ...frame, seq: stamp.seq, at: stamp.at } as SeatEntry, box.hash)
  }

  #learn(entry: SeatEntry, boxHash: Uint8Array | undefined = entry.box ? sha256(toBytes(entry.box)) : undefined): void {
    const base = entry.base && { seq: entry.base.seq, hash: toBytes(entry.base.hash) }
    const { act, ...rest } = entry
    this.seq = entry.seq
    this.#hash = sha256(
      linkInput(utf8, this.#hash, { ...rest, act, ...(boxHash && { boxHash }), base } as Parameters<
        typeof linkInput
      >[2]),
    )
  }
}

type Entries = { entries: SeatEntry[] }
type Greeting =
  | { type: 'challenge'; nonce: string }
  | { type: 'welcome'; heads: { room: { seq: number } } }
  | { type: 'entries'; channel: string; entries: SeatEntry[] }

/** By the tenth letter of `{"type":"entries"`. */
const isEntries = (data: Buffer): boolean => data[9] === 0x65
