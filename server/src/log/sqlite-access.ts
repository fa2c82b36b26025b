import { hash } from 'node:crypto'
import type { Seat } from '@haven/shared/steps.ts'
import type { Forgetting } from '@haven/shared/wire.ts'
import type Database from 'libsql'
import type { AccessBook, Created, NewInvite } from './access-book.ts'
import type { Device, Founding, Invite } from './records.ts'
import { inOneCommit, prepared } from './sqlite-files.ts'
import { INSERT_DEVICE, INSERT_ENTRY } from './sqlite-log.ts'
import { type Blob, blobs, bytesOf, columnsOf, numbers, textOf, toBytes, type Word, wordOf } from './sqlite-rows.ts'

export type DeviceRow = { id: Blob; seat: Word; agree_pub: Blob; sign_pub: Blob; since: number; removed: number | null }
export type InviteRow = {
  seat: Word
  claim_hash: Blob
  capsule: Blob | null
  by_device: Blob
  expires: number
  claimed_at: number | null
  claimed_by: Blob | null
  tried_again: number
}

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
    const row = this.#sql.device.get(toBytes(session), toBytes(id)) as DeviceRow | undefined
    return row && deviceOf(row)
  }

  async devices(session: string): Promise<Device[]> {
    return (this.#sql.devices.all(toBytes(session)) as DeviceRow[]).map(deviceOf)
  }

  async invites(session: string): Promise<Invite[]> {
    return (this.#sql.invites.all(toBytes(session)) as InviteRow[]).map(inviteOf)
  }

  async replaceInvite(session: string, { seat, claimHash, capsule, byDevice, expires }: NewInvite): Promise<boolean> {
    return this.#sql.replace.run(claimHash, capsule, expires, toBytes(session), seat, toBytes(byDevice)).changes > 0
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

export const deviceOf = (row: DeviceRow): Device => ({
  id: textOf(row.id),
  seat: wordOf(row.seat) as Seat,
  agreePub: bytesOf(row.agree_pub),
  signPub: bytesOf(row.sign_pub),
  since: row.since,
  ...(row.removed !== null && { removed: true }),
})

export const inviteOf = (row: InviteRow): Invite => ({
  seat: wordOf(row.seat) as Seat,
  claimHash: bytesOf(row.claim_hash),
  capsule: row.capsule && bytesOf(row.capsule),
  byDevice: textOf(row.by_device),
  expires: row.expires,
  claimedAt: row.claimed_at,
  claimedBy: row.claimed_by && textOf(row.claimed_by),
  triedAgain: row.tried_again,
})

const OF_SESSION = '(select id from sessions where name = ?)'
const DEVICE = `${blobs('id', 'seat', 'agree_pub', 'sign_pub')}, ${numbers('since', 'removed')}`
const INVITE = `${blobs('seat', 'claim_hash', 'capsule', 'by_device', 'claimed_by')}, ${numbers('expires', 'claimed_at', 'tried_again')}`

const prepare = (db: Database.Database) => {
  const sql = (text: string) => prepared(db, text)
  return {
    session: sql(`select id, ${blobs('body_hash', 'forget_by')}, ${numbers('leave_at')} from sessions where name = ?`),
    names: sql(`select ${blobs('name')} from sessions where name > ? order by sessions.name limit ?`),
    open: sql(
      'insert into sessions(name, body_hash, mode, script, state, forget_at, created) values (?, ?, ?, ?, ?, ?, ?)',
    ),
    channel: sql('insert into channels(session, name, epoch, head, hash) values (?, ?, ?, ?, ?)'),
    entry: sql(INSERT_ENTRY),
    seat: sql(INSERT_DEVICE),
    invite: sql(
      'insert into invites(session, seat, claim_hash, capsule, by_device, expires) values (?, ?, ?, ?, ?, ?)',
    ),
    ask: sql('update sessions set forget_by = ?, leave_at = ? where name = ?'),
    device: sql(`select ${DEVICE} from devices where session = ${OF_SESSION} and id = ?`),
    devices: sql(`select ${DEVICE} from devices where session = ${OF_SESSION} and removed is null`),
    invites: sql(`select ${INVITE} from invites where session = ${OF_SESSION} order by rowid`),
    replace: sql(`update invites set claim_hash = ?, capsule = ?, expires = ?
      where session = ${OF_SESSION} and seat = ? and by_device = ? and claimed_at is null`),
    again: sql(`update invites set tried_again = tried_again + 1
      where session = ${OF_SESSION} and seat = ? and claimed_at is not null and tried_again < 1000`),
    opened: sql(`update invites set capsule = null where session = ${OF_SESSION} and claimed_by = ?`),
    over: sql(`update invites set capsule = null where capsule is not null and
      (claimed_at <= ? or (claimed_at is null and expires <= ?))`),
    markDue: sql('update sessions set forget_at = ? where name = ?'),
    due: sql(`select ${blobs('name')} from sessions where forget_at <= ? or leave_at <= ? limit 1000`),
    forget: [
      `delete from entries where channel in (select id from channels where session = ${OF_SESSION})`,
      `delete from channels where session = ${OF_SESSION}`,
      `delete from invites where session = ${OF_SESSION}`,
      `delete from devices where session = ${OF_SESSION}`,
      'delete from sessions where name = ?',
    ].map(sql),
    bury: sql('insert or replace into erased(name_hash, at) values (?, ?)'),
    isErased: sql('select 1 from erased where name_hash = ?'),
    exhume: sql('delete from erased where at <= ?'),
  }
}
