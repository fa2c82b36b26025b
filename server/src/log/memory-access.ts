import type { Channel } from '@haven/shared/acts.ts'
import type { Seat } from '@haven/shared/steps.ts'
import type { Forgetting } from '@haven/shared/wire.ts'
import type { AccessBook, NewInvite } from './access-book.ts'
import { isOpen, type Log, same, type Tables } from './memory-tables.ts'
import type { Founding, Invite } from './records.ts'

export class MemoryAccess implements AccessBook {
  readonly #tables: Tables

  constructor(tables: Tables) {
    this.#tables = tables
  }

  async create(founding: Founding) {
    const { session, device, invites, rows, sides, created, bodyHash, script, state, forgetAt } = founding
    if (this.#tables.erased.has(session)) return 'erased'
    const there = this.#tables.sessions.get(session)
    if (there) return same(there.bodyHash, bodyHash) ? 'same' : 'taken'
    const blank = { claimedAt: null, claimedBy: null, triedAgain: 0, byDevice: device.id }
    this.#tables.sessions.set(session, {
      bodyHash,
      script,
      state,
      forgetAt,
      forgetting: { seats: [], due: null },
      channels: new Map<Channel, Log>([
        ['room', { epoch: 1, rows: [...rows], wraps: [] }],
        ...sides.map(({ channel, hash }): [Channel, Log] => [
          channel,
          { epoch: 1, genesis: hash, rows: [], wraps: [] },
        ]),
      ]),
      devices: new Map([[device.id, { ...device, since: created }]]),
      removed: new Set(),
      invites: invites.map(invite => ({ ...blank, ...invite })),
    })
    return 'created'
  }

  async sessions(after: string, limit: number) {
    const names = [...this.#tables.sessions.keys()].sort()
    return names.filter(name => name > after).slice(0, limit)
  }

  async forgetting(session: string) {
    return this.#tables.sessions.get(session)?.forgetting
  }

  async askToForget(session: string, forgetting: Forgetting) {
    const there = this.#tables.sessions.get(session)
    if (there) there.forgetting = forgetting
  }

  async device(session: string, id: string) {
    const there = this.#tables.sessions.get(session)
    const device = there?.devices.get(id)
    return device && (there?.removed.has(id) ? { ...device, removed: true as const } : device)
  }

  async devices(session: string) {
    const there = this.#tables.sessions.get(session)
    return there ? [...there.devices.values()].filter(({ id }) => !there.removed.has(id)) : []
  }

  async wraps(session: string, device: string) {
    const there = this.#tables.sessions.get(session)
    return [...(there?.channels ?? [])].flatMap(([channel, { wraps }]) =>
      wraps.filter(({ to }) => to === device).map(({ epoch, box }) => ({ channel, epoch, box })),
    )
  }

  async invites(session: string) {
    return this.#invites(session).map(invite => ({ ...invite }))
  }

  async replaceInvite(session: string, invite: NewInvite) {
    const there = this.#invites(session).find(old => isOpen(old, invite.seat))
    if (there) Object.assign(there, invite)
    return there !== undefined
  }

  async addInvite(session: string, invite: NewInvite) {
    const there = this.#tables.sessions.get(session)
    if (!there) return
    const isOver = (old: Invite) => isOpen(old, invite.seat) && old.byDevice === invite.byDevice
    const blank = { claimedAt: null, claimedBy: null, triedAgain: 0 }
    there.invites = [...there.invites.filter(old => !isOver(old)), { ...blank, ...invite }]
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
    const isDue = (at: number | null) => at !== null && at <= now
    const all = [...this.#tables.sessions]
    return all.filter(([, { forgetAt, forgetting }]) => isDue(forgetAt) || isDue(forgetting.due)).map(([name]) => name)
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
