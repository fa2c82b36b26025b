import type { AnyEntry, Base, Channel, Entry, SideEntry } from '@haven/shared/acts.ts'
import { channelsOf, isSide, mayUse, type SideChannel } from '@haven/shared/channels.ts'
import type { Seat } from '@haven/shared/steps.ts'
import { LIMITS, type Welcome } from '@haven/shared/wire.ts'
import type { Bytes } from '../seal/keys.ts'
import type { Keys } from './keys.ts'
import type { Ring } from './ring.ts'
import type { Scene, Told, Trouble } from './scene.ts'
import { Story, type StoryParts, type StoryState } from './story.ts'
import { isAct, type Verified } from './verified.ts'
import { sideBook, type SideTold } from './verify-side.ts'
import { type Faith, roomBook } from './verify.ts'

/** The hash before entry 1 of each channel this seat may use. */
export type Roots = ReadonlyMap<Channel, Bytes>

export type ThreadsParts = {
  session: string
  seat: Seat
  roots: Roots
  faith: Faith
  keys: Pick<Keys, 'of'>
  remembered: Ring['heads']
  resume(since: Partial<Record<Channel, number>>): void
  /** Something new can be read there; `entry` is a live one just learned. */
  changed(channel: Channel, entry?: AnyEntry): void
  /** The room can be vouched for no more. */
  stopped(trouble: Trouble): void
  /** A channel beside the room can be vouched for no more; what was verified in it stays, and the talk goes on. */
  shut(channel: SideChannel): void
  breathe(): Promise<void>
}

/** The channels a device reads and writes: those of its seat that it has a secret of. Older talks had the room alone. */
export const channelsFor = ({ seat, secrets, asked }: Pick<Ring, 'seat' | 'secrets' | 'asked'>): Channel[] =>
  channelsOf(asked.therapist).filter(channel => mayUse(seat, channel) && (!isSide(channel) || secrets[channel]))

/**
 * The stories of one device, one for each channel. Whoever acts beside the room is known from the room, so what comes
 * there waits until the room stands where the server says it does. A failure of the room is for all (C5); one beside it
 * shuts that channel alone, for nobody may take the talk from others by a whisper.
 */
export class Threads {
  readonly room: Story<Entry>
  readonly #remembered: Ring['heads']
  readonly #sides: ReadonlyMap<SideChannel, Story<SideTold>>
  readonly #shut = new Set<SideChannel>()
  readonly #parts: ThreadsParts
  /** Told beside the room while the room was behind. */
  #early: { channel: SideChannel; entries: readonly SideTold[] }[] = []

  constructor(parts: ThreadsParts) {
    const { roots, faith, remembered } = parts
    this.#parts = parts
    this.#remembered = remembered
    const book = roomBook(roots.get('room')!, faith)
    this.room = new Story({ book, ...partsOf<Entry>(parts, 'room') })
    this.#sides = new Map(
      [...roots.keys()].filter(isSide).map(channel => {
        const side = sideBook(channel, roots.get(channel)!, { view: book, learns: faith.learns })
        const stopped = () => this.#close(channel)
        return [channel, new Story({ book: side, ...partsOf<SideTold>(parts, channel), stopped })] as const
      }),
    )
  }

  #close(channel: SideChannel): void {
    this.#shut.add(channel)
    this.#sides.get(channel)?.stop()
    this.#parts.shut(channel)
  }

  /** `undefined`: a channel that is not this seat's, or is shut. */
  get(channel: Channel): StoryState<Entry> | StoryState<SideTold> | undefined {
    if (!isSide(channel)) return this.room.get()
    return this.#shut.has(channel) ? undefined : this.#sides.get(channel)?.get()
  }

  /** Every channel stands where the last `welcome` said it does. */
  get isCaughtUp(): boolean {
    return this.room.isCaughtUp && this.#early.length === 0 && this.#open().every(([, side]) => side.isCaughtUp)
  }

  #open() {
    return [...this.#sides].filter(([channel]) => !this.#shut.has(channel))
  }

  /** The heads that `welcome` names. Resolves once they have been judged; false: the room's is missing. */
  async aim(heads: Welcome['heads']): Promise<boolean> {
    this.#early = []
    if (!heads.room) return false
    await this.room.aim(heads.room)
    for (const [channel, side] of this.#open()) {
      const head = heads[channel]
      if (head) await side.aim(head)
      else this.#close(channel)
    }
    return true
  }

  /** Resolves once the entries have been judged, or wait for the room; false: the channel is not this seat's. */
  async tell(channel: Channel, entries: readonly AnyEntry[]): Promise<boolean> {
    if (isSide(channel)) {
      // Whoever has no secret of a channel cannot read it, and is not stopped by what others put there.
      if (!this.#sides.has(channel)) return mayUse(this.#parts.seat, channel)
      if (this.#early.length < LIMITS.entries) this.#early.push({ channel, entries: entries as readonly SideTold[] })
    } else await this.room.tell(entries as readonly Entry[])
    while (this.room.isCaughtUp && this.#early.length > 0) {
      const [first] = this.#early.splice(0, 1)
      await this.#sides.get(first!.channel)!.tell(first!.entries)
    }
    return true
  }

  /** The last verified entry of each channel. */
  since(): Partial<Record<Channel, number>> {
    return Object.fromEntries(this.#all().map(([channel, { head }]) => [channel, head.seq]))
  }

  /** The heads worth remembering: of what is open, and as remembered what is not open yet. */
  heads(): Partial<Record<Channel, Base>> {
    const open = this.#all().filter(([, story]) => story.open)
    return { ...this.#remembered, ...Object.fromEntries(open.map(([channel, { head }]) => [channel, head])) }
  }

  /** The channels that are vouched for. */
  get channels(): Channel[] {
    return ['room', ...this.#open().map(([channel]) => channel)]
  }

  /** What a channel is sealed with now, as far as it is verified. */
  epochOf = (channel: Channel): Verified['key'] => {
    return (isSide(channel) ? this.#sides.get(channel) : this.room)?.key ?? NO_KEY
  }

  /** What can be read beside the room. */
  told(): Scene['threads'] {
    const sides = [...this.#sides].map(([channel, side]) => [channel, side.get()] as const)
    const read = sides.filter(([channel, { open, told }]) => open || (this.#shut.has(channel) && told.length > 0))
    return Object.fromEntries(read.map(([channel, { told }]) => [channel, told.filter(isSaid)]))
  }

  stop(): void {
    this.room.stop()
    for (const side of this.#sides.values()) side.stop()
  }

  #all() {
    const sides = [...this.#sides].map(([channel, side]) => [channel, side.get()] as const)
    return [['room', this.room.get()] as const, ...sides]
  }
}

/** Of a channel that is not this device's. */
const NO_KEY: Verified['key'] = { epoch: 0, seq: 0, at: 0, room: 0 }

const isSaid = (one: Told<SideTold>): one is Told<SideEntry> => isAct(one.entry)

const partsOf = <One extends AnyEntry>(parts: ThreadsParts, channel: Channel): Omit<StoryParts<One>, 'book'> => {
  const { session, keys, remembered, resume, changed, stopped, breathe } = parts
  const known = remembered?.[channel]
  return {
    where: { session, channel, keyOf: keys.of(channel) },
    ...(known ? { remembered: known } : {}),
    resume: seq => resume({ [channel]: seq }),
    changed: entry => changed(channel, entry),
    stopped,
    breathe,
  }
}
