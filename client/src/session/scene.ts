import type { Act, AnyEntry, Channel, Entry, Opened, SideAct, SideEntry } from '@haven/shared/acts.ts'
import type { SideChannel } from '@haven/shared/channels.ts'
import type { RefusalCode } from '@haven/shared/refusal.ts'
import type { Snapshot } from '@haven/shared/replay.ts'
import type { Partner, Seat } from '@haven/shared/steps.ts'
import type { Forgetting } from '@haven/shared/wire.ts'
import type { Mode, Practice, WhisperPolicy } from '../seal/invite.ts'

export type { Mode, Part, Practice, WhisperPolicy } from '../seal/invite.ts'

/** An opened box form of the room, e.g. { text } or { did, effect, feel, will } (conversation.md 2). */
export type Words = Record<string, string | string[]>

/** An opened box form of a channel beside the room, e.g. { kind, seq, line }. */
export type SideWords = Record<string, string | string[] | number>

/** One entry as this copy can show it. `sealed`: verified, not opened yet (a slice of history). */
export type Told<One extends AnyEntry = Entry> = {
  entry: One
  words?: (One extends SideEntry ? SideWords : Words) | string
  state: 'open' | 'sealed' | 'erased' | 'unreadable'
}

/** On its way in the room: in the outbox, not yet known to be stored. */
export type Pending = { mid: string; step: string; act: Act; words?: Words }

/** On its way in a channel beside the room. */
export type SidePending = { mid: string; channel: SideChannel; act: SideAct; words?: SideWords }

/** Why a session stopped. None of them loses own words. */
export type Trouble =
  | { kind: 'story'; why: string }
  | { kind: 'join' }
  | { kind: 'login' }
  | { kind: 'otherTab' }
  | { kind: 'erased' }
  /** The therapist's seat was taken back, or another device has a partner's; the keys of this talk are gone from here. */
  | { kind: 'removed' }
  | { kind: 'version' }
  | { kind: 'malformed' }
  | { kind: 'cannotLoad' }
  | { kind: 'tooFast' }

/** A final refusal: the words go back to the draft. */
export type Returned = { mid: string; code: RefusalCode; step: string; act: Act; words?: Words }

/** As `Returned`, from a channel beside the room. */
export type SideReturned = { mid: string; code: RefusalCode; channel: SideChannel; act: SideAct; words?: SideWords }
export type AnyReturned = Returned | SideReturned

/** What people ask to be called. A partner knows `partner` and `therapist`, the therapist `p1` and `p2`. */
export type Names = { own: string; partner?: string; therapist?: string; p1?: string; p2?: string }

/** An invite this device gave for another seat; `link` while it is open. */
export type OwnInvite = { link?: string; state: 'open' | 'claimed' | 'expired'; triedAgain: number }

/** `connecting` until the first log-in; `reconnecting` only after 2 s without a line. */
export type LineState = 'connecting' | 'up' | 'reconnecting'

/** Everything a screen may know. Immutable: a new object only when something changed. */
export type Scene = {
  /** `open` once the history has been verified and its last 50 entries opened. */
  phase: 'opening' | 'open' | 'stopped'
  seat: Seat
  session: string
  /** This one's id. */
  device: string
  mode: Mode
  /** What whispers are for in this talk; absent where no therapist has a seat. */
  policy?: WhisperPolicy
  practice?: Practice
  snapshot?: Snapshot
  opened?: Opened
  told: readonly Told[]
  /** Where the talk stood after each entry that was judged: at least all of `told`. It only ever grows at its end. */
  snapshots?: readonly Snapshot[]
  /** What this seat reads beside the room, each from when it is verified. C13: screens decide when it may be shown. */
  threads: Partial<Record<SideChannel, readonly Told<SideEntry>[]>>
  pending: readonly Pending[]
  sidePending: readonly SidePending[]
  /** Channels beside the room that this copy can vouch for no more, until the talk is opened again. */
  shut: readonly SideChannel[]
  /** A partner: the therapist may be whispered to now. The therapist: to those in `endorsed`. */
  mayWhisper: boolean
  /** Partners whose device the seat that invited them has vouched for. */
  endorsed: readonly Partner[]
  /** Seats with a live socket. */
  present: readonly Seat[]
  line: LineState
  /** When another device last showed that it has the same room, by its id; milliseconds since 1970. */
  alike?: Readonly<Record<string, number>>
  trouble?: Trouble
  returned?: Returned
  /** The first of each channel beside the room. */
  sideReturned: Partial<Record<SideChannel, SideReturned>>
  names: Names
  /** Whose hurt this talk was proposed for, where it is the second of two. */
  hurt?: Partner
  /** Milliseconds since this device was last here, at the time it was opened. */
  away: number
  /** By the seat they are for; empty on a device that gave none. */
  invites: Partial<Record<Seat, OwnInvite>>
  /** Seats that asked to forget the session, and when it goes if nothing changes (seconds since 1970). */
  forgetting: Forgetting
}

/** A scene of one of the two. */
export type PartnerScene = Scene & { seat: Partner }

/** Words not yet sent, sealed at rest on an own device, in memory on a shared one. What is in it is the composer's. */
export type Draft = {
  read(key: string): Promise<string | undefined>
  all(): Promise<Readonly<Record<string, string>>>
  /** `undefined` discards it. */
  write(key: string, value: string | undefined): Promise<void>
  /** Discards them all, drawers included. */
  clear(): Promise<void>
}

/**
 * The room as it came over the wire with what opens it, in memory alone: whoever is handed this can read everything
 * that was said there. Keys by epoch, base64url.
 */
export type Disclosed = {
  session: string
  seat: Seat
  names: Partial<Record<Seat, string>>
  entries: readonly Entry[]
  keys: Record<number, string>
}

/** What this device and another one have in common: two numbers that each works out by itself. */
export type Common = { seat: Seat; device: string; numbers: readonly [number, number] }

export type Session = {
  get(): Scene
  subscribe(listener: () => void): () => void
  /**
   * Seals, saves to the outbox, sends; resolves with the mid once it is saved. RangeError: too long to seal.
   * Rejects also while that channel is not open, for an act that is not done there, or without a key of it.
   */
  act(act: Act | SideAct, words?: SideWords, channel?: Channel): Promise<string>
  /** Resolves once the act is stored or finally refused, also when it had to be sealed again under a new mid. */
  settled(mid: string): Promise<'stored' | AnyReturned>
  dismissReturned(): void
  dismissSideReturned(channel: SideChannel): void
  /** All that were returned; resolves once none of them is kept on this device. */
  dismissAll(): Promise<void>
  /** A new link once the server has it; the old one is dead then. The therapist says for which seat. */
  renewInvite(seat?: Seat): Promise<string>
  /** A link for a partner who lost their device, once the server has it: whoever opens it takes their seat. Rejects where
   *  the server does not have it in 10 s, or there is no line. */
  readmit(seat: Partner): Promise<string>
  forget(what: 'session' | 'never-mind'): void
  /** The therapist is in this room now, or only has it in a list; until it is said they are not here. */
  attend(isHere: boolean): void
  /** Remembers whose hurt a second talk is meant for, until it is begun. */
  proposeNext(hurt: 'mine' | 'partner'): Promise<void>
  /** For a copy made on this device. Rejects while the room is not open, before the first log-in, and once it is over. */
  disclose(): Promise<Disclosed>
  /** What this device has in common with each other one of the room, to be compared aloud; empty before the first log-in. */
  common(): Promise<Common[]>
  readonly draft: Draft
  /** Closes the socket quietly and drops the keys from memory; the keyring stays. */
  close(): void
  /** Leave quickly: `close`, and on a shared device the keyring is gone too. Nothing is sent. */
  leave(): void
}
