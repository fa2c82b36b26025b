import type { ApiParts } from '../session/api.ts'
import { createQueue } from '../session/queue.ts'
import { isAlike } from './alike.ts'
import { forgetVault, openVault, putVault } from './api.ts'
import { EMPTY, stamped, type VaultContent } from './content.ts'
import type { Knock } from './doors.ts'
import { type Local, Locked, type Seen } from './local.ts'
import { mergeContent } from './merge.ts'
import { type Body, type Door, markOf, openBlob, sealBlob } from './vault.ts'

export type SaveState = 'saved' | 'saving' | 'kept'
/** `door`: what it was unlocked with no longer opens it. `rolledBack`: the server gave back an older one. */
export type WhyLocked = 'asked' | 'idle' | 'door' | 'rolledBack' | 'forgotten'

export type LedgerParts = {
  api: ApiParts
  local: Local
  /** The vault key, for use. */
  lock: CryptoKey
  /** Something of the content or of the state is new. */
  changed(): void
  /** It cannot go on. */
  fail(why: WhyLocked): void
}
export type Start = Body & { version: number; knock: Knock }

const TRIES = 5
const AGAIN_MS = 30_000

/** The content of an open vault: changed at once in memory, kept sealed on the device, then saved on the server. */
export class Ledger {
  readonly #parts: LedgerParts
  readonly #inOrder = createQueue()
  #content: VaultContent
  #doors: Door[]
  #version: number
  #knock: Knock
  #state: SaveState = 'saved'
  #edits = 0
  #savedEdits = 0
  #unsent: string[] = []
  #isShut = false
  #isForgetAsked = false
  #stopWaiting = () => {}

  constructor(parts: LedgerParts, { content, doors, version, knock }: Start) {
    this.#parts = parts
    this.#content = content
    this.#doors = doors
    this.#version = version
    this.#knock = knock
  }

  /** Throws `Locked` once it is shut. */
  get content(): VaultContent {
    if (this.#isShut) throw new Locked()
    return this.#content
  }

  get isShut(): boolean {
    return this.#isShut
  }

  get state(): SaveState {
    return this.#state
  }

  /** `kept` resolves once the change outlives this page, `saved` once the server has it or cannot be reached. */
  change(update: (content: VaultContent) => VaultContent): { kept: Promise<void>; saved: Promise<'saved' | 'kept'> } {
    if (this.#isShut) return rejected()
    const next = stamped(this.#content, update(this.#content), this.#parts.api.clock.now())
    if (!isAlike(next, this.#content)) {
      this.#content = next
      this.#edits += 1
      this.#state = 'saving'
      this.#parts.changed()
    }
    const kept = this.#edits === this.#savedEdits ? Promise.resolve() : this.#keep()
    const saved = this.#saveAfter(kept)
    saved.catch(() => undefined)
    return { kept, saved }
  }

  /** Takes in what an earlier page kept and could not send, then sends it. */
  async absorb(): Promise<void> {
    const kept = await this.#parts.local.kept().catch(() => [])
    const merged = kept.reduce((content, one) => mergeContent(content, one.content), this.#content)
    this.#unsent.push(...kept.map(({ id }) => id))
    if (isAlike(merged, this.#content)) return this.#dropSent()
    this.#content = merged
    this.#edits += 1
    this.#show('kept')
    this.flush()
  }

  /** Tries again what is not saved yet. */
  flush(): void {
    if (!this.#isShut && this.#edits > this.#savedEdits) void this.#inOrder(() => this.#save()).catch(() => undefined)
  }

  /** Puts `door` in the place of every other of its kind; the one it was unlocked by stays until the new one is there. */
  replaceDoor(door: Door, knock: Knock): Promise<void> {
    return this.#inOrder(async () => {
      const isOwn = (one: Door) => one.id === this.#knock.id
      const stays = (one: Door) => one.kind !== door.kind || isOwn(one)
      const retire = (one: Door): Door => (one.kind === door.kind ? { ...one, retired: true } : one)
      const became = await this.#attempt(doors => [...doors.filter(stays).map(retire), door])
      if (became !== 'saved') throw new Error('the new way in could not be saved')
      if (!this.#doors.some(({ retired }) => retired)) return
      this.#knock = knock
      this.#edits += 1
      await this.#save()
    })
  }

  /** Rejects where the server did not say that it is gone. */
  forget(): Promise<void> {
    return this.#inOrder(async () => {
      const { kind } = await forgetVault(this.#parts.api, this.#knock)
      const isGone = kind === 'ok' || (kind === 'unknown' && this.#isForgetAsked)
      this.#isForgetAsked ||= kind === 'offline'
      if (!isGone) throw new Error('the workspace could not be erased')
      this.shut()
      await this.#parts.local.forget()
    })
  }

  shut(): void {
    this.#isShut = true
    this.#content = EMPTY
    this.#doors = []
    this.#stopWaiting()
  }

  /** Where the device keeps nothing the server still may. */
  async #saveAfter(kept: Promise<void>): Promise<'saved' | 'kept'> {
    const failed = await kept.then(
      () => undefined,
      (error: unknown) => ({ error }),
    )
    const became = await this.#inOrder(() => this.#save())
    if (failed && became === 'kept') throw failed.error
    return became
  }

  async #keep(): Promise<void> {
    this.#unsent.push(await this.#parts.local.keep(this.#content))
  }

  async #save(): Promise<'saved' | 'kept'> {
    if (this.#isShut || this.#edits > this.#savedEdits) return this.#attempt(doors => doors)
    await this.#dropSent()
    return 'saved'
  }

  /** Puts what there is now; where somebody else was first, together with what they put. */
  async #attempt(revise: (doors: Door[]) => Door[]): Promise<'saved' | 'kept'> {
    for (let tries = 0; tries < TRIES && !this.#isShut; tries += 1) {
      this.#show('saving')
      const became = await this.#putOnce(revise)
      if (became === 'saved' || became === 'kept') return this.#settle(became)
    }
    return this.#settle('kept')
  }

  async #putOnce(revise: (doors: Door[]) => Door[]): Promise<'saved' | 'kept' | 'behind'> {
    const { edits, version } = { edits: this.#edits, version: this.#version + 1 }
    const doors = revise(this.#doors).filter(({ retired, id }) => !retired || id === this.#knock.id)
    const blob = await sealBlob(this.#parts.lock, version, { doors, content: this.#content })
    const hung = doors.map(({ id, authHash }) => ({ id, authHash }))
    const { kind } = await putVault(this.#parts.api, { ...this.#knock, version, blob, doors: hung })
    if (this.#isShut) return 'kept'
    if (kind === 'unknown') this.#parts.fail('door')
    if (kind === 'older') return this.#pull()
    if (kind !== 'ok') return 'kept'
    this.#doors = doors
    await this.#arrived(edits, { version, mark: await markOf(blob) })
    return 'saved'
  }

  async #arrived(edits: number, seen: Seen): Promise<void> {
    const ids = edits === this.#edits ? this.#unsent.splice(0) : []
    this.#savedEdits = edits
    this.#version = seen.version
    await this.#parts.local.see(seen).catch(ignore)
    await this.#parts.local.sent(ids).catch(ignore)
  }

  /** Takes in what somebody else put meanwhile. */
  async #pull(): Promise<'kept' | 'behind'> {
    const before = await this.#parts.local.seen().catch(ignore)
    const answer = await openVault(this.#parts.api, this.#knock)
    if (this.#isShut) return 'kept'
    if (answer.kind === 'unknown') this.#parts.fail('door')
    if (answer.kind !== 'ok') return 'kept'
    const { version, blob } = answer.opened
    const body = await openBlob(this.#parts.lock, version, blob).catch(() => undefined)
    const seen = { version, mark: await markOf(blob) }
    if (this.#isShut || !body) return 'kept'
    if (version < this.#version || isRolledBack(before, seen)) {
      this.#parts.fail('rolledBack')
      return 'kept'
    }
    this.#version = version
    this.#doors = body.doors
    this.#content = mergeContent(this.#content, body.content)
    this.#parts.changed()
    await this.#parts.local.see(seen).catch(ignore)
    return 'behind'
  }

  #settle(became: 'saved' | 'kept'): 'saved' | 'kept' {
    if (this.#isShut) return became
    this.#stopWaiting()
    if (became === 'kept') this.#stopWaiting = this.#parts.api.clock.after(AGAIN_MS, () => this.flush())
    this.#show(became === 'saved' && this.#edits > this.#savedEdits ? 'saving' : became)
    return became
  }

  #show(state: SaveState): void {
    if (this.#isShut || state === this.#state) return
    this.#state = state
    this.#parts.changed()
  }

  async #dropSent(): Promise<void> {
    await this.#parts.local.sent(this.#unsent.splice(0)).catch(ignore)
  }
}

/** An older one than was seen, or another in its place. */
export const isRolledBack = (before: Seen | undefined, now: Seen): boolean =>
  before !== undefined && (now.version < before.version || (now.version === before.version && now.mark !== before.mark))

/** What the server has is safe, whether or not this device can write it down. */
const ignore = (): undefined => undefined

const rejected = () => {
  const kept = Promise.reject(new Locked())
  return { kept, saved: kept as Promise<never> }
}
