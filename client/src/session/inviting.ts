import type { Seat } from '@haven/shared/steps.ts'
import type { Welcome } from '@haven/shared/wire.ts'
import { type Invite, linkOf, type StoredInvite } from '../seal/invite.ts'
import { toBytes, toText } from '../seal/keys.ts'
import type { Clock } from './clock.ts'
import { inviteAgain } from './handing.ts'
import type { GivenInvite, Ring } from './ring.ts'
import type { OwnInvite } from './scene.ts'
import type { Shelf } from './shelf.ts'

type InvitingParts = {
  origin: string
  clock: Pick<Clock, 'now'>
  seat: Seat
  shelf: Shelf
  send(frame: object): boolean
  changed(invite: OwnInvite): void
}
type Renewal = { invite: Invite; stored: StoredInvite; done(link: string): void; fail(error: Error): void }

/** The link for one seat. A new one counts once the server has it; until then either secret may come back. */
export class Inviting {
  readonly #parts: InvitingParts
  #known: Omit<OwnInvite, 'link'> | undefined
  #renewal: Renewal | undefined
  #renewing: Promise<string> | undefined

  constructor(parts: InvitingParts) {
    this.#parts = parts
  }

  /** Resolves with the new link, one for all who ask meanwhile. Rejects when the seat has been taken. */
  renew(): Promise<string> {
    this.#renewing ??= this.#renew().finally(() => (this.#renewing = undefined))
    return this.#renewing
  }

  async #renew(): Promise<string> {
    const { shelf, seat } = this.#parts
    const { invite, stored } = await inviteAgain(shelf.ring, seat)
    const kept = { seat, secret: toText(invite.secret) }
    await shelf.keep({ invites: [kept, ...shelf.ring.invites] })
    if (this.#known?.state === 'claimed') throw isTaken()
    return new Promise((done, fail) => {
      this.#renewal = { invite, stored, done, fail }
      this.#ask()
    })
  }

  welcomed(invites: Welcome['invites']): void {
    const own = invites.findLast(({ seat }) => seat === this.#parts.seat)
    if (own) this.#show({ state: own.state, triedAgain: own.triedAgain })
    if (own?.state === 'claimed') this.#giveUp()
    this.#ask()
  }

  /** The server has the new invite, and the old link is dead; or, of a claimed one, its link was opened again (P10). */
  async invited(): Promise<void> {
    const renewal = this.#renewal
    if (renewal) {
      this.#renewal = undefined
      await this.#renewed(renewal).then(renewal.done, renewal.fail)
    } else if (this.#known?.state === 'claimed')
      this.#show({ state: 'claimed', triedAgain: this.#known.triedAgain + 1 })
  }

  async #renewed({ invite }: Renewal): Promise<string> {
    const { shelf, origin, seat, clock } = this.#parts
    const others = shelf.ring.invites.filter(kept => kept.seat !== seat)
    const before = givenLast(shelf.ring, seat)?.given ?? 0
    const given = Math.max(clock.now(), before + 1)
    await shelf.keep({ invites: [...others, { seat, secret: toText(invite.secret), given }] })
    this.#show({ state: 'open', triedAgain: 0 })
    return linkOf(origin, invite)
  }

  /** The seat is taken. */
  claimed(): void {
    this.#giveUp()
    if (this.#known) this.#show({ ...this.#known, state: 'claimed' })
  }

  #ask(): void {
    if (this.#renewal) this.#parts.send({ type: 'invite', ...this.#renewal.stored })
  }

  #giveUp(): void {
    this.#renewal?.fail(isTaken())
    this.#renewal = undefined
  }

  #show(known: Omit<OwnInvite, 'link'>): void {
    this.#known = known
    const { origin, shelf, seat, changed } = this.#parts
    const link = known.state === 'open' ? openLink(origin, shelf.ring, seat) : undefined
    changed({ ...known, ...(link === undefined ? {} : { link }) })
  }
}

const isTaken = () => new Error('the seat is taken')

const openLink = (origin: string, ring: Ring, seat: Seat): string | undefined => {
  const kept = givenLast(ring, seat)
  return kept && linkOf(origin, { session: ring.session, seat, secret: toBytes(kept.secret) })
}

/** Two devices of a therapist may have given one each; the server has the later one. */
const givenLast = ({ invites }: Ring, seat: Seat): GivenInvite | undefined =>
  invites
    .filter(invite => invite.seat === seat)
    .toSorted((a, b) => (a.given ?? 0) - (b.given ?? 0))
    .at(-1)
