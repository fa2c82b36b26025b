import type { Act, Entry } from '@haven/shared/acts.ts'
import { otherOf } from '@haven/shared/steps.ts'
import { SCRIPT } from '@haven/shared/wire.ts'
import { prove } from '../seal/device.ts'
import { type Bytes, toBytes, toText } from '../seal/keys.ts'
import { pendingOf, sealAgain, sealItem } from './acting.ts'
import { type Board, createBoard } from './board.ts'
import { faithOf } from './faith.ts'
import { createFrames, type Frame, type Frames } from './frames.ts'
import { Inviting } from './inviting.ts'
import { Keys } from './keys.ts'
import { Line, type LineParts } from './line.ts'
import { Outbox } from './outbox.ts'
import type { Parts } from './parts.ts'
import { createQueue } from './queue.ts'
import type { Returned, Scene, Trouble, Words } from './scene.ts'
import type { Shelf } from './shelf.ts'
import { isJoined, nothing, showing } from './showing.ts'
import { Story } from './story.ts'

/** One open session: answers frames, keeps the ring, and puts on the board what screens may know. */
export class Live {
  readonly board: Board
  readonly outbox: Outbox
  readonly inviting: Inviting
  readonly #origin: string
  readonly #shelf: Shelf
  readonly #keys = new Keys()
  readonly #story: Story
  readonly #frames: Frames
  readonly #line: Line
  readonly #acts = createQueue()
  /** The head that this line's `welcome` named. */
  #target: number | undefined
  #wish: 'session' | 'never-mind' | undefined
  #isOver = false
  #returned: readonly Returned[]

  constructor(parts: Parts, shelf: Shelf, { scene, root }: { scene: Scene; root: Bytes }) {
    const { origin, clock } = parts
    const send = (frame: object) => this.#line.send(frame)
    this.#origin = origin
    this.#shelf = shelf
    this.#returned = shelf.ring.returned
    this.board = createBoard(scene)
    this.inviting = new Inviting({ origin, shelf, send, changed: invite => this.board.set({ invite }) })
    this.outbox = new Outbox({
      clock,
      items: shelf.ring.outbox,
      // What came back goes along, so that no words leave the outbox for nowhere.
      save: items => shelf.keep({ outbox: [...items], returned: [...this.#returned] }),
      send,
      reseal: item => sealAgain(this.#acting(), item),
      changed: () => this.board.set({ pending: this.outbox.items.map(pendingOf) }),
      returned: returned => quietly(this.#keepReturned([...this.#returned, returned])),
    })
    this.#story = new Story({
      session: shelf.ring.session,
      genesis: root,
      faith: faithOf(shelf),
      keyOf: this.#keys.of,
      ...(shelf.ring.head ? { remembered: shelf.ring.head } : {}),
      resume: seq => void send({ type: 'resume', since: { room: seq } }),
      changed: entry => this.#show(entry),
      stopped: trouble => this.#stop(trouble),
      breathe: () => new Promise(resolve => void clock.after(0, resolve)),
    })
    this.#frames = createFrames(this.#handlers(), trouble => this.#stop(trouble))
    this.#line = new Line({ ...parts, url: `${origin.replace(/^http/, 'ws')}/socket`, ...this.#hearing() })
  }

  act(act: Act, words?: Words): Promise<string> {
    return this.#acts(async () => {
      if (this.#isOver) throw new Error('the session is over')
      const item = await sealItem(this.#acting(), { act, ...(words ? { words } : {}) })
      if (!this.#shelf.isHeld) throw new Error('the session is over')
      await this.outbox.add(item)
      return item.frame.mid
    })
  }

  dismissReturned(): void {
    quietly(this.#keepReturned(this.#returned.slice(1)))
  }

  dismissAll(): Promise<void> {
    return this.#keepReturned([])
  }

  /** Said again after each log-in until the server has heard it. */
  forget(what: 'session' | 'never-mind'): void {
    this.#wish = what
    if (this.#target !== undefined) this.#line.send({ type: 'forget', what })
  }

  close(): void {
    this.#halt()
    this.#shelf.letGo()
  }

  #handlers() {
    return {
      challenge: this.#logIn,
      welcome: this.#settleIn,
      entries: async ({ channel, entries }: Frame<'entries'>) => {
        if (channel !== 'room') return this.#stop({ kind: 'version' })
        await this.#story.tell(entries)
        this.#catchUp()
      },
      already: ({ mid }: Frame<'already'>) => this.outbox.stored(mid),
      refusal: async (refused: Frame<'refusal'>) => {
        await this.outbox.refused(refused)
        if (refused.code === 'fork') this.#stop({ kind: 'story', why: 'fork' })
      },
      present: ({ seats }: Frame<'present'>) => this.board.set({ present: seats }),
      invited: () => this.inviting.invited(),
      forgetting: ({ seats }: Frame<'forgetting'>) => {
        if (this.#isGranted(seats)) this.#wish = undefined
        this.board.set({ forgetting: seats })
      },
      pong: () => {},
      bye: ({ spreadMs }: Frame<'bye'>) => this.#line.spreadOver(spreadMs),
    }
  }

  #hearing(): Pick<LineParts, 'heard' | 'lost' | 'told' | 'ended'> {
    return {
      heard: text => this.#frames.hear(text),
      lost: () => {
        this.#frames.lost()
        this.#target = undefined
        this.outbox.lost()
      },
      told: state => this.board.set(state === 'up' ? { line: state } : { line: state, present: [] }),
      ended: async ({ kind }) => {
        // C12: gone before it is said.
        this.#halt()
        if (kind === 'erased' || kind === 'removed') {
          await this.#shelf.forget().catch(() => {})
          this.board.set(nothing)
        }
        this.#stop({ kind: kind === 'removed' ? 'login' : kind })
      },
    }
  }

  #logIn = async ({ nonce }: Frame<'challenge'>, isHere: () => boolean): Promise<void> => {
    const { session, device } = this.#shelf.ring
    const proof = toText(await prove(device, this.#origin, session, toBytes(nonce)))
    const since = { room: this.#story.get().head.seq }
    if (isHere()) this.#line.send({ type: 'hello', session, device: device.id, proof, since })
  }

  #settleIn = async (welcome: Frame<'welcome'>, isHere: () => boolean): Promise<void> => {
    const { heads, script, seat, invites, forgetting } = welcome
    if (script !== SCRIPT) return this.#stop({ kind: 'version' })
    if (!heads.room || seat !== this.#shelf.ring.seat) return this.#stop({ kind: 'story', why: 'welcome' })
    await this.#keys.learn(this.#shelf.ring, welcome)
    await this.#story.aim(heads.room)
    if (!isHere() || this.#isOver) return
    this.#target = heads.room.seq
    this.#line.up()
    this.board.set({ forgetting })
    this.inviting.welcomed(invites)
    if (this.#isGranted(forgetting)) this.#wish = undefined
    else this.#line.send({ type: 'forget', what: this.#wish })
    this.#catchUp()
  }

  #isGranted(seats: Scene['forgetting']): boolean {
    return this.#wish === undefined || seats.includes(this.#shelf.ring.seat) === (this.#wish === 'session')
  }

  /** At the head that `welcome` named, what did not arrive may be sent. */
  #catchUp(): void {
    if (!this.#isOver && this.#story.get().head.seq >= (this.#target ?? Infinity)) this.outbox.ready()
  }

  #acting() {
    return { ring: this.#shelf.ring, keys: this.#keys, story: this.#story.get() }
  }

  /** A scene with the entry said and no longer on its way; only then does the outbox let go of it. */
  #show(live?: Entry): void {
    const { ring } = this.#shelf
    const story = this.#story.get()
    const { change, said } = showing({ story, ring, items: this.outbox.items }, live)
    quietly(this.#shelf.keep({ head: story.head, names: change.names }))
    this.board.set(change)
    if (live && isJoined(live, otherOf(ring.seat))) this.inviting.claimed()
    for (const mid of said) quietly(this.outbox.stored(mid))
  }

  async #keepReturned(returned: readonly Returned[]): Promise<void> {
    this.#returned = returned
    this.board.set({ returned: returned[0] })
    await this.#shelf.keep({ returned: [...returned] })
  }

  #stop(trouble: Trouble): void {
    if (this.board.get().phase === 'stopped') return
    this.#halt()
    // The other tab has this ring now.
    if (trouble.kind === 'otherTab') this.#shelf.letGo()
    this.board.set({ phase: 'stopped', trouble })
  }

  #halt(): void {
    this.#isOver = true
    this.#story.stop()
    this.#keys.drop()
    this.#line.close()
    this.outbox.lost()
  }
}

/** What could not be kept now is kept with a later change, or learnt anew from the log. */
const quietly = (kept: Promise<void>): void => void kept.catch(() => {})
