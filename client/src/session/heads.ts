import type { Base, Entry } from '@haven/shared/acts.ts'
import { placeOf } from '@haven/shared/replay.ts'
import { type Head, LIMITS } from '@haven/shared/wire.ts'
import { isHead, sealHead } from '../seal/head.ts'
import { newId, toBytes, toText } from '../seal/keys.ts'
import type { Board } from './board.ts'
import type { Clock } from './clock.ts'
import type { Frame } from './frames.ts'
import type { Keys } from './keys.ts'
import type { Repeating } from './repeating.ts'
import type { Shelf } from './shelf.ts'
import type { Story } from './story.ts'

type HeadsParts = {
  session: string
  /** This device. */
  device: string
  clock: Clock
  keys: Pick<Keys, 'current'>
  room: Pick<Story<Entry>, 'get' | 'holds'>
  send(frame: Head): boolean
  /** This line's `welcome` has been heard. */
  isUp(): boolean
  /** Something is missing: another line may bring it. */
  renew(): void
  /** That device has the same room, as far as it goes. */
  alike(device: string): void
  /** Another device was told another story (C5). */
  apart(why: 'heads' | 'missing'): void
}

/** How long what another device has may take to come: on this line, and on the next one. */
const PATIENCE = [5_000, 10_000] as const

/**
 * The head exchange (protocol.md 4): each device says where its verified room ends, bound to a nonce that the other made
 * for its own line, so that no older answer can stand for it. It tells a cut tail or a fork from a slow line: whoever
 * showed an entry had it from its commit, so a new log-in must bring it here too.
 */
export class Heads {
  readonly #parts: HeadsParts
  #nonce = newId()
  /** The nonces of the others, by device, the newest last. */
  readonly #others = new Map<string, string>()
  /** What others have and this copy has not yet. */
  readonly #ahead = new Map<string, Base>()
  #isRenewed = false
  #place: string | undefined
  #rest: (() => void) | undefined

  constructor(parts: HeadsParts) {
    this.#parts = parts
  }

  /** On each line, once the room stands where its `welcome` said. */
  begin(): Promise<void> {
    this.#nonce = newId()
    this.#others.clear()
    this.#wait()
    return this.#say()
  }

  /** The line is gone; what another line has still to bring is waited for until it is there. */
  lost(): void {
    if (!this.#isRenewed) this.#rest?.()
  }

  stop(): void {
    this.#ahead.clear()
    this.#rest?.()
  }

  /** The room has moved on. */
  async moved(): Promise<void> {
    const { snapshot } = this.#parts.room.get()
    this.#weighAhead()
    this.#wait()
    if (snapshot && placeOf(snapshot) !== this.#place) await this.#say()
  }

  /** A nonce that is new is answered; an answer to the own nonce is weighed. */
  async heard({ device, nonce, epoch, seq, hash, proofs }: Frame<'head'>): Promise<void> {
    const { session, keys, device: own } = this.#parts
    if (device === own) return
    const isNew = this.#others.get(device) !== nonce
    this.#others.delete(device)
    this.#others.set(device, nonce)
    const proof = proofs.find(({ to }) => to === this.#nonce)
    const key = keys.current('room')
    // Of another epoch: one of the two has not heard yet that it has begun.
    if (proof && key?.epoch === epoch) {
      const place = { session, device, seq, hash: toBytes(hash), nonce: this.#nonce }
      if (!(await isHead(key.key, place, toBytes(proof.box)))) return this.#parts.apart('heads')
      const isWaiting = this.#ahead.size > 0
      this.#weigh(device, { seq, hash })
      if (!isWaiting) this.#wait()
    }
    if (isNew) await this.#say()
  }

  #weigh(device: string, head: Base): void {
    const isSame = this.#parts.room.holds(head)
    if (isSame === false) return this.#parts.apart('heads')
    if (isSame === undefined) return void this.#ahead.set(device, head)
    this.#ahead.delete(device)
    this.#parts.alike(device)
  }

  /** As long as something comes there is no hurry; what another line does not bring either is kept from this device. */
  #wait(): void {
    this.#rest?.()
    if (this.#ahead.size === 0) this.#isRenewed = false
    else this.#rest = this.#parts.clock.after(PATIENCE[this.#isRenewed ? 1 : 0], () => this.#doubt())
  }

  #doubt(): void {
    const { isUp, renew, apart } = this.#parts
    this.#weighAhead()
    if (this.#ahead.size > 0 && this.#isRenewed && isUp()) return apart('missing')
    const isFirst = !this.#isRenewed && this.#ahead.size > 0
    this.#isRenewed = true
    this.#wait()
    if (isFirst) renew()
  }

  #weighAhead(): void {
    for (const [device, base] of this.#ahead) this.#weigh(device, base)
  }

  async #say(): Promise<void> {
    const { session, device, keys, room, send } = this.#parts
    const { head, snapshot } = room.get()
    const key = keys.current('room')
    if (!key || !snapshot) return
    this.#place = placeOf(snapshot)
    const [nonce, { seq, hash }] = [this.#nonce, head]
    const answer = async (to: string) => {
      const box = await sealHead(key.key, { session, device, seq, hash: toBytes(hash), nonce: to })
      return { to, box: toText(box) }
    }
    const proofs = await Promise.all([...this.#others.values()].slice(-LIMITS.sockets.session).map(answer))
    if (nonce === this.#nonce) send({ type: 'head', nonce, epoch: key.epoch, seq, hash, proofs })
  }
}

export type VouchingParts = Omit<HeadsParts, 'session' | 'device' | 'isUp' | 'alike' | 'room'> & {
  shelf: Shelf
  board: Board
  room: Story<Entry>
  repeating: Repeating
}

/** The heads of an open session. What was begun on a line that is gone is not said on the next one, whose log-in comes
 *  first. */
export const headsOf = ({ shelf, board, send, repeating, ...parts }: VouchingParts, isBegun: () => boolean): Heads =>
  new Heads({
    ...parts,
    session: shelf.ring.session,
    device: shelf.ring.device.id,
    isUp: () => repeating.isWelcome,
    send: frame => isBegun() && send(frame),
    alike: of => board.set({ alike: { ...board.get().alike, [of]: parts.clock.now() } }),
  })
