import type Database from 'libsql'
import type { DeviceRow, InviteRow } from './sqlite-access-rows.ts'
import { listed, prepared } from './sqlite-files.ts'
import { INSERT_DEVICE, INSERT_ENTRY } from './sqlite-log-sql.ts'
import { blobs, numbers } from './sqlite-rows.ts'

const OF_SESSION = '(select id from sessions where name = ?)'
const DEVICE = {
  id: 'bytes',
  seat: 'text',
  agree_pub: 'bytes',
  sign_pub: 'bytes',
  since: 'number',
  removed: 'number',
} as const
const INVITE = {
  seat: 'text',
  claim_hash: 'bytes',
  capsule: 'bytes',
  by_device: 'bytes',
  expires: 'number',
  claimed_at: 'number',
  claimed_by: 'bytes',
  tried_again: 'number',
} as const

/** Every statement about who may enter. */
export const prepare = (db: Database.Database) => {
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
    device: listed<DeviceRow>(db, DEVICE, `select * from devices where session = ${OF_SESSION} and id = ?`),
    devices: listed<DeviceRow>(db, DEVICE, `select * from devices where session = ${OF_SESSION} and removed is null`),
    invites: listed<InviteRow>(db, INVITE, `select * from invites where session = ${OF_SESSION} order by rowid`),
    wraps: sql(`select cast(channels.name as blob) as channel, wraps.epoch, ${blobs('box')} from wraps
      join channels on channels.id = channel where session = ${OF_SESSION} and device = ?
      order by channels.id, wraps.epoch`),
    replace: sql(`update invites set claim_hash = ?, capsule = ?, by_device = ?, expires = ?
      where session = ${OF_SESSION} and seat = ? and claimed_at is null`),
    uninvite: sql(
      `delete from invites where session = ${OF_SESSION} and seat = ? and by_device = ? and claimed_at is null`,
    ),
    add: sql(`insert into invites(session, seat, claim_hash, capsule, by_device, expires)
      select id, ?, ?, ?, ?, ? from sessions where name = ?`),
    again: sql(`update invites set tried_again = tried_again + 1
      where session = ${OF_SESSION} and seat = ? and claimed_at is not null and tried_again < 1000`),
    opened: sql(`update invites set capsule = null where session = ${OF_SESSION} and claimed_by = ?`),
    over: sql(`update invites set capsule = null where capsule is not null and
      (claimed_at <= ? or (claimed_at is null and expires <= ?))`),
    markDue: sql('update sessions set forget_at = ? where name = ?'),
    due: sql(`select ${blobs('name')} from sessions where forget_at <= ? or leave_at <= ? limit 1000`),
    forget: [
      `delete from wraps where channel in (select id from channels where session = ${OF_SESSION})`,
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
