import type { Act, Entry, Opened } from '@haven/shared/acts.ts'
import type { RefusalCode } from '@haven/shared/refusal.ts'
import type { Snapshot } from '@haven/shared/replay.ts'
import type { Partner, Seat } from '@haven/shared/steps.ts'

/** An opened box form, e.g. { text } or { did, effect, feel, will } (conversation.md 2). */
export type Words = Record<string, string | string[]>

/** One entry as this copy can show it. `sealed`: verified, not opened yet (a slice of history). */
export type Told = { entry: Entry; words?: Words | string; state: 'open' | 'sealed' | 'erased' | 'unreadable' }

/** On its way: in the outbox, not yet known to be stored. */
export type Pending = { mid: string; step: string; act: Act; words?: Words }

/** Why a session stopped. None of them loses own words. */
export type Trouble =
  | { kind: 'story'; why: string }
  | { kind: 'join' }
  | { kind: 'login' }
  | { kind: 'otherTab' }
  | { kind: 'erased' }
  | { kind: 'version' }
  | { kind: 'malformed' }
  | { kind: 'cannotLoad' }
  | { kind: 'tooFast' }

/** A final refusal: the words go back to the draft. */
export type Returned = { mid: string; code: RefusalCode; step: string; act: Act; words?: Words }

/** The invite this device gave for the other seat; `link` while it is open. */
export type OwnInvite = { link?: string; state: 'open' | 'claimed' | 'expired'; triedAgain: number }

/** `connecting` until the first log-in; `reconnecting` only after 2 s without a line. */
export type LineState = 'connecting' | 'up' | 'reconnecting'

/** Everything a screen may know. Immutable: a new object only when something changed. */
export type Scene = {
  /** `open` once the history has been verified and its last 50 entries opened. */
  phase: 'opening' | 'open' | 'stopped'
  seat: Partner
  session: string
  snapshot?: Snapshot
  opened?: Opened
  told: readonly Told[]
  pending: readonly Pending[]
  /** Seats with a live socket. */
  present: readonly Seat[]
  line: LineState
  trouble?: Trouble
  returned?: Returned
  names: { own: string; partner?: string }
  /** Whose hurt this talk was proposed for, where it is the second of two. */
  hurt?: Partner
  /** Milliseconds since this device was last here, at the time it was opened. */
  away: number
  invite?: OwnInvite
  /** Seats that asked to forget the session. */
  forgetting: readonly Seat[]
}

/** Words not yet sent, sealed at rest on an own device, in memory on a shared one. What is in it is the composer's. */
export type Draft = {
  read(key: string): Promise<string | undefined>
  /** `undefined` discards it. */
  write(key: string, value: string | undefined): Promise<void>
  /** Discards them all, drawers included. */
  clear(): Promise<void>
}

export type Session = {
  get(): Scene
  subscribe(listener: () => void): () => void
  /** Seals, saves to the outbox, sends; resolves with the mid once it is saved. RangeError: too long to seal. */
  act(act: Act, words?: Words): Promise<string>
  /** Resolves once the act is stored or finally refused, also when it had to be sealed again under a new mid. */
  settled(mid: string): Promise<'stored' | Returned>
  dismissReturned(): void
  /** All that were returned; resolves once none of them is kept on this device. */
  dismissAll(): Promise<void>
  /** A new link once the server has it; the old one is dead then. */
  renewInvite(): Promise<string>
  forget(what: 'session' | 'never-mind'): void
  /** Remembers whose hurt a second talk is meant for, until it is begun. */
  proposeNext(hurt: 'mine' | 'partner'): Promise<void>
  readonly draft: Draft
  /** Closes the socket quietly and drops the keys from memory; the keyring stays. */
  close(): void
  /** Leave quickly: `close`, and on a shared device the keyring is gone too. Nothing is sent. */
  leave(): void
}
