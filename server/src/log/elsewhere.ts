import type { Channel } from '@haven/shared/acts.ts'
import type { Seat } from '@haven/shared/steps.ts'

/** Where a channel stands, whoever wrote to it. */
export type Moved = { what: 'moved'; session: string; channel: Channel; head: number }

/** `gone`: forgotten. `asked`: somebody asked to forget it, or changed their mind. `tried`: a used link of that seat was
 *  tried again. */
export type Happened =
  | Moved
  | { what: 'gone'; session: string }
  | { what: 'asked'; session: string }
  | { what: 'tried'; session: string; seat: Seat }

/** Other machines that write to the same tables. */
export interface Elsewhere {
  /** One after the other per session, on all machines together. */
  alone<Result>(session: string, work: () => Promise<Result>): Promise<Result>
  /** Soon after it was committed there, as far as it is heard at all; of sessions that were loaded here and nothing else. */
  hear(heard: (happened: Happened) => void): void
  /** Where these sessions stand; one that is gone is not among them. Of others nothing is heard any more. */
  heads(sessions: readonly string[]): Promise<Moved[]>
  close(): Promise<void>
}
