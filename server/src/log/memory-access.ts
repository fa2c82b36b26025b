import type { Seat } from '@haven/shared/steps.ts'
import type { AccessBook, NewInvite } from './access-book.ts'
import { isOpen, same, type Tables } from './memory-tables.ts'
import type { Founding, Invite } from './records.ts'

export class MemoryAccess implements AccessBook {
  readonly #tables: Tables

  constructor(tables: Tables) {
    this.#tables = tables
  }

  async create(founding: Founding) {
    const { session, device, invites, rows, created, bodyHash, script, state, forgetAt } = founding
    if (this.#tables.erased.has(session)) return 'erased'
    const there = this.#tables.sessions.get(session)
    if (there) return same(there.bodyHash, bodyHash) ? 'same' : 'taken'
    const blank = { claimedAt: null, claimedBy: null, triedAgain: 0, byDevice: device.id }
    this.#tables.sessions.set(session, {
      bodyHash,
      script,
      state,
      forgetAt,
      askedBy: [],
      channels: new Map([['room', { epoch: 1, rows: [...rows] }]]),
      devices: new Map([[device.id, { ...device, since: created }]]),
      invites: invites.map(invite => ({ ...blank, ...invite })),
    })
    return 'created'
  }

  async askedToForget(session: string) {
    return this.#tables.sessions.get(session)?.askedBy
  }

  async askToForget(session: string, seats: readonly Seat[]) {
    const there = this.#tables.sessions.get(session)
    if (there) there.askedBy = [...seats]
  }

  async device(session: string, id: string) {
    return this.#tables.sessions.get(session)?.devices.get(id)
  }

  async devices(session: string) {
    return [...(this.#tables.sessions.get(session)?.devices.values() ?? [])]
  }

  async invites(session: string) {
    return this.#invites(session).map(invite => ({ ...invite }))
  }

  async replaceInvite(session: string, invite: NewInvite) {
    const there = this.#invites(session).find(old => isOpen(old, invite.seat) && old.byDevice === invite.byDevice)
    if (there) Object.assign(there, invite)
    return there !== undefined
  }

  async countTriedAgain(session: string, seat: Seat) {
    for (const invite of this.#invites(session))
      if (invite.seat === seat && !isOpen(invite, seat)) invite.triedAgain += 1
  }

  async dropCapsule(session: string, claimedBy: string) {
    for (const invite of this.#invites(session)) if (invite.claimedBy === claimedBy) invite.capsule = null
  }

  async dropCapsules(claimedBefore: number, now: number) {
    const isOver = ({ claimedAt, expires }: Invite) =>
      claimedAt === null ? expires <= now : claimedAt <= claimedBefore
    for (const { invites } of this.#tables.sessions.values())
      for (const invite of invites.filter(isOver)) invite.capsule = null
  }

  async markDue(session: string, now: number) {
    const there = this.#tables.sessions.get(session)
    if (there) there.forgetAt = now
  }

  async due(now: number) {
    const all = [...this.#tables.sessions]
    return all.filter(([, { forgetAt }]) => forgetAt !== null && forgetAt <= now).map(([name]) => name)
  }

  async forget(session: string, now: number) {
    if (this.#tables.sessions.delete(session)) this.#tables.erased.set(session, now)
  }

  async isErased(session: string) {
    return this.#tables.erased.has(session)
  }

  async dropTombstones(before: number) {
    for (const [name, at] of this.#tables.erased) if (at <= before) this.#tables.erased.delete(name)
  }

  #invites(session: string): Invite[] {
    return this.#tables.sessions.get(session)?.invites ?? []
  }
}
