import type { Channel } from '@haven/shared/acts.ts'

export type Share = { channel: Channel; epoch: number; share: Uint8Array }

/** The server's halves of the keys, in their own file so that they can be deleted apart from everything else. */
export interface ShareBox {
  /** Keeps the first one put there; returns the one kept. */
  put(session: string, share: Share): Promise<Share>
  of(session: string): Promise<Share[]>
  forget(session: string): Promise<void>
  /** Lets what was forgotten leave the pages too. */
  tidy(): Promise<void>
  close(): void | Promise<void>
}
