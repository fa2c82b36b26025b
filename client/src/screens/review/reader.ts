import type { Act, SeatEntry } from '@haven/shared/acts.ts'
import type { Snapshot } from '@haven/shared/replay.ts'
import type { Partner, Seat } from '@haven/shared/steps.ts'
import { nameOf } from '../../parts/names.ts'
import type { Room } from '../../parts/room.ts'
import type { Scene, Session, Told, Words } from '../../session/scene.ts'
import type { Fill } from '../../text/prompts.ts'
import { factOf } from '../facts.ts'

/** Whoever looks back, and how things are called on their screen. */
export type Reader = {
  readonly session: Session
  readonly scene: Scene & { readonly snapshot: Snapshot }
  readonly seat: Seat
  readonly fill: Fill
  name(seat: Seat): string
  /** An act as one quiet line; `undefined` where it tells nothing. */
  fact(entry: SeatEntry): string | undefined
  /** What the therapist calls a mark; nothing for anybody else. */
  mark?(kind: string): string
  /** Sealed and on its way. Resolves with the mid once it is in the outbox. */
  press(act: Act, words?: Words): Promise<string>
}

export type PartnerReader = Reader & { readonly seat: Partner }

/** A partner who looks back. `undefined` while nothing stands verified. */
export const readerOf = (room: Room): Reader | undefined => {
  const { session, scene } = room
  const { snapshot, seat } = scene
  if (!snapshot) return undefined
  return {
    session,
    scene: { ...scene, snapshot },
    seat,
    fill: room.fill,
    name: of => nameOf(room, of),
    fact: entry => factOf(room, entry),
    press: (act, words) => session.act(act, words),
  }
}

/** What an entry says, as this copy could open it. */
export const toldAt = ({ scene }: Pick<Reader, 'scene'>, seq: number): Told | undefined => scene.told[seq - 1]
