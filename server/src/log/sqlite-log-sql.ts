import { MOVES } from '@haven/shared/acts.ts'
import type Database from 'libsql'
import type { Stand } from './event-log.ts'
import { listed, prepared } from './sqlite-files.ts'
import { blobs, COLUMNS, INDEX, numbers, PACKED } from './sqlite-rows.ts'

export const INSERT_ENTRY = `insert into entries(channel, ${COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
export const INSERT_DEVICE =
  'insert into devices(id, session, seat, agree_pub, sign_pub, since) values (?, ?, ?, ?, ?, ?)'

/** Every statement about what was said. */
export const prepare = (db: Database.Database) => ({ ...reading(db), ...writing(db) })

const reading = (db: Database.Database) => ({
  head: prepared(
    db,
    `select channels.id, channels.session, ${numbers('epoch', 'head', 'script')}, ${blobs('state')} from sessions
    join channels on channels.session = sessions.id where sessions.name = ? and channels.name = ?`,
  ),
  read: prepared(
    db,
    `select ${PACKED} from entries where channel = (select channels.id from sessions
    join channels on channels.session = sessions.id where sessions.name = ? and channels.name = ?)
    and seq > ? order by seq limit ?`,
    { isRaw: true },
  ),
  index: prepared(db, `select ${INDEX} from (select by, mid from entries where channel = ? order by seq)`, {
    isRaw: true,
  }),
  moves: prepared(
    db,
    `select ${PACKED} from entries where channel = ? and type in (${MOVES.map(() => '?').join()}) order by seq`,
    { isRaw: true },
  ),
  stands: listed<Stand>(
    db,
    { channel: 'text', head: 'number', hash: 'bytes' },
    'select name as channel, head, hash from channels where session = (select id from sessions where name = ?)',
  ),
  device: prepared(db, 'select 1 from devices where session = ? and id = ?'),
})

const writing = (db: Database.Database) => ({
  insert: prepared(db, INSERT_ENTRY),
  move: prepared(
    db,
    `update channels set head = ?, hash = ? where session = (select id from sessions where name = ?)
    and name = ? and head = ? returning id, session`,
    { isRaw: true },
  ),
  keep: prepared(db, 'update sessions set state = ifnull(?, state), forget_at = ? where id = ?'),
  erase: prepared(db, 'update entries set box = null where channel = ? and seq = ?'),
  claim: prepared(
    db,
    `update invites set claimed_at = ?, claimed_by = ?
    where session = ? and seat = ? and claim_hash = ? and claimed_at is null`,
  ),
  seat: prepared(db, INSERT_DEVICE),
  unseat: prepared(
    db,
    `update devices set removed = ?1 where session = ?2 and seat = ?3 and removed is null and id is not ?4
      and (?5 is null or id = ?5)`,
  ),
  unlink: prepared(
    db,
    `update invites set capsule = null, expires = 0 where session = ?1 and claimed_at is null and
      ((?3 is null and seat = ?2) or by_device in
        (select id from devices where session = ?1 and seat = ?2 and (?3 is null or id = ?3)))`,
  ),
  epoch: prepared(db, 'update channels set epoch = ? where id = ?'),
  wrap: prepared(db, 'insert into wraps(channel, epoch, device, box) values (?, ?, ?, ?)'),
  unwrap: prepared(
    db,
    `delete from wraps where channel in (select id from channels where session = ?1)
    and device in (select id from devices where session = ?1 and removed is not null)`,
  ),
  beat: prepared(db, 'update meta set beat = beat + 1'),
})
