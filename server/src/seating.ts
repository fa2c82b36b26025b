import type { Channel } from '@haven/shared/acts.ts'
import { channelsOf } from '@haven/shared/channels.ts'
import { isShut } from '@haven/shared/members.ts'
import { isPartner, type Seat } from '@haven/shared/steps.ts'
import { unseats } from './batch.ts'
import type { Row } from './log/records.ts'
import { learnMove, type Moves, type Talk } from './standing.ts'

type Seated = Moves & { isSupervised: boolean; hasTherapist: boolean }

/** Who sits in a conversation, as it is stored: an act on its way may still be refused by the disk. P22 */
export class Seating {
  #seated: Seated = { isSupervised: false, hasTherapist: false, members: [], endorsed: new Set() }
  #inviters = new Map<string, Seat>()

  /** `inviters`: by whose link each device came. */
  read({ isSupervised, snapshot, members, endorsed }: Talk, inviters: Map<string, Seat>): void {
    this.#seated = { isSupervised, hasTherapist: snapshot.context.therapist, members, endorsed }
    this.#inviters = inviters
  }

  learn(rows: readonly Row[]): void {
    for (const row of rows) Object.assign(this.#seated, learnMove(this.#seated, row))
    if (rows.some(unseats)) this.#seated.hasTherapist = false
  }

  joined(device: string, from: Seat): void {
    this.#inviters.set(device, from)
  }

  invitedBy(device: string): Seat | undefined {
    return this.#inviters.get(device)
  }

  /** Whether the conversation has a place for this seat: a therapist's may never have been, or was withdrawn. */
  has(seat: Seat): boolean {
    return isPartner(seat) || this.#seated.hasTherapist
  }

  /** The channels of this conversation. */
  get channels(): readonly Channel[] {
    return channelsOf(this.#seated.isSupervised)
  }

  /** P44 */
  isShut(device: string): boolean {
    return isShut(this.#seated.members, device)
  }

  /** Somebody who invited this device has vouched for it, or nobody had to. */
  isEndorsed(device: string): boolean {
    return !this.#inviters.has(device) || this.#seated.endorsed.has(device)
  }
}
