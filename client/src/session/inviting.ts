import { otherOf } from '@haven/shared/steps.ts'
import type { Welcome } from '@haven/shared/wire.ts'
import { type Invite, linkOf, type StoredInvite } from '../seal/invite.ts'
import { toBytes, toText } from '../seal/keys.ts'
import type { Ring } from './ring.ts'
import type { OwnInvite } from './scene.ts'
import type { Shelf } from './shelf.ts'
import { inviteAgain } from './talks.ts'

type InvitingParts = {
  origin: string
  shelf: Shelf
  send(frame: object): boolean
  changed(invite: OwnInvite): void
}
type Renewal = { invite: Invite; stored: StoredInvite; done(link: string): void; fail(error: Error): void }

/** The link for the other seat. A new one counts once the server has it; until then either secret may come back. */
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
    const { shelf } = this.#parts
    const { invite, stored } = await inviteAgain(shelf.ring)
    const kept = { seat: otherOf(shelf.ring.seat), secret: toText(invite.secret) }
    await shelf.keep({ invites: [kept, ...shelf.ring.invites] })
    if (this.#known?.state === 'claimed') throw isTaken()
    return new Promise((done, fail) => {
      this.#renewal = { invite, stored, done, fail }
      this.#ask()
    })
  }

  welcomed(invites: Welcome['invites']): void {
    const own = invites.findLast(({ seat }) => seat === otherOf(this.#parts.shelf.ring.seat))
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
    const { shelf, origin } = this.#parts
    const secret = toText(invite.secret)
    await shelf.keep({ invites: shelf.ring.invites.filter(kept => kept.secret === secret) })
    this.#show({ state: 'open', triedAgain: 0 })
    return linkOf(origin, invite)
  }

  /** The other seat is taken. */
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
    const { origin, shelf, changed } = this.#parts
    const link = known.state === 'open' ? openLink(origin, shelf.ring) : undefined
    changed({ ...known, ...(link === undefined ? {} : { link }) })
  }
}

const isTaken = () => new Error('the seat is taken')

const openLink = (origin: string, { session, seat, invites }: Ring): string | undefined => {
  const kept = invites.findLast(invite => invite.seat === otherOf(seat))
  return kept && linkOf(origin, { session, seat: kept.seat, secret: toBytes(kept.secret) })
}
