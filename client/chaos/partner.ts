import 'fake-indexeddb/auto'
import { storedKeyring } from '../src/session/keyring.ts'
import type { Parts } from '../src/session/parts.ts'
import type { Scene, Session, Words } from '../src/session/scene.ts'
import { type Device, newDevice } from '../walk/partner.ts'
import { openHere } from '../walk/talk.ts'
import { type JumpyClock, jumpyClock } from './clock.ts'
import { newWords, nextAct, type Said } from './deeds.ts'
import { type Noted, storedOf, textOf } from './history.ts'
import type { Random } from './random.ts'
import { tapped } from './tap.ts'

export type Trouble = { isRough: boolean }

const DRAFT = 'chaos:text'
const MOST_PENDING = 3

/** One person at one device of their own that is reloaded, put to sleep and cut off; all that happens is written down. */
export class Partner {
  readonly history: Noted[] = []
  readonly clock: JumpyClock = jumpyClock()
  readonly parts: Parts
  readonly #device: Device
  readonly #trouble: Trouble
  readonly #random: Random
  readonly #acked = new Set<string>()
  readonly #wakers = new Set<() => void>()
  readonly #underway = new Set<Promise<void>>()
  #shown = 0
  #session: Session | undefined
  #id = ''
  #texts = 0
  #typed = ''
  /** Nobody types before the draft is there again. */
  #isReading = false

  constructor(origin: string, name: string, trouble: Trouble, random: Random) {
    const device = newDevice(origin)
    this.#device = device
    this.#trouble = trouble
    this.#random = random
    const note = (noted: Noted) => {
      this.history.push(noted)
      if (noted.what === 'echoed' || noted.what === 'already') this.#acked.add(noted.mid)
    }
    const tapping = { note, isRough: () => trouble.isRough, random: random.fork() }
    this.parts = {
      ...device.parts,
      connect: (url, protocols) => tapped(device.parts.connect(url, protocols), tapping),
      clock: this.clock,
      random: random.fork().next,
      wakes: listener => {
        this.#wakers.add(listener)
        return () => this.#wakers.delete(listener)
      },
      keyrings: { ...device.parts.keyrings, own: storedKeyring(name) },
    }
  }

  /** `undefined` while the page is being loaded. */
  get scene(): Scene | undefined {
    return this.#session?.get()
  }

  /** So many acts of its own this device was told are stored. */
  get acked(): number {
    return this.#acked.size
  }

  get id(): string {
    return this.#id
  }

  async open(id: string): Promise<void> {
    this.#id = id
    const session = await openHere(this, id)
    this.history.push({ what: 'opened' })
    this.#shown = 0
    this.#session = session
    session.subscribe(() => this.#look(session))
    this.#look(session)
  }

  /** Away in mid-sentence and back, with what the device kept. */
  async reload(): Promise<void> {
    const typed = this.#typed
    this.#isReading = true
    this.close()
    await Promise.all(this.#underway)
    await this.open(this.#id)
    const found = (await this.#session?.draft.read(DRAFT)) ?? ''
    this.history.push({ what: 'reread', typed, found })
    this.#typed = found
    this.#isReading = false
  }

  close(): void {
    this.#session?.close()
    this.#session = undefined
  }

  /** Takes back all that was refused. */
  takeBack(): void {
    while (this.scene?.returned) this.#session?.dismissReturned()
  }

  wake(): void {
    for (const waker of this.#wakers) waker()
  }

  /** Does what is possible now, if anything is; now and then the line is lost right behind it. */
  actOn(mostPending = MOST_PENDING): void {
    const session = this.#session
    if (!session) return
    const scene = session.get()
    if (scene.returned) return session.dismissReturned()
    if (scene.phase !== 'open' || scene.pending.length >= mostPending) return
    const random = this.#random
    const said = nextAct(scene, random, newWords(`${scene.seat} ${(this.#texts += 1)}`, random))
    if (!said) return
    this.#act(session, said)
    if (this.#trouble.isRough && random.chance(3)) this.#device.drop()
  }

  /** One more keystroke, or the draft is discarded and begun anew. */
  type(): void {
    const session = this.#session
    if (!session || this.#isReading) return
    this.#typed = this.#typed.length > 200 ? '' : this.#typed + this.#random.pick(['a', 'e', ' ', 'ü', '😔'])
    this.#watch(session, session.draft.write(DRAFT, this.#typed || undefined))
  }

  #act(session: Session, said: Said): void {
    const words = worded(said)
    if (words.words !== undefined) this.history.push({ what: 'typed', words: words.words })
    const note = (mid: string) => this.history.push({ what: 'acted', mid, ...words })
    this.#watch(session, session.act(said.act, said.words).then(note))
  }

  /** What a closed page had begun may fail; anything else is a fault. */
  #watch(session: Session, doing: Promise<unknown>): void {
    const done = doing
      .then(() => undefined)
      .catch(error => {
        if (this.#session === session) this.history.push({ what: 'stopped', why: String(error) })
      })
      .finally(() => this.#underway.delete(done))
    this.#underway.add(done)
  }

  #look(session: Session): void {
    if (this.#session !== session) return
    const { told, returned, trouble } = session.get()
    for (const one of told.slice(this.#shown)) this.history.push({ what: 'applied', ...storedOf(one) })
    this.#shown = told.length
    if (returned) this.history.push({ what: 'returned', mid: returned.mid, ...worded(returned) })
    if (trouble) this.history.push({ what: 'stopped', why: JSON.stringify(trouble) })
  }
}

const worded = ({ words }: { words?: Words }): { words?: string } => (words ? { words: textOf(words) } : {})
