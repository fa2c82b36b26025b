/* oxlint-disable no-restricted-imports -- a test helper one folder down, which imports like session/ itself */
import type { Entry, HavenEntry, SeatEntry } from '@haven/shared/acts.ts'
import { mayComeLater, type RefusalCode } from '@haven/shared/refusal.ts'
import { apply, eventOf, placeOf, type Snapshot, start } from '@haven/shared/replay.ts'
import type { Partner } from '@haven/shared/steps.ts'
import { type ClaimBody, type CreateBody, type Downward, type Propose, Upward } from '@haven/shared/wire.ts'
import { deviceId } from '../../seal/device.ts'
import { type Bytes, random, sha, toBytes, toText } from '../../seal/keys.ts'
import type { Fetch } from '../api.ts'
import type { Connect, Socket } from '../line.ts'
import { genesis, link } from '../link.ts'

type Heard = { type: 'message' | 'close' | 'error'; listener: (event: never) => void }
type Seated = { seat: Partner; device: string }
type Door = { socket: Socket; heard: Heard[]; isOpen: boolean; who?: Seated }

/** A test helper: one session's server in memory, without a port, a disk or a limit, that can be told to misbehave. */
export class ServerDouble {
  readonly share = toText(random(32))
  readonly heard: Upward[] = []
  entries: Entry[] = []
  hashes: Bytes[] = []
  #doors: Door[] = []
  #seats = new Map<string, Partner>()
  #claims = new Map<string, { seat: Partner; capsule: string }>()
  #taken = false
  #session = ''
  #forgetting: Partner[] = []
  /** Codes to refuse the next acts with, and acts to leave without an answer. */
  refuse: { code: RefusalCode; waitMs?: number }[] = []
  mute = 0
  /** What stands in the next `welcome` instead of the truth. */
  lie: Partial<Extract<Downward, { type: 'welcome' }>> = {}

  readonly fetch: Fetch = async (url, { body }) => {
    const [status, answer] = url.endsWith('/api/sessions')
      ? await this.#create(JSON.parse(body) as CreateBody)
      : await this.#claim(JSON.parse(body) as ClaimBody)
    return { status, json: async () => answer }
  }

  readonly connect: Connect = () => {
    const heard: Heard[] = []
    const door: Door = {
      heard,
      isOpen: true,
      socket: {
        get readyState() {
          return door.isOpen ? 1 : 3
        },
        send: data => queueMicrotask(() => void this.#hear(door, Upward.parse(JSON.parse(data)))),
        close: () => {
          door.isOpen = false
          this.#tellPresent()
        },
        addEventListener: (type: Heard['type'], listener: (event: never) => void) =>
          void heard.push({ type, listener }),
      },
    }
    this.#doors.push(door)
    queueMicrotask(() => this.#tell(door, { type: 'challenge', nonce: toText(random(32)), now: 0 }))
    return door.socket
  }

  /** Closes every line, or one seat's, with a code. */
  cut(code = 1012, seat?: Partner): void {
    for (const door of this.#doors.filter(({ isOpen, who }) => isOpen && (seat === undefined || who?.seat === seat))) {
      door.isOpen = false
      for (const { type, listener } of door.heard) if (type === 'close') listener({ code } as never)
    }
  }

  /** Says something to all who are logged in, true or not. */
  say(frame: unknown, seat?: Partner): void {
    for (const door of this.#doors)
      if (door.who && (seat === undefined || door.who.seat === seat)) this.#tell(door, frame)
  }

  async #create({ session, seat, device, invites, setting, keepDays }: CreateBody): Promise<[number, object]> {
    this.#session = session
    this.hashes = [await genesis(session, 'room')]
    const act = { type: 'opened', script: 1, mode: 'couple', setting, therapist: false, keepDays } as const
    await this.#append({ seq: 1, at: 1, epoch: 1, by: 'haven', act })
    for (const invite of invites) this.#offer(invite as never)
    return [201, { device: await this.#join(seat as Partner, device), epoch: 1 }]
  }

  async #claim({ claim, seat, device, joinMac }: ClaimBody): Promise<[number, object]> {
    const offer = this.#claims.get(toText(await sha(toBytes(claim))))
    if (!offer) return [404, { code: 'unknown' }]
    if (this.#taken) return [410, { code: 'used', at: 5 }]
    this.#taken = true
    return [200, { device: await this.#join(seat as Partner, device, joinMac), epoch: 1, capsule: offer.capsule }]
  }

  #offer({ seat, claimHash, capsule }: { seat: Partner; claimHash: string; capsule: string }): void {
    this.#claims.clear()
    this.#claims.set(claimHash, { seat, capsule })
  }

  async #join(seat: Partner, { agreePub, signPub }: ClaimBody['device'], joinMac?: string): Promise<string> {
    const device = await deviceId(toBytes(agreePub), toBytes(signPub))
    this.#seats.set(device, seat)
    const act: HavenEntry['act'] = { type: 'joined', seat, device, agreePub, signPub, ...(joinMac ? { joinMac } : {}) }
    await this.#append({ seq: this.entries.length + 1, at: 1, epoch: 1, by: 'haven', act })
    return device
  }

  async #hear(door: Door, frame: Upward): Promise<void> {
    if (!door.isOpen) return
    this.heard.push(frame)
    if (frame.type === 'hello') return this.#welcome(door, frame)
    if (frame.type === 'propose') return this.#queue(() => this.#judge(door, frame))
    if (frame.type === 'resume') return this.#tellSince(door, frame.since.room ?? 0)
    if (frame.type === 'ping') return this.#tell(door, { type: 'pong', n: frame.n, now: 0 })
    if (frame.type === 'forget') return this.#forget(door.who!.seat, frame.what === 'session')
    this.#offer(frame as never)
    this.#tell(door, { type: 'invited', seat: frame.seat })
  }

  #welcome(door: Door, { device, since }: Extract<Upward, { type: 'hello' }>): void {
    const seat = this.#seats.get(device)
    if (!seat) return this.cut(4401)
    door.who = { seat, device }
    const seq = this.entries.length
    const welcome = {
      type: 'welcome',
      seat,
      epoch: 1,
      shares: [{ channel: 'room', epoch: 1, share: this.share }],
      heads: { room: { seq, hash: toText(this.hashes[seq]!) } },
      limits: { frame: 16_384, words: 8_000 },
      now: 0,
      script: 1,
      invites: seat === 'p1' ? [{ seat: 'p2', state: this.#taken ? 'claimed' : 'open', triedAgain: 0 }] : [],
      forgetting: this.#forgetting,
      ...this.lie,
    }
    this.#tell(door, welcome)
    this.#tellSince(door, since.room ?? 0)
    this.#tellPresent()
  }

  #tellSince(door: Door, seq: number): void {
    const entries = this.entries.slice(seq)
    if (entries.length > 0) this.#tell(door, { type: 'entries', channel: 'room', entries })
  }

  #last: Promise<void> = Promise.resolve()
  #queue(task: () => Promise<void>): Promise<void> {
    return (this.#last = this.#last.then(task))
  }

  async #judge(door: Door, frame: Propose): Promise<void> {
    const known = this.entries.find(entry => entry.by !== 'haven' && entry.mid === frame.mid)
    const forced = this.refuse.shift()
    const no = (code: RefusalCode, waitMs?: number) =>
      this.#tell(door, { type: 'refusal', mid: frame.mid, code, step: frame.step, ...(waitMs ? { waitMs } : {}) })
    if (this.mute > 0) return void (this.mute -= 1)
    if (forced) return no(forced.code, mayComeLater(forced.code) ? (forced.waitMs ?? 500) : undefined)
    if (known) return this.#tell(door, { type: 'already', mid: frame.mid, channel: 'room', seq: known.seq })
    const { channel: _, type: __, ...rest } = frame
    const entry: SeatEntry = {
      ...rest,
      seq: this.entries.length + 1,
      at: 1,
      by: door.who!.seat,
      device: door.who!.device,
    }
    const next = apply(
      this.#snapshot(),
      eventOf(entry, seq => this.entries[seq - 1]?.by),
    )
    if (frame.step !== placeOf(this.#snapshot())) return no('stale-step')
    if (!next) return no('not-your-turn')
    await this.#append(entry)
  }

  #snapshot(): Snapshot {
    let snapshot = start(this.entries[0]!.act as never)
    for (const entry of this.entries)
      if (entry.by !== 'haven')
        snapshot = apply(
          snapshot,
          eventOf(entry, seq => this.entries[seq - 1]?.by),
        )!
    return snapshot
  }

  async #append(entry: Entry): Promise<void> {
    this.hashes.push(await link(this.hashes.at(-1)!, entry))
    this.entries.push(entry)
    this.say({ type: 'entries', channel: 'room', entries: [entry] })
  }

  #forget(seat: Partner, isAsked: boolean): void {
    this.#forgetting = [...this.#forgetting.filter(one => one !== seat), ...(isAsked ? [seat] : [])]
    this.say({ type: 'forgetting', seats: this.#forgetting })
    if (this.#forgetting.length === 2) this.cut(4410)
  }

  #tellPresent(): void {
    const seats = new Set(this.#doors.flatMap(({ isOpen, who }) => (isOpen && who ? [who.seat] : [])))
    this.say({ type: 'present', seats: [...seats] })
  }

  #tell(door: Door, frame: unknown): void {
    if (!door.isOpen) return
    const data = JSON.stringify(frame)
    for (const { type, listener } of door.heard) if (type === 'message') listener({ data } as never)
  }

  get session(): string {
    return this.#session
  }
}
