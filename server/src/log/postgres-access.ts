import type { Seat } from '@haven/shared/steps.ts'
import type { Forgetting } from '@haven/shared/wire.ts'
import type pg from 'pg'
import type { AccessBook, Created, NewInvite, Wrapped } from './access-book.ts'
import { markOf } from './sqlite-access.ts'
import { deviceOf, type DeviceRow, inviteOf, type InviteRow } from './sqlite-access-rows.ts'
import { type Blob, bytesOf, textOf, toBytes } from './sqlite-rows.ts'
import { found, SQL } from './postgres-access-sql.ts'
import { announce, GONE, triedAgain } from './postgres-notices.ts'
import { inOneCommit } from './postgres-pool.ts'
import type { Device, Founding, Invite } from './records.ts'

type SessionRow = { body_hash: Blob; forget_by: string; leave_at: number | null }

export class PostgresAccess implements AccessBook {
  readonly #pool: pg.Pool
  readonly #untidy: () => void

  constructor(pool: pg.Pool, untidy: () => void) {
    this.#pool = pool
    this.#untidy = untidy
  }

  async create(founding: Founding): Promise<Created> {
    return inOneCommit(this.#pool, async db => {
      const isNew = await found(db, founding)
      const isErased = (await SQL.isErased.get(db, markOf(founding.session))) !== undefined
      if (isErased && isNew) await this.#drop(db, founding.session)
      if (isErased) return 'erased'
      if (isNew) return 'created'
      const there = (await SQL.session.get(db, toBytes(founding.session))) as SessionRow | undefined
      if (!there) return 'erased'
      return bytesOf(there.body_hash).equals(founding.bodyHash) ? 'same' : 'taken'
    })
  }

  async sessions(after: string, limit: number): Promise<string[]> {
    const rows = (await SQL.names.all(this.#pool, toBytes(after), limit)) as { name: Blob }[]
    return rows.map(({ name }) => textOf(name))
  }

  async forgetting(session: string): Promise<Forgetting | undefined> {
    const there = (await SQL.session.get(this.#pool, toBytes(session))) as SessionRow | undefined
    return there && { seats: there.forget_by.split(' ').filter(Boolean) as Seat[], due: there.leave_at }
  }

  async askToForget(session: string, { seats, due }: Forgetting): Promise<void> {
    await SQL.ask.run(this.#pool, seats.join(' '), due, toBytes(session))
  }

  async device(session: string, id: string): Promise<Device | undefined> {
    const row = (await SQL.device.get(this.#pool, toBytes(session), toBytes(id))) as DeviceRow | undefined
    return row && deviceOf(row)
  }

  async devices(session: string): Promise<Device[]> {
    return ((await SQL.devices.all(this.#pool, toBytes(session))) as DeviceRow[]).map(deviceOf)
  }

  async wraps(session: string, device: string): Promise<Wrapped[]> {
    const rows = await SQL.wraps.all(this.#pool, toBytes(session), toBytes(device))
    return (rows as (Omit<Wrapped, 'box'> & { box: Blob })[]).map(row => ({ ...row, box: bytesOf(row.box) }))
  }

  async invites(session: string): Promise<Invite[]> {
    return ((await SQL.invites.all(this.#pool, toBytes(session))) as InviteRow[]).map(inviteOf)
  }

  async replaceInvite(session: string, { seat, claimHash, capsule, byDevice, expires }: NewInvite): Promise<boolean> {
    const values = [claimHash, capsule, toBytes(byDevice), expires, toBytes(session), seat]
    return (await SQL.replace.run(this.#pool, ...values)) > 0
  }

  async addInvite(session: string, { seat, claimHash, capsule, byDevice, expires }: NewInvite): Promise<void> {
    const [name, by] = [toBytes(session), toBytes(byDevice)]
    await inOneCommit(this.#pool, async db => {
      await SQL.uninvite.run(db, name, seat, by)
      await SQL.add.run(db, name, seat, claimHash, capsule, by, expires)
    })
  }

  async countTriedAgain(session: string, seat: Seat): Promise<void> {
    await SQL.again.run(this.#pool, toBytes(session), seat, triedAgain(seat))
  }

  async dropCapsule(session: string, claimedBy: string): Promise<void> {
    await SQL.opened.run(this.#pool, toBytes(session), toBytes(claimedBy))
  }

  async dropCapsules(claimedBefore: number, now: number): Promise<void> {
    await SQL.over.run(this.#pool, claimedBefore, now)
  }

  async markDue(session: string, now: number): Promise<void> {
    await SQL.markDue.run(this.#pool, now, toBytes(session))
  }

  async due(now: number): Promise<string[]> {
    return ((await SQL.due.all(this.#pool, now)) as { name: Blob }[]).map(({ name }) => textOf(name))
  }

  async forget(session: string, now: number): Promise<void> {
    const isGone = await inOneCommit(this.#pool, async db => {
      const channels = await this.#drop(db, session)
      if (channels.length === 0) return false
      await SQL.bury.run(db, markOf(session), now)
      await announce(
        db,
        channels.map(id => [id, GONE]),
      )
      return true
    })
    if (isGone) this.#untidy()
  }

  async isErased(session: string): Promise<boolean> {
    return (await SQL.isErased.get(this.#pool, markOf(session))) !== undefined
  }

  async dropTombstones(before: number): Promise<void> {
    await SQL.exhume.run(this.#pool, before)
  }

  /** Channels are locked first, as by those who write to them. Returns which they were. */
  async #drop(db: pg.ClientBase, session: string): Promise<number[]> {
    const name = toBytes(session)
    const channels = (await SQL.hold.all(db, name)) as { id: number }[]
    for (const part of SQL.forget) await part.run(db, name)
    return channels.map(({ id }) => id)
  }
}
