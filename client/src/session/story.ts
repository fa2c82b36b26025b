import type { AnyEntry, Base } from '@haven/shared/acts.ts'
import { type Bytes, toText } from '../seal/keys.ts'
import { closed, erase, openTold, soundPart, type Where } from './opening.ts'
import { foresee } from './link.ts'
import { createQueue } from './queue.ts'
import type { Told, Trouble } from './scene.ts'
import { type Book, hasHash, isAct, type Stand, type Verified } from './verified.ts'
import { Waiting } from './waiting.ts'

/** What is opened before anything is shown, and what of the rest is opened without a pause. */
const AT_ONCE = 50
const SLICE = 200

export type StoryParts<One extends AnyEntry> = {
  book: Book<One>
  where: Where
  /** The head this device remembers from earlier visits (C11). */
  remembered?: Base
  /** Asks the server once for what follows `seq` (C3). */
  resume(seq: number): void
  /** Something new can be read; `entry` is a live one just learned. */
  changed(entry?: One): void
  /** Nothing more will be told; what was verified before that can be read (C5). */
  stopped(trouble: Trouble): void
  /** Lets the screen draw between two slices of history. */
  breathe(): Promise<void>
}

/**
 * `open` once all of the history is verified and its last 50 entries are opened; `told` is a new array per change, and
 * after a stop what was verified, from its beginning.
 */
export type StoryState<One extends AnyEntry> = { open: boolean; told: readonly Told<One>[]; head: Base } & Stand

/** This device's verified copy of a channel. Nothing enters it that fails C3 to C6, and it moves on entries alone. */
export class Story<One extends AnyEntry> {
  readonly #parts: StoryParts<One>
  readonly #verified: Verified
  readonly #waiting: Waiting<One>
  readonly #inOrder = createQueue()
  #told: Told<One>[] = []
  #shown: readonly Told<One>[] = []
  /** The head of the last `welcome`, until it is reached. */
  #target: Base | undefined
  #open = false
  #stopped = false

  constructor(parts: StoryParts<One>) {
    this.#parts = parts
    this.#verified = parts.book.verified
    this.#waiting = new Waiting(seq => parts.resume(seq))
  }

  get(): StoryState<One> {
    return { open: this.#open, told: this.#shown, head: this.#head(), ...this.#parts.book.stand() }
  }

  get key(): Verified['key'] {
    return this.#verified.key
  }

  /** What a wrap is bound to: where this copy stands. */
  base(): { seq: number; hash: Bytes } {
    return { seq: this.#seq, hash: this.#verified.hashes[this.#seq]! }
  }

  /** At the head that the last `welcome` named, or further, and nothing is missing before what has come. */
  get isCaughtUp(): boolean {
    return this.#open && !this.#target && !this.#waiting.isWaiting
  }

  /** Whether this copy stood at that head or passed through it; `undefined`: it has not come so far. */
  holds({ seq, hash }: Base): boolean | undefined {
    return seq > this.#seq ? undefined : hasHash(this.#verified, seq, hash)
  }

  /** The head that `welcome` names. Judged once this copy stands there, so that what leads to it can be read (C11). */
  aim(named: Base): Promise<void> {
    return this.#soon(async () => {
      this.#waiting.clear()
      const known = this.#head()
      if (named.seq < known.seq || (named.seq === known.seq && named.hash !== known.hash)) return this.#fail('head')
      this.#target = named
      await this.#arrive()
    })
  }

  /** Entries in any order, any number of times. Resolves once they have been judged. */
  tell(entries: readonly One[]): Promise<void> {
    foresee(entries)
    return this.#soon(async () => {
      this.#waiting.add(entries, this.#seq)
      for (;;) {
        const next = this.#waiting.next(this.#seq)
        if (!next) return this.#waiting.ask(this.#seq)
        await this.#take(next)
        if (this.#stopped) return
      }
    })
  }

  stop(): void {
    this.#stopped = true
  }

  /** Stops for a reason from outside, after what has come before it. Resolves once it is said. */
  end(trouble: Trouble): Promise<void> {
    return this.#soon(() => this.#stop(trouble))
  }

  get #seq(): number {
    return this.#verified.hashes.length - 1
  }

  #head(): Base {
    return { seq: this.#seq, hash: toText(this.#verified.hashes[this.#seq]!) }
  }

  async #take(entry: One): Promise<void> {
    const verdict = await this.#parts.book.judge(entry)
    if ('trouble' in verdict) return this.#stop(verdict.trouble)
    const fresh = this.#open ? await openTold(this.#parts.where, closed(entry)) : closed(entry)
    if (!fresh) return this.#fail('seal')
    if (this.#stopped) return
    verdict.learn()
    this.#told.push(fresh)
    await eraseNamed(this.#told, entry)
    const wasOpen = this.#open
    await this.#arrive()
    if (wasOpen) this.#publish(entry)
  }

  /** At the head that the server named, its hash and the remembered one must be ours; then the story opens. */
  async #arrive(): Promise<void> {
    const [target, { remembered }] = [this.#target, this.#parts]
    if (!target || this.#seq < target.seq) return
    if (!hasHash(this.#verified, target.seq, target.hash)) return this.#fail('head')
    this.#target = undefined
    if (this.#open) return
    if (remembered && !hasHash(this.#verified, remembered.seq, remembered.hash)) return this.#fail('head')
    if (!(await this.#openSlice(this.#told.length, AT_ONCE))) return
    this.#open = true
    this.#publish()
  }

  /** Opens up to `count` entries before `to` and sees to the ones before them. False: one is not what was sealed. */
  async #openSlice(to: number, count: number): Promise<boolean> {
    const from = Math.max(0, to - count)
    const slice = this.#told.slice(from, to)
    const opened = await Promise.all(slice.map(one => openTold(this.#parts.where, one)))
    if (opened.includes(undefined)) {
      await this.#fail('seal')
      return false
    }
    this.#told.splice(from, slice.length, ...(opened as Told<One>[]))
    if (from > 0) void this.#parts.breathe().then(() => this.#openEarlier(from))
    return true
  }

  /** Shown once the first of all is open: each showing draws the whole page anew. */
  #openEarlier(to: number): Promise<void> {
    return this.#soon(async () => {
      if ((await this.#openSlice(to, SLICE)) && to <= SLICE) this.#publish()
    })
  }

  #publish(entry?: One): void {
    if (this.#stopped) return
    this.#shown = [...this.#told]
    this.#parts.changed(entry)
  }

  #fail(why: string): Promise<void> {
    return this.#stop({ kind: 'story', why })
  }

  async #stop(trouble: Trouble): Promise<void> {
    if (this.#stopped) return
    this.#stopped = true
    this.#shown = await soundPart(this.#parts.where, this.#told)
    this.#parts.stopped(trouble)
  }

  /** Runs after all that came before; bytes that cannot even be read stop the story like any other fault. */
  #soon(task: () => Promise<void>): Promise<void> {
    return this.#inOrder(async () => {
      if (!this.#stopped) await task()
    }).catch(() => this.#fail('unreadable'))
  }
}

/** Words are gone where their author said so; a missing box that nobody erased stays unreadable. */
const eraseNamed = async <One extends AnyEntry>(told: Told<One>[], entry: One) => {
  if (!isAct(entry) || entry.act.type !== 'erased') return
  for (const seq of entry.act.seqs) {
    const named = told[seq - 1]
    if (named) told[seq - 1] = await erase(named)
  }
}
