import type { Channel, HavenAct } from '@haven/shared/acts.ts'
import { Refusal, type RefusalCode } from '@haven/shared/refusal.ts'
import { placeOf } from '@haven/shared/replay.ts'
import { isPartner, type Seat } from '@haven/shared/steps.ts'
import type { Members } from '@haven/shared/members.ts'
import { CLOSE, LIMITS } from '@haven/shared/wire.ts'
import { answerAgain, draftOf, byHaven, notStored, refuse, unseats } from './batch.ts'
import { handOut } from './handing.ts'
import type { Hub } from './hub.ts'
import { judge, Malformed } from './judge.ts'
import type { EventLog, Outcome } from './log/event-log.ts'
import type { Draft, Row } from './log/records.ts'
import { isJoining, type Item, type Joining, type Proposal, type Rekeying } from './proposal.ts'
import { comeLater, expel, joinedOr } from './reopening.ts'
import { Seating } from './seating.ts'
import { Shelf } from './shelf.ts'
import { learn, readStanding, type Standing } from './standing.ts'
import { alarming, Broken } from './whole.ts'
import type { Writer, Writes } from './writer.ts'

export type RoomDeps = {
  log: EventLog
  hub: Hub
  writer: Writer
  now: () => number
  /** Which seat invited each device of the session. */
  inviters: (session: string) => Promise<Map<string, Seat>>
  /** Whoever is here has what opens every epoch they may read. */
  handOver: (session: string) => Promise<void>
  /** What is stored of this session was found not to be what was stored. P42 */
  isBroken: (session: string) => boolean
  broken: (session: string) => void
}

/** One channel of a session on this machine, the conversation itself or one beside it: judges, stores, tells. It learns
 *  an act as soon as it is judged, so that the next one is judged behind it, and forgets everything not stored when a
 *  commit fails. P21, P22, P25 */
export class Room implements Writes {
  readonly session: string
  readonly channel: Channel
  readonly #deps: RoomDeps
  readonly #alarm = alarming(() => this.#deps.broken(this.session))
  #standing: Standing | undefined
  readonly seating = new Seating()
  readonly shelf: Shelf
  #loading: Promise<void> | undefined
  #early: (Proposal | Joining)[] = []
  #pending: Item[] = []
  #storing: Item[] = []
  #head = 0
  #isGone = false
  /** How far others have said they came, since this was last read. */
  #heard = 0

  constructor({ session, channel }: { session: string; channel: Channel }, deps: RoomDeps) {
    this.session = session
    this.channel = channel
    this.#deps = deps
    this.shelf = new Shelf(deps.log, { session, channel })
  }

  /** What is stored and told; acts still on their way are not in it. */
  get head(): number {
    return this.#head
  }

  get epoch(): number {
    return this.#standing?.epoch ?? 1
  }

  /** Of a seat whose withdrawal is on its way nothing more is taken. P41 */
  isLeaving(seat: Seat): boolean {
    return !isPartner(seat) && this.#standing?.talk?.snapshot.context.therapist === false
  }

  /** Who is in it, acts on their way included. */
  get members(): Members {
    return this.#standing?.talk?.members ?? []
  }

  /** Forgotten while somebody still holds it. */
  get isGone(): boolean {
    return this.#isGone
  }

  get isBusy(): boolean {
    return this.#pending.length + this.#storing.length + this.#early.length > 0
  }

  /** False if there is no such session. Throws when it cannot be read. */
  async load(): Promise<boolean> {
    if (this.#deps.isBroken(this.session)) throw new Broken()
    if (!this.#standing) await (this.#loading ??= this.#read().finally(() => (this.#loading = undefined)))
    return this.#standing !== undefined
  }

  /** Judged at once; answered through its reply, or by the echo. P27 */
  propose(asked: Proposal | Joining): void {
    this.#take(asked)
  }

  /** Others have stored entries up to `head`; what was judged without them comes second and is judged again. While
   *  something is on its way, its own commit tells. P21 */
  moved(head = 0): void {
    this.#heard = Math.max(this.#heard, head)
    if (this.#isGone || this.isBusy || this.#heard <= this.#head) return
    if (!this.#standing) return this.#deps.hub.urge(this.session, this.channel, this.#heard)
    this.#standing = undefined
    void this.#reload()
  }

  /** P43. Where another was first, or the log is full, nothing happens. */
  rekey(rekeying: Rekeying): void {
    const [standing, { epoch, device, room, isFitting }] = [this.#standing, rekeying]
    const isNext = standing?.epoch === epoch - 1 && standing.seq < LIMITS.entries + LIMITS.leaving
    if (!isNext || this.#isGone || !isFitting()) return
    this.#store({ row: this.#write(standing, { type: 'rekeyed', device, room }, epoch), rekeying, followers: [] })
  }

  /** Nothing more is stored here. Proposers are not answered: their sockets close. */
  leave(): void {
    this.#isGone = true
    for (const { joining } of [...this.#storing, ...this.#pending]) joining?.settle('failed')
    for (const asked of this.#early) if (isJoining(asked)) asked.settle('failed')
    this.#early.length = this.#pending.length = 0
  }

  /** After a failed commit what waited behind it is answered already, and nothing is left to store. P25 */
  draft(): Draft | undefined {
    if (!this.#standing || this.#pending.length === 0) return undefined
    this.#storing = this.#pending.splice(0)
    return draftOf(this, this.#standing, this.#storing)
  }

  settle(outcome: Outcome | 'failed'): void {
    const items = this.#storing.splice(0)
    if (this.#isGone) return
    if (outcome === 'stored') return this.#tell(items)
    items.push(...this.#pending.splice(0))
    this.#standing = undefined
    this.#early.push(...notStored(items, outcome))
    void this.#reload()
  }

  #tell(items: Item[]): void {
    const after = this.#head
    this.#head += items.length
    for (const { rekeying } of items) if (rekeying) handOut(this.#deps.hub, this, rekeying)
    const rows = items.map(({ row }) => row)
    expel(this.#deps.hub, this.session, rows)
    this.#deps.hub.publish(this.session, this.channel, { after, entries: rows.map(({ entry }) => entry) })
    this.seating.learn(rows)
    if (rows.some(unseats)) this.#deps.hub.dismiss(this.session, 'therapist', CLOSE.removed)
    for (const { joining, followers } of items) {
      if (joining) this.seating.joined(joining.claim.device.id, joining.invitedBy)
      joining?.settle('joined')
      for (const { answer } of followers) answer()
    }
    this.moved()
  }

  #take(asked: Proposal | Joining): void {
    if (this.#isGone) return isJoining(asked) ? asked.settle('failed') : undefined
    if (!this.#standing) {
      this.#early.push(asked)
      void this.#reload()
    } else if (isJoining(asked)) this.#admit(this.#standing, asked)
    else this.#judge(this.#standing, asked)
  }

  #admit(standing: Standing, joining: Joining): void {
    const joined = this.isLeaving(joining.claim.seat) ? 'taken' : joinedOr(standing, joining, this.#pending)
    if (typeof joined === 'string') return joining.settle(joined)
    this.#store({ row: this.#write(standing, joined), joining, followers: [] })
  }

  #write(standing: Standing, act: HavenAct, epoch = standing.epoch): Row {
    return learn(standing, byHaven(standing, { act, epoch }, this.#deps.now()))
  }

  #judge(standing: Standing, proposal: Proposal): void {
    const { propose, member, reply } = proposal
    const seq = standing.mids.get(propose.mid)
    if (seq !== undefined) return void this.#repeat(seq, proposal)
    try {
      const invitedBy = (device: string) => this.seating.invitedBy(device)
      comeLater(propose, this.#pending)
      const { row, snapshot } = judge(standing, { propose, member, now: this.#deps.now(), invitedBy })
      learn(standing, row, snapshot)
      this.#store({ row, proposal, followers: [] })
    } catch (error) {
      if (error instanceof Malformed) reply.malformed()
      else if (error instanceof Refusal)
        this.#refuse(proposal, error.code, standing.talk ? placeOf(standing.talk.snapshot) : '')
      else throw error
    }
  }

  /** A no that rests on acts still on their way waits for them. P22 */
  #refuse(proposal: Proposal, code: RefusalCode, step: string): void {
    const answer = () => refuse(proposal, code, step)
    const last = this.#pending.at(-1) ?? this.#storing.at(-1)
    if (last) last.followers.push({ proposal, answer })
    else answer()
  }

  #store(item: Item): void {
    this.#pending.push(item)
    this.#deps.writer.add(this)
  }

  /** P14. While the first copy is still being stored the answer waits for its commit. */
  async #repeat(seq: number, proposal: Proposal): Promise<void> {
    const first = [...this.#storing, ...this.#pending].find(({ row }) => row.entry.seq === seq)
    try {
      answerAgain(proposal, seq, { first, row: first?.row ?? (await this.shelf.row(seq).catch(this.#alarm)) })
    } catch {
      refuse(proposal, 'cannot-store')
    }
  }

  async #read(): Promise<void> {
    this.#heard = 0
    const standing = await readStanding(this.#deps.log, this, rows => this.shelf.lay(rows)).catch(this.#alarm)
    if (standing && standing.seq < this.#heard) return this.#read()
    if (standing?.talk) this.seating.read(standing.talk, await this.#deps.inviters(this.session))
    this.#standing = standing
    this.#head = standing?.seq ?? this.#head
  }

  /** Afterwards those who came early are judged, and everyone reads what somebody else has stored meanwhile. */
  async #reload(): Promise<void> {
    const isHere = await this.load().catch(() => false)
    if (this.epoch > 1) await this.#deps.handOver(this.session).catch(() => undefined)
    if (isHere) this.#deps.hub.urge(this.session, this.channel, this.#head)
    for (const asked of this.#early.splice(0)) {
      if (isHere) this.#take(asked)
      else if (isJoining(asked)) asked.settle('failed')
      else refuse(asked, 'cannot-store')
    }
  }
}
