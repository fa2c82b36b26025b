import type { ClientBase } from 'pg'
import { type Blob, columnsOf, COLUMNS, textOf, toBytes } from './sqlite-rows.ts'
import type { Outcome } from './event-log.ts'
import { announce } from './postgres-notices.ts'
import { statement } from './postgres-pool.ts'
import type { Claim, Draft } from './records.ts'

/** A channel whose row this commit has locked; `head` moves with what is stored in it. */
export type Place = { id: number; session: number; head: number }
export type Placed = { place: Place; draft: Draft }

/** Locks the channels of a batch, always in the same order, so that two machines never wait for each other. */
export const placesOf = async (
  db: ClientBase,
  batch: readonly Draft[],
): Promise<(draft: Draft) => Place | undefined> => {
  const sessions = batch.map(({ session }) => toBytes(session))
  const channels = batch.map(({ channel }) => channel)
  const rows = (await LOCK.all(db, sessions, channels)) as (Place & { name: Blob; channel: string })[]
  const places = new Map(rows.map(({ name, channel, ...place }) => [`${textOf(name)} ${channel}`, place]))
  return ({ session, channel }) => places.get(`${session} ${channel}`)
}

/** What becomes of a draft in its place; a seat it takes is taken. P8, P21 */
export const outcomeOf = async (db: ClientBase, { rows, claim }: Draft, place: Place | undefined): Promise<Outcome> => {
  if (!place) return 'gone'
  if (rows[0]?.entry.seq !== place.head + 1) return 'behind'
  return !claim || (await isClaimed(db, place.session, claim)) ? 'stored' : 'taken'
}

const isClaimed = async (db: ClientBase, session: number, { seat, claimHash, device, at }: Claim): Promise<boolean> => {
  const { agreePub, signPub, since } = device
  return (await CLAIM.run(db, at, toBytes(device.id), session, seat, claimHash, agreePub, signPub, since)) > 0
}

/** Everything of one commit that has its place: entries, heads, snapshots, what is erased and who is let in no more. */
export const store = async (db: ClientBase, placed: readonly Placed[]): Promise<void> => {
  const rows = placed.flatMap(({ place, draft }) => draft.rows.map(row => [place.id, ...columnsOf(row)]))
  const heads = new Map(placed.map(({ place, draft }) => [place.id, draft.rows.at(-1)!]))
  const moved = [...heads].map(([id, { entry, hash }]) => [id, entry.seq, hash])
  const courses = new Map(placed.flatMap(({ place, draft }) => (draft.course ? [[place.session, draft.course]] : [])))
  const kept = [...courses].map(([id, { state, forgetAt }]) => [id, state ?? null, forgetAt])
  await STORE.run(db, ...columns(rows, 15), ...columns(moved, 3), ...columns(kept, 3))
  const erased = placed.flatMap(({ place, draft }) => draft.erase.map(seq => [place.id, seq]))
  if (erased.length > 0) await ERASE.run(db, ...columns(erased, 2))
  await announce(
    db,
    [...heads].map(([id, { entry }]) => [id, entry.seq]),
  )
  for (const { place, draft } of placed) await change(db, place, draft)
}

const change = async (db: ClientBase, { id, session }: Place, { unseat, rekeys = [] }: Draft): Promise<void> => {
  if (unseat) {
    const { seat, at, but, only } = unseat
    const [stays, goes] = [but, only].map(one => (one === undefined ? null : toBytes(one)))
    await UNSEAT.run(db, at, session, seat, stays, goes)
    await UNLINK.run(db, session, seat, goes)
    await UNWRAP.run(db, session)
  }
  for (const { epoch, wraps } of rekeys) {
    await EPOCH.run(db, epoch, id)
    const [to, boxes] = [wraps.map(wrap => toBytes(wrap.to)), wraps.map(({ box }) => box)]
    await WRAP.run(db, id, epoch, to, boxes)
  }
}

/** A list for each column, which travels as one value however many rows there are. */
const columns = (rows: readonly (readonly unknown[])[], width: number): unknown[][] =>
  Array.from({ length: width }, (_, at) => rows.map(row => row[at]))

const LOCK = statement(
  'lock',
  `select channels.id, channels.session, channels.head, sessions.name, channels.name as channel from channels
    join sessions on sessions.id = channels.session
    where (sessions.name, channels.name) in (select * from unnest($1::bytea[], $2::text[]))
    order by channels.id for update of channels`,
)
const CLAIM = statement(
  'claim',
  `with taken as (update invites set claimed_at = $1, claimed_by = $2
      where session = $3 and seat = $4 and claim_hash = $5 and claimed_at is null
      and not exists (select 1 from devices where session = $3 and id = $2) returning id)
    insert into devices(id, session, seat, agree_pub, sign_pub, since)
    select $2, $3, $4, $6, $7, $8 from taken limit 1`,
)
const STORE = statement(
  'store',
  `with added as (insert into entries(channel, ${COLUMNS}) select * from unnest(
      $1::bigint[], $2::int[], $3::bigint[], $4::text[], $5::bytea[], $6::bytea[], $7::int[], $8::text[], $9::text[],
      $10::text[], $11::int[], $12::bytea[], $13::bytea[], $14::bytea[], $15::bytea[])),
    moved as (update channels set head = to_.head, hash = to_.hash
      from unnest($16::bigint[], $17::int[], $18::bytea[]) as to_(id, head, hash) where channels.id = to_.id)
    update sessions set state = coalesce(to_.state, sessions.state), forget_at = to_.forget_at
      from unnest($19::bigint[], $20::text[], $21::bigint[]) as to_(id, state, forget_at) where sessions.id = to_.id`,
)
const ERASE = statement(
  'erase',
  `update entries set box = null from unnest($1::bigint[], $2::int[]) as gone(channel, seq)
    where entries.channel = gone.channel and entries.seq = gone.seq`,
)
const UNSEAT = statement(
  'unseat',
  `update devices set removed = $1 where session = $2 and seat = $3 and removed is null and id is distinct from $4
    and ($5::bytea is null or id = $5)`,
)
const UNLINK = statement(
  'unlink',
  `update invites set capsule = null, expires = 0 where session = $1 and claimed_at is null and
    (($3::bytea is null and seat = $2) or by_device in
      (select id from devices where session = $1 and seat = $2 and ($3::bytea is null or id = $3)))`,
)
const UNWRAP = statement(
  'unwrap',
  `delete from wraps where channel in (select id from channels where session = $1)
    and device in (select id from devices where session = $1 and removed is not null)`,
)
const EPOCH = statement('epoch', 'update channels set epoch = $1 where id = $2')
const WRAP = statement(
  'wrap',
  'insert into wraps(channel, epoch, device, box) select $1, $2, * from unnest($3::bytea[], $4::bytea[])',
)
