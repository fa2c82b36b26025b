import type { Entry } from '@haven/shared/acts.ts'
import { isPartner } from '@haven/shared/steps.ts'
import { SCRIPT } from '@haven/shared/wire.ts'
import { type Said, sealAgain, sealItem } from './acting.ts'
import { type Board, type Change, createBoard } from './board.ts'
import { faithOf } from './faith.ts'
import { createFrames, type Frame, type Frames } from './frames.ts'
import { hearing } from './hearing.ts'
import { helloOf } from './hello.ts'
import { createInvitings, type Invitings } from './invitings.ts'
import { Keying } from './keying.ts'
import { Keys } from './keys.ts'
import { Line, type LineParts } from './line.ts'
import type { Outbox } from './outbox.ts'
import type { Parts } from './parts.ts'
import type { Given, Giving } from './readmitting.ts'
import { createQueue } from './queue.ts'
import { Repeating } from './repeating.ts'
import { Returning } from './returning.ts'
import type { Scene, Trouble } from './scene.ts'
import type { Shelf } from './shelf.ts'
import { createOutbox } from './sending.ts'
import { nothing } from './showing.ts'
import { Telling } from './telling.ts'
import { type Roots, Threads } from './threads.ts'
import { Vouching } from './vouching.ts'

/** One open session: answers frames, keeps the ring, and puts on the board what screens may know. */
export class Live {
  readonly board: Board
  readonly outbox: Outbox
  readonly invitings: Invitings
  readonly returning: Returning
  /** Links for taken seats that the server is asked for, by their hash. */
  readonly given: Given = new Map()
  readonly giving: Giving
  readonly repeating: Repeating
  readonly #origin: string
  readonly #shelf: Shelf
  readonly #keys = new Keys()
  readonly #threads: Threads
  readonly vouching: Vouching
  readonly #frames: Frames
  readonly #line: Line
  readonly #acts = createQueue()
  readonly #telling: Telling
  readonly #keying: Keying
  #isOver = false

  constructor(parts: Parts, shelf: Shelf, { scene, roots }: { scene: Scene; roots: Roots }) {
    const { origin, clock } = parts
    // P3: before its `welcome` a line takes `hello` alone.
    const send = (frame: object) => this.repeating.isWelcome && this.#line.send(frame)
    const own = { clock, shelf, send }
    this.#origin = origin
    this.#shelf = shelf
    this.board = createBoard(scene)
    this.returning = new Returning(this.board, shelf)
    this.repeating = new Repeating(shelf.ring.seat, send)
    this.invitings = createInvitings({
      origin,
      clock,
      shelf,
      send,
      changed: (seat, invite) => this.board.set({ invites: { ...this.board.get().invites, [seat]: invite } }),
    })
    this.outbox = createOutbox({ ...own, board: this.board, returning: this.returning }, async item =>
      this.#keying.isClosed(item.frame.channel) ? sealAgain(this.acting(), item) : undefined,
    )
    const act = (said: Said) => this.act(said)
    this.#telling = new Telling({ ...this, shelf, act, moved: () => this.vouching.moved() })
    this.#threads = new Threads({
      session: shelf.ring.session,
      seat: shelf.ring.seat,
      roots,
      faith: { ...faithOf(shelf), learns: rekeying => this.#keys.take(shelf, rekeying) },
      keys: this.#keys,
      remembered: shelf.ring.heads,
      resume: since => void send({ type: 'resume', since }),
      changed: (channel, entry) =>
        channel === 'room'
          ? this.#telling.room(this.#threads, entry as Entry | undefined)
          : this.#telling.side(this.#threads, channel, entry),
      stopped: trouble => this.#stop(trouble, { told: this.#threads.room.get().told }),
      shut: channel => this.board.set({ shut: [...this.board.get().shut, channel], threads: this.#threads.told() }),
      breathe: () => new Promise(resolve => void clock.after(0, resolve)),
    })
    this.giving = { ...own, origin, room: this.#threads.room, given: this.given }
    this.vouching = new Vouching({
      ...own,
      board: this.board,
      keys: this.#keys,
      room: this.#threads.room,
      repeating: this.repeating,
      renew: () => this.#line.renew(),
      apart: why => void this.#fail({ kind: 'story', why }),
    })
    this.#keying = new Keying({
      ...own,
      threads: this.#threads,
      isReady: () => this.#isReady,
      present: () => this.board.get().present,
    })
    this.#frames = createFrames(this.#handlers(), trouble => void this.#fail(trouble))
    const url = `${origin.replace(/^http/, 'ws')}/socket?at=${shelf.ring.session[0]}`
    this.#line = new Line({ ...parts, url, ...this.#hearing() })
  }

  act(said: Said): Promise<string> {
    return this.#acts(async () => {
      await this.#keying.closed(said.channel)
      if (this.#isOver) throw new Error('the session is over')
      const item = await sealItem(this.acting(), said)
      if (!this.#shelf.isHeld) throw new Error('the session is over')
      await this.outbox.add(item)
      return item.frame.mid
    })
  }

  close(): void {
    this.#halt()
    this.#shelf.letGo()
  }

  #handlers() {
    return {
      ...hearing(this, { storyOf: channel => this.#threads.get(channel), fail: this.#fail }),
      challenge: this.#logIn,
      welcome: this.#settleIn,
      entries: async ({ channel, entries }: Frame<'entries'>) => {
        if (!(await this.#threads.tell(channel, entries))) return this.#fail({ kind: 'version' })
        this.#catchUp()
      },
      keys: (keys: Frame<'keys'>) => this.#keys.learn(this.#shelf.ring, keys),
      bye: ({ spreadMs }: Frame<'bye'>) => this.#line.spreadOver(spreadMs),
    }
  }

  #hearing(): Pick<LineParts, 'heard' | 'lost' | 'told' | 'ended' | 'isOneOfMany'> {
    return {
      isOneOfMany: !isPartner(this.#shelf.ring.seat),
      heard: text => this.#frames.hear(text),
      lost: () => {
        this.#frames.lost()
        this.repeating.lost()
        this.outbox.lost()
        this.vouching.lost()
        this.#keying.lost()
      },
      told: state => this.board.set(state === 'up' ? { line: state } : { line: state, present: [] }),
      ended: async ({ kind }) => {
        // C12: gone before it is said.
        this.#halt()
        if (kind === 'erased' || kind === 'removed') {
          await this.#shelf.forget(kind).catch(() => {})
          this.board.set(nothing)
        }
        this.#stop({ kind })
      },
    }
  }

  #logIn = async ({ nonce }: Frame<'challenge'>, isHere: () => boolean): Promise<void> => {
    const hello = await helloOf(this.#shelf.ring, this.#origin, nonce)
    if (isHere()) this.#line.send({ ...hello, since: this.#threads.since() })
  }

  #settleIn = async (welcome: Frame<'welcome'>, isHere: () => boolean): Promise<void> => {
    const { heads, script, seat, invites, forgetting } = welcome
    if (script !== SCRIPT) return this.#fail({ kind: 'version' })
    if (seat !== this.#shelf.ring.seat) return this.#fail({ kind: 'story', why: 'welcome' })
    await this.#keys.learn(this.#shelf.ring, welcome)
    if (!(await this.#threads.aim(heads))) return this.#fail({ kind: 'story', why: 'welcome' })
    if (!isHere() || this.#isOver) return
    this.#line.up()
    this.board.set({ forgetting })
    this.repeating.heard(forgetting.seats)
    this.repeating.welcomed()
    this.invitings.welcomed(invites)
    this.#keying.welcomed(welcome.now)
    this.#catchUp()
  }

  /** Where every channel is at the head that `welcome` named, what did not arrive may be sent. */
  #catchUp(): void {
    this.vouching.look()
    if (!this.#isReady) return
    this.outbox.ready()
    this.#keying.look()
  }

  get #isReady(): boolean {
    return !this.#isOver && this.repeating.isWelcome && this.#threads.isCaughtUp
  }

  acting = () => ({ ring: this.#shelf.ring, keys: this.#keys, threads: this.#threads })

  /** With all that was verified until then (C5, C10). */
  #fail = (trouble: Trouble): Promise<void> => this.#threads.room.end(trouble)

  #stop(trouble: Trouble, last: Change = {}): void {
    if (this.board.get().phase === 'stopped') return
    this.#halt()
    // The other tab has this ring now.
    if (trouble.kind === 'otherTab') this.#shelf.letGo()
    this.board.set({ ...last, phase: 'stopped', trouble })
  }

  #halt(): void {
    this.#isOver = true
    this.#keying.stop()
    this.#threads.stop()
    this.#keys.drop()
    this.#line.close()
    this.outbox.lost()
    this.vouching.stop()
  }
}
