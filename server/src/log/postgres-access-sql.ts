import type { ClientBase } from 'pg'
import { columnsOf, COLUMNS, toBytes } from './sqlite-rows.ts'
import { ASKED, announceRoom } from './postgres-notices.ts'
import { statement } from './postgres-pool.ts'
import type { Founding } from './records.ts'

const OF_SESSION = '(select id from sessions where name = $1)'
const DEVICE = 'id, seat, agree_pub, sign_pub, since, removed'

export const SQL = {
  session: statement('session', 'select body_hash, forget_by, leave_at from sessions where name = $1'),
  names: statement('names', 'select name from sessions where name > $1 order by name limit $2'),
  ask: statement(
    'ask',
    `with asked as (update sessions set forget_by = $1, leave_at = $2 where name = $3 returning id as session)
      ${announceRoom(ASKED, 'asked')}`,
  ),
  device: statement('device', `select ${DEVICE} from devices where session = ${OF_SESSION} and id = $2`),
  devices: statement('devices', `select ${DEVICE} from devices where session = ${OF_SESSION} and removed is null`),
  invites: statement(
    'invites',
    `select seat, claim_hash, capsule, by_device, expires, claimed_at, claimed_by, tried_again
      from invites where session = ${OF_SESSION} order by id`,
  ),
  wraps: statement(
    'wraps',
    `select channels.name as channel, wraps.epoch, box from wraps join channels on channels.id = channel
      where session = ${OF_SESSION} and device = $2 order by channels.id, wraps.epoch`,
  ),
  uninvite: statement(
    'uninvite',
    `delete from invites where session = ${OF_SESSION} and seat = $2 and by_device = $3 and claimed_at is null`,
  ),
  add: statement(
    'add',
    `insert into invites(session, seat, claim_hash, capsule, by_device, expires)
      select id, $2, $3, $4, $5, $6 from sessions where name = $1`,
  ),
  replace: statement(
    'replace',
    `update invites set claim_hash = $1, capsule = $2, by_device = $3, expires = $4
      where session = (select id from sessions where name = $5) and seat = $6 and claimed_at is null`,
  ),
  again: statement(
    'again',
    `with tried as (update invites set tried_again = tried_again + 1
      where session = ${OF_SESSION} and seat = $2 and claimed_at is not null and tried_again < 1000 returning session)
      ${announceRoom('$3::text', 'tried')}`,
  ),
  opened: statement(
    'opened',
    `update invites set capsule = null where session = ${OF_SESSION} and claimed_by = $2 and capsule is not null`,
  ),
  /** What another machine is at is left to it. */
  over: statement(
    'over',
    `update invites set capsule = null where id in (select id from invites where capsule is not null and
      (claimed_at <= $1 or (claimed_at is null and expires <= $2)) for update skip locked)`,
  ),
  markDue: statement('markDue', 'update sessions set forget_at = $1 where name = $2'),
  due: statement('due', 'select name from sessions where forget_at <= $1 or leave_at <= $1 limit 1000'),
  hold: statement('hold', `select id from channels where session = ${OF_SESSION} order by id for update`),
  forget: [
    `delete from wraps where channel in (select id from channels where session = ${OF_SESSION})`,
    `delete from entries where channel in (select id from channels where session = ${OF_SESSION})`,
    `delete from channels where session = ${OF_SESSION}`,
    `delete from invites where session = ${OF_SESSION}`,
    `delete from devices where session = ${OF_SESSION}`,
    'delete from sessions where name = $1',
  ].map((text, at) => statement(`forget${at}`, text)),
  bury: statement(
    'bury',
    'insert into erased(name_hash, at) values ($1, $2) on conflict (name_hash) do update set at = excluded.at',
  ),
  isErased: statement('isErased', 'select 1 from erased where name_hash = $1'),
  exhume: statement('exhume', 'delete from erased where at <= $1'),
}

const FOUND = {
  open: statement(
    'open',
    `insert into sessions(name, body_hash, mode, script, state, forget_at, created)
      values ($1, $2, $3, $4, $5, $6, $7) on conflict (name) do nothing returning id`,
  ),
  channel: statement(
    'channel',
    'insert into channels(session, name, epoch, head, hash) values ($1, $2, 1, $3, $4) returning id',
  ),
  entry: statement(
    'entry',
    `insert into entries(channel, ${COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
  ),
  seat: statement(
    'seat',
    'insert into devices(id, session, seat, agree_pub, sign_pub, since) values ($1, $2, $3, $4, $5, $6)',
  ),
  invite: statement(
    'invite',
    'insert into invites(session, seat, claim_hash, capsule, by_device, expires) values ($1, $2, $3, $4, $5, $6)',
  ),
}

/** False if there is a session of that name, or one is being forgotten. */
export const found = async (
  db: ClientBase,
  { session: name, bodyHash, mode, script, state, forgetAt, created, ...parts }: Founding,
): Promise<boolean> => {
  const opened = await FOUND.open.get(db, toBytes(name), bodyHash, mode, script, state, forgetAt, created)
  if (!opened) return false
  const session = (opened as { id: number }).id
  const last = parts.rows.at(-1)!
  const room = (await FOUND.channel.get(db, session, 'room', last.entry.seq, last.hash)) as { id: number }
  for (const row of parts.rows) await FOUND.entry.run(db, room.id, ...columnsOf(row))
  for (const { channel, hash } of parts.sides) await FOUND.channel.run(db, session, channel, 0, hash)
  const { id, seat, agreePub, signPub } = parts.device
  await FOUND.seat.run(db, toBytes(id), session, seat, agreePub, signPub, created)
  for (const { seat: invited, claimHash, capsule, expires } of parts.invites)
    await FOUND.invite.run(db, session, invited, claimHash, capsule, toBytes(id), expires)
  return true
}
