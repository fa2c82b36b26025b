import type { Channel } from '@haven/shared/acts.ts'
import type { Draft, Row } from './records.ts'

/** What a room needs to go on: its head and everything it must know without reading again, all as of one moment. */
export type Loaded = {
  epoch: number
  head: number
  /** The machine after the head, as it was handed in. A cold-start cache, never authority. */
  state: string | null
  script: number
  /** One line per entry, in order. */
  index: { mid: string | null; by: string }[]
  /** Of the room: how it was opened, then the entries that tell who is in it, in order. */
  moves: Row[]
  /** The newest entries, at most as many as asked for, in order. */
  tail: Row[]
}

/** Where a channel stands: its newest entry and the hash after it. */
export type Stand = { channel: Channel; head: number; hash: Uint8Array }

export type Outcome = 'stored' | 'behind' | 'taken' | 'gone'

/** Append-only channels. The one thing that must never be lost. */
export interface EventLog {
  /** One commit for the whole batch: on disk when it resolves, nothing of it when it rejects. A draft may stay out
   *  alone: `behind` (its place is taken, or it adds nothing), `taken` (the seat is), `gone` (the session is). P21–P24, P36 */
  append(batch: readonly Draft[]): Promise<Outcome[]>
  /** Entries after `after`, in order, at most `limit`. */
  read(at: { session: string; channel: Channel }, after: number, limit: number): Promise<Row[]>
  load(session: string, channel: Channel, tail: number): Promise<Loaded | undefined>
  /** All channels of one session; none where there is no such session. */
  stands(session: string): Promise<Stand[]>
  /** Resolves when something could be written. */
  check(): Promise<void>
  /** Lets what was erased leave the journal too. */
  tidy(): Promise<void>
  close(): void | Promise<void>
}
