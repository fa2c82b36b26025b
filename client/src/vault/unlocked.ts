import type { Bytes } from '../seal/keys.ts'
import type { Keyring } from '../session/keyring.ts'
import type { Parts } from '../session/parts.ts'
import type { Cost } from './argon.ts'
import { type CoupleKind, EMPTY, type VaultContent } from './content.ts'
import { knockOf, readSecret, type Typed } from './doors.ts'
import { Ledger, type SaveState, type Start, type WhyLocked } from './ledger.ts'
import { type Local, Locked } from './local.ts'
import { newPhrase } from './phrase.ts'
import type { Records } from './records.ts'
import { newDoor } from './vault.ts'
import { changeCouple, vaultKeyring } from './vault-keyring.ts'

/** A therapist’s own room behind all sessions, while it is unlocked. */
export type Workspace = {
  /** The same object until something changes; empty once it is locked. */
  get(): VaultContent
  /** Calls on every change of content or state; the answer unsubscribes. */
  subscribe(listener: () => void): () => void
  /**
   * Shown at once. `saved`: on the server, together with what other devices changed meanwhile. `kept`: sealed on this
   * device, and sent when there is a line again. A couple left out is marked gone. Rejects with `Locked`.
   */
  change(update: (content: VaultContent) => VaultContent): Promise<'saved' | 'kept'>
  state(): SaveState
  readonly keyring: Keyring
  /** Names a couple whose ring the keyring holds. Rejects where it holds none. */
  addCouple(session: string, named: { alias: string; kind: CoupleKind }): Promise<'saved' | 'kept'>
  /** Six new words in place of the old, which open nothing any more. Rejects where that could not be saved. */
  newPhrase(): Promise<string>
  /** Erases the workspace on the server, and every trace of it on this device. Rejects, and changes nothing, offline. */
  forget(): Promise<void>
  /** The person did something: the 15 minutes begin again. */
  touch(): void
  /** Keys out of memory; what is kept on the device stays sealed. */
  lock(): void
  onLock(listener: (why: WhyLocked) => void): () => void
}

/** What tests and headless use pass in: where records lie, and a cost of guessing other than the real one. */
export type Means = { records?: Records; cost?: Cost }

export type Tools = { parts: Parts; means: Means; key: Bytes; lock: CryptoKey; local: Local }

const IDLE_MS = 15 * 60_000

/** The workspace around a vault that has just been opened or made. */
export const unlocked = (
  { parts, means, key, lock, local }: Tools,
  start: Start,
  made: (ledger: Ledger) => void = () => {},
): Workspace => {
  const listeners = new Set<() => void>()
  const lockListeners = new Set<(why: WhyLocked) => void>()
  const changed = () => listeners.forEach(listener => listener())
  let isLocked = false
  const close = (why: WhyLocked) => {
    if (isLocked) return
    isLocked = true
    ledger.shut()
    local.close()
    idle.stop()
    stopWaking?.()
    key.fill(0)
    lockListeners.forEach(listener => listener(why))
    changed()
  }
  const ledger = new Ledger({ api: parts, local, lock, changed, fail: close }, start)
  made(ledger)
  const idle = idleTimer(parts, () => close('idle'))
  const stopWaking = parts.wakes?.(() => (idle.check(), ledger.flush()))
  const checkOpen = () => {
    if (ledger.isShut) throw new Locked()
  }
  return {
    get: () => (ledger.isShut ? EMPTY : ledger.content),
    subscribe: listener => subscribeTo(listeners, listener),
    onLock: listener => subscribeTo(lockListeners, listener),
    state: () => ledger.state,
    change: update => ledger.change(update).saved,
    keyring: vaultKeyring({ ledger, local, now: () => parts.clock.now() }),
    addCouple: async (session, named) => {
      checkOpen()
      if (!ledger.content.couples.some(couple => couple.session === session)) throw new Error('no such couple')
      return ledger.change(content => changeCouple(content, session, couple => ({ ...couple, ...named }))).saved
    },
    newPhrase: async () => {
      checkOpen()
      const phrase = await newPhrase()
      const [secret] = await secretsOf([{ kind: 'words', phrase }], means)
      const knock = await knockOf(secret!)
      checkOpen()
      await ledger.replaceDoor(await newDoor(secret!, key.slice()), knock)
      return phrase
    },
    forget: async () => {
      checkOpen()
      await ledger.forget()
      close('forgotten')
    },
    touch: () => void (isLocked || idle.touch()),
    lock: () => close('asked'),
  }
}

/** A computer that slept has no timers: the time is looked at as well. */
const idleTimer = ({ clock }: Pick<Parts, 'clock'>, over: () => void) => {
  let since = clock.now()
  const start = () => clock.after(IDLE_MS, over)
  let stop = start()
  const isOver = () => clock.now() - since >= IDLE_MS
  return {
    stop: () => stop(),
    check: () => void (isOver() && over()),
    touch: () => {
      if (isOver()) return over()
      since = clock.now()
      stop()
      stop = start()
    },
  }
}

const subscribeTo = <Listener>(listeners: Set<Listener>, listener: Listener): (() => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

export const secretsOf = (typed: Typed[], { cost }: Means) => Promise.all(typed.map(one => readSecret(one, cost)))
