import { hash } from 'node:crypto'
import type { Channel } from '@haven/shared/acts.ts'
import type { Seat } from '@haven/shared/steps.ts'
import type { Forgetting } from '@haven/shared/wire.ts'
import type Database from 'libsql'
import type { AccessBook, Created, NewInvite, Wrapped } from './access-book.ts'
import type { Device, Founding, Invite } from './records.ts'
import { prepare } from './sqlite-access-sql.ts'
import { deviceOf, inviteOf } from './sqlite-access-rows.ts'
import { inOneCommit } from './sqlite-files.ts'
import { type Blob, bytesOf, columnsOf, textOf, toBytes, wordOf } from './sqlite-rows.ts'

export class SqliteAccess implements AccessBook {
  readonly #db: Database.Database
  readonly #sql: ReturnType<typeof prepare>

  constructor(db: Database.Database) {
    this.#db = db
    this.#sql = prepare(db)
  }

  async create(founding: Founding): Promise<Created> {
    return inOneCommit(this.#db, () => {
      if (this.#sql.isErased.get(markOf(founding.session))) return 'erased'
      const there = this.#sql.session.get(toBytes(founding.session)) as { body_hash: Blob } | undefined
      if (there) return bytesOf(there.body_hash).equals(founding.bodyHash) ? 'same' : 'taken'
      this.#found(founding)
      return 'created'
    })
  }

  #found({ session: name, bodyHash, mode, script, state, forgetAt, created, ...parts }: Founding): void {
    const session = this.#sql.open.run(toBytes(name), bodyHash, mode, script, state, forgetAt, created).lastInsertRowid
    const last = parts.rows.at(-1)!
    const channel = this.#sql.channel.run(session, 'room', 1, last.entry.seq, last.hash).lastInsertRowid
    for (const row of parts.rows) this.#sql.entry.run(channel, ...columnsOf(row))
    for (const side of parts.sides) this.#sql.channel.run(session, side.channel, 1, 0, side.hash)
    const { id, seat, agreePub, signPub } = parts.device
    this.#sql.seat.run(toBytes(id), session, seat, agreePub, signPub, created)
    for (const invite of parts.invites)
      this.#sql.invite.run(session, invite.seat, invite.claimHash, invite.capsule, toBytes(id), invite.expires)
  }

  async sessions(after: string, limit: number): Promise<string[]> {
    return (this.#sql.names.all(toBytes(after), limit) as { name: Blob }[]).map(({ name }) => textOf(name))
  }

  async forgetting(session: string): Promise<Forgetting | undefined> {
    const there = this.#sql.session.get(toBytes(session)) as { forget_by: Blob; leave_at: number | null } | undefined
    return there && { seats: wordOf(there.forget_by).split(' ').filter(Boolean) as Seat[], due: there.leave_at }
  }

  async askToForget(session: string, { seats, due }: Forgetting): Promise<void> {
    this.#sql.ask.run(seats.join(' '), due, toBytes(session))
  }

  async device(session: string, id: string): Promise<Device | undefined> {
    const [row] = this.#sql.device(toBytes(session), toBytes(id))
    return row && deviceOf(row)
  }

  async devices(session: string): Promise<Device[]> {
    return this.#sql.devices(toBytes(session)).map(deviceOf)
  }

  async wraps(session: string, device: string): Promise<Wrapped[]> {
    const rows = this.#sql.wraps.all(toBytes(session), toBytes(device)) as { channel: Blob; epoch: number; box: Blob }[]
    return rows.map(({ channel, epoch, box }) => ({ channel: wordOf(channel) as Channel, epoch, box: bytesOf(box) }))
  }

  async invites(session: string): Promise<Invite[]> {
    return this.#sql.invites(toBytes(session)).map(inviteOf)
  }

  async replaceInvite(session: string, { seat, claimHash, capsule, byDevice, expires }: NewInvite): Promise<boolean> {
    return this.#sql.replace.run(claimHash, capsule, toBytes(byDevice), expires, toBytes(session), seat).changes > 0
  }

  async addInvite(session: string, { seat, claimHash, capsule, byDevice, expires }: NewInvite): Promise<void> {
    const [name, by] = [toBytes(session), toBytes(byDevice)]
    inOneCommit(this.#db, () => {
      this.#sql.uninvite.run(name, seat, by)
      this.#sql.add.run(seat, claimHash, capsule, by, expires, name)
    })
  }

  async countTriedAgain(session: string, seat: Seat): Promise<void> {
    this.#sql.again.run(toBytes(session), seat)
  }

  async dropCapsule(session: string, claimedBy: string): Promise<void> {
    this.#sql.opened.run(toBytes(session), toBytes(claimedBy))
  }

  async dropCapsules(claimedBefore: number, now: number): Promise<void> {
    this.#sql.over.run(claimedBefore, now)
  }

  async markDue(session: string, now: number): Promise<void> {
    this.#sql.markDue.run(now, toBytes(session))
  }

  async due(now: number): Promise<string[]> {
    return (this.#sql.due.all(now, now) as { name: Blob }[]).map(({ name }) => textOf(name))
  }

  async forget(session: string, now: number): Promise<void> {
    const name = toBytes(session)
    inOneCommit(this.#db, () => {
      if (!this.#sql.session.get(name)) return
      for (const statement of this.#sql.forget) statement.run(name)
      this.#sql.bury.run(markOf(session), now)
    })
    this.#db.pragma('wal_checkpoint(TRUNCATE)')
  }

  async isErased(session: string): Promise<boolean> {
    return this.#sql.isErased.get(markOf(session)) !== undefined
  }

  async dropTombstones(before: number): Promise<void> {
    this.#sql.exhume.run(before)
  }
}

/** A tombstone names nobody: it answers only who still knows the id. */
export const markOf = (session: string): Buffer => hash('sha256', toBytes(session), 'buffer')
