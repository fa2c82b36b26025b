/* oxlint-disable no-restricted-imports -- a test helper one folder down, which imports like session/ itself */
import type { AnyEntry, Channel, Entry, HavenEntry } from '@haven/shared/acts.ts'
import { channelsOf, mayUse } from '@haven/shared/channels.ts'
import { mayComeLater, type RefusalCode } from '@haven/shared/refusal.ts'
import type { Seat } from '@haven/shared/steps.ts'
import {
  type ClaimBody,
  type CreateBody,
  type Downward,
  type Propose,
  Upward,
  type Wrapping,
} from '@haven/shared/wire.ts'
import { deviceId } from '../../seal/device.ts'
import { type Bytes, sha, toBytes, toText } from '../../seal/keys.ts'
import type { Fetch } from '../api.ts'
import type { Connect } from '../line.ts'
import { createQueue } from '../queue.ts'
import { closeDoor, type Door } from './server-door.ts'
import { Doors } from './server-doors.ts'
import { firstOf, isFitting, membersIn, newEpoch, offerIn, type Offers, type Wrapped, wrapsFor } from './server-keys.ts'
import { append, entryOf, newServerLog, refusalOf, type ServerLog, snapshotOf, storedAs } from './server-log.ts'

/** A test helper: one session's server in memory, without a port, a disk or a limit, that can be told to misbehave. */
export class ServerDouble {
  readonly heard: Upward[] = []
  readonly logs = new Map<Channel, ServerLog>()
  readonly #doors = new Doors()
  readonly told = this.#doors.told
  #seats = new Map<string, Seat>()
  #claims: Offers = new Map()
  #taken = new Set<Seat>()
  session = ''
  #forgetting: Seat[] = []
  /** Codes to refuse the next acts with, and acts to leave without an answer. */
  refuse: { code: RefusalCode; waitMs?: number }[] = []
  mute = 0
  /** Everything that was wrapped, and whether nothing more is taken. */
  readonly wraps: Wrapped[] = []
  isDeaf = false
  /** What stands in the next `welcome` instead of the truth. */
  lie: Partial<Extract<Downward, { type: 'welcome' }>> = {}

  readonly fetch: Fetch = async (url, { body }) => {
    const isNew = url.endsWith('/api/sessions')
    const [status, answer] = await this.#queue(() =>
      isNew ? this.#create(JSON.parse(body) as CreateBody) : this.#claim(JSON.parse(body) as ClaimBody),
    )
    return { status, json: async () => answer }
  }

  readonly connect: Connect = () =>
    this.#doors.open((one, data) => void this.#hear(one, Upward.parse(JSON.parse(data)))).socket

  /** Closes every line, or one seat's, with a code. */
  cut(code = 1012, seat?: Seat): void {
    this.#doors.close(code, ({ who }) => seat === undefined || who?.seat === seat)
  }

  /** Says something to all who are logged in, true or not. */
  say(frame: unknown, seat?: Seat): void {
    this.#doors.tellAll(frame, who => seat === undefined || who.seat === seat)
  }

  /** The room's, which tests may cut. */
  get entries(): Entry[] {
    return this.logs.get('room')!.entries as Entry[]
  }
  set entries(entries: Entry[]) {
    this.logs.get('room')!.entries = entries
  }
  get hashes(): Bytes[] {
    return this.logs.get('room')!.hashes
  }
  set hashes(hashes: Bytes[]) {
    this.logs.get('room')!.hashes = hashes
  }

  async #create({ session, mode, seat, device, invites, setting, keepDays }: CreateBody): Promise<[number, object]> {
    this.session = session
    const therapist = mode !== 'couple'
    for (const channel of channelsOf(therapist)) this.logs.set(channel, await newServerLog(session, channel))
    const act = { type: 'opened', script: 1, mode, setting, therapist, keepDays } as const
    await this.#append('room', { seq: 1, at: 1, epoch: 1, by: 'haven', act })
    const joined = await this.#join(seat, device)
    for (const invite of invites) offerIn(this.#claims, invite, { device: joined })
    return [201, { device: joined, epoch: 1 }]
  }

  async #claim({ claim, seat, device, joinMac }: ClaimBody): Promise<[number, object]> {
    const offer = this.#claims.get(toText(await sha(toBytes(claim))))
    if (offer?.seat !== seat) return [404, { code: 'unknown' }]
    if (offer.isOver) return [410, { code: 'expired' }]
    if (offer.isUsed || (this.#taken.has(seat) && !offer.from)) return [410, { code: 'used', at: 5 }]
    offer.isUsed = true
    this.#taken.add(seat)
    return [200, { device: await this.#join(seat, device, { joinMac, from: offer.from }), capsule: offer.capsule }]
  }

  async #join(
    seat: Seat,
    { agreePub, signPub }: ClaimBody['device'],
    { joinMac, from }: { joinMac?: string; from?: Seat | undefined } = {},
  ): Promise<string> {
    const device = await deviceId(toBytes(agreePub), toBytes(signPub))
    this.#seats.set(device, seat)
    const more = { ...(joinMac ? { joinMac } : {}), ...(from && { from }) }
    const act: HavenEntry['act'] = { type: 'joined', seat, device, agreePub, signPub, ...more }
    if (from && from !== seat) this.cut(4403, seat)
    const epoch = this.logs.get('room')!.shares.length
    await this.#append('room', { seq: this.entries.length + 1, at: 1, epoch, by: 'haven', act })
    return device
  }

  async #hear(door: Door, frame: Upward): Promise<void> {
    if (!this.#isHeard(door, frame)) return
    this.heard.push(frame)
    if (frame.type === 'hello') return this.#welcome(door, frame)
    if (frame.type === 'propose') return this.#queue(() => this.#judge(door, frame))
    if (frame.type === 'resume') return this.#tellSince(door, frame.since)
    if (frame.type === 'ping') return this.#doors.tell(door, { type: 'pong', n: frame.n, now: 0 })
    if (frame.type === 'forget') return this.#forget(door.who!.seat, frame.what === 'session')
    if (frame.type === 'head') return this.#doors.relay(door, frame)
    if (frame.type === 'attend') return this.#doors.attend(door.who!, frame.isHere)
    if (frame.type === 'wrap') return this.#queue(() => this.#rekey(door, frame))
    this.#invite(door, frame)
  }

  /** P3 */
  #isHeard(door: Door, frame: Upward): boolean {
    const isEarly = door.isOpen && !door.who && frame.type !== 'hello'
    if (isEarly) closeDoor(door, 4400)
    return door.isOpen
  }

  #invite(door: Door, frame: Extract<Upward, { type: 'invite' }>): void {
    for (const answer of offerIn(this.#claims, frame, door.who!)) this.#doors.tell(door, answer)
  }

  #forgettingNow = () => ({ seats: this.#forgetting, due: this.#forgetting.length > 0 ? 259_200 : null })

  #welcome(door: Door, { device, since }: Extract<Upward, { type: 'hello' }>): void {
    const seat = this.#seats.get(device)
    if (!seat) return closeDoor(door, 4401)
    if (!this.#isSeated(seat)) return closeDoor(door, 4403)
    door.who = { seat, device, isHere: seat !== 'therapist' }
    const given = [...this.#claims.values()].filter(({ by }) => by === device)
    const invites = given.map(({ seat: of }) => ({
      seat: of,
      state: this.#taken.has(of) ? 'claimed' : 'open',
      triedAgain: 0,
    }))
    const welcome = {
      ...firstOf(this.logs, seat),
      wraps: wrapsFor(this.wraps, device),
      invites,
      forgetting: this.#forgettingNow(),
      ...this.lie,
    }
    this.#doors.tell(door, welcome)
    this.#tellSince(door, since)
    this.#doors.tellPresent()
  }

  async #rekey(door: Door, frame: Wrapping): Promise<void> {
    const { channel, epoch } = frame
    const log = this.logs.get(channel)!
    if (this.isDeaf || !isFitting(log, membersIn(this.entries), frame)) return
    for (const { device, keys } of newEpoch(log, frame, this.wraps))
      this.#doors.tellAll(keys, who => who.device === device)
    const act = { type: 'rekeyed', device: door.who!.device, room: frame.room } as const
    await this.#append(channel, { seq: log.entries.length + 1, at: 1, epoch, by: 'haven', act })
  }

  #isSeated = (seat: Seat) => seat !== 'therapist' || snapshotOf(this.entries).context.therapist

  #tellSince(door: Door, since: Partial<Record<Channel, number>>): void {
    for (const [channel, log] of this.logs) {
      const seq = since[channel]
      if (seq === undefined || !mayUse(door.who!.seat, channel)) continue
      const entries = log.entries.slice(seq)
      if (entries.length > 0) this.#doors.tell(door, { type: 'entries', channel, entries })
    }
  }

  /** What writes is done one after the other. */
  #queue = createQueue()

  async #judge(door: Door, frame: Propose): Promise<void> {
    const { channel, mid, step } = frame
    const log = this.logs.get(channel)
    const known = log && storedAs(log, mid)
    const forced = this.refuse.shift()
    const no = (code: RefusalCode, waitMs?: number) =>
      this.#doors.tell(door, { type: 'refusal', mid, code, step, ...(waitMs ? { waitMs } : {}) })
    if (this.mute > 0) return void (this.mute -= 1)
    if (forced) return no(forced.code, mayComeLater(forced.code) ? (forced.waitMs ?? 500) : undefined)
    if (known) return this.#doors.tell(door, { type: 'already', mid, channel, seq: known })
    const entry = entryOf(log ?? this.logs.get('room')!, door.who!, frame)
    const refusal = refusalOf(this.logs, channel, entry)
    if (refusal) return no(refusal)
    if (entry.act.type === 'removed') this.#letOut(entry.act.device)
    await this.#append(channel, entry)
    this.#dismiss()
  }

  #letOut(device: string): void {
    for (const offer of this.#claims.values()) if (offer.by === device) offer.isOver = true
    this.#doors.close(4403, ({ who }) => who?.device === device)
  }

  /** A therapist whose seat was withdrawn goes. */
  #dismiss(): void {
    if (this.logs.size === 1 || this.#isSeated('therapist')) return
    this.cut(4403, 'therapist')
    for (const [device, seat] of this.#seats) if (seat === 'therapist') this.#letOut(device)
  }

  async #append(channel: Channel, entry: AnyEntry): Promise<void> {
    await append(this.logs.get(channel)!, entry)
    this.#doors.tellAll({ type: 'entries', channel, entries: [entry] }, ({ seat }) => mayUse(seat, channel))
  }

  #forget(seat: Seat, isAsked: boolean): void {
    this.#forgetting = [...this.#forgetting.filter(one => one !== seat), ...(isAsked ? [seat] : [])]
    this.say({ type: 'forgetting', ...this.#forgettingNow() })
    if (this.#forgetting.length === 2) this.cut(4410)
  }
}
