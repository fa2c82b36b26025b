import { type Channel, MOVES } from '@haven/shared/acts.ts'
import type Database from 'libsql'
import type { EventLog, Loaded, Outcome, Stand } from './event-log.ts'
import type { Claim, Draft, Rekey, Row } from './records.ts'
import { inOneCommit } from './sqlite-files.ts'
import { prepare } from './sqlite-log-sql.ts'
import { type Blob, columnsOf, type Index, indexOf, type Packed, toBytes, unpacked, wordOf } from './sqlite-rows.ts'

type Head = { id: number; session: number; epoch: number; head: number; state: Blob; script: number }
type Place = Pick<Head, 'id' | 'session'>

/** Rowids keep all rooms on one page of the file, so that a commit for many rooms stays one write; the place in a
 *  channel is unique, and with the write lock taken first nobody passes the check and then loses the race. P21–P24 */
export class SqliteLog implements EventLog {
  readonly #db: Database.Database
  readonly #sql: ReturnType<typeof prepare>

  constructor(db: Database.Database) {
    this.#db = db
    this.#sql = prepare(db)
  }

  async append(batch: readonly Draft[]): Promise<Outcome[]> {
    return inOneCommit(this.#db, () => batch.map(draft => this.#store(draft)))
  }

  /** The head moves for whoever knows where it stood, and for nobody else; all that follows rests on that. P21 */
  #store(draft: Draft): Outcome {
    const { session, channel, rows, course, erase, claim, ...more } = draft
    const name = toBytes(session)
    const [first, last] = [rows[0], rows.at(-1)]
    if (!first || !last) return this.#missed(name, channel)
    const before = first.entry.seq - 1
    if (claim && this.#isTaken({ name, channel, before }, claim)) return 'taken'
    const moved = this.#sql.move.get(last.entry.seq, last.hash, name, channel, before) as [number, number] | undefined
    if (!moved) return this.#missed(name, channel)
    const there: Place = { id: moved[0], session: moved[1] }
    for (const row of rows) this.#sql.insert.put(there.id, ...columnsOf(row))
    for (const seq of erase) this.#sql.erase.run(there.id, seq)
    if (course) this.#sql.keep.put(course.state ?? null, course.forgetAt, there.session)
    this.#change(there, more)
    return 'stored'
  }

  #missed(name: Uint8Array, channel: Channel): Outcome {
    return this.#sql.head.get(name, channel) ? 'behind' : 'gone'
  }

  /** Takes the seat, unless somebody has it already or the place of its entry is taken. */
  #isTaken({ name, channel, before }: { name: Uint8Array; channel: Channel; before: number }, claim: Claim): boolean {
    const there = this.#sql.head.get(name, channel) as Head | undefined
    return there?.head === before && !this.#claim(there.session, claim)
  }

  #claim(session: number, { seat, claimHash, device, at }: Claim): boolean {
    const id = toBytes(device.id)
    if (this.#sql.device.get(session, id)) return false
    if (this.#sql.claim.run(at, id, session, seat, claimHash).changes === 0) return false
    this.#sql.seat.run(id, session, seat, device.agreePub, device.signPub, device.since)
    return true
  }

  #unseat(session: number, { seat, at, but, only }: NonNullable<Draft['unseat']>): void {
    const [stays, goes] = [but, only].map(id => (id === undefined ? null : toBytes(id)))
    this.#sql.unseat.run(at, session, seat, stays, goes)
    this.#sql.unlink.run(session, seat, goes)
    this.#sql.unwrap.run(session)
  }

  #change({ id, session }: Place, { unseat, rekeys = [] }: Pick<Draft, 'unseat' | 'rekeys'>): void {
    if (unseat) this.#unseat(session, unseat)
    for (const rekey of rekeys) this.#rekey(id, rekey)
  }

  #rekey(channel: number, { epoch, wraps }: Rekey): void {
    this.#sql.epoch.run(epoch, channel)
    for (const { to, box } of wraps) this.#sql.wrap.run(channel, epoch, toBytes(to), box)
  }

  async read(
    { session, channel }: { session: string; channel: Channel },
    after: number,
    limit: number,
  ): Promise<Row[]> {
    return (this.#sql.read.all(toBytes(session), channel, after, limit) as Packed[]).map(unpacked)
  }

  async load(session: string, channel: Channel, tail: number): Promise<Loaded | undefined> {
    const there = this.#sql.head.get(toBytes(session), channel) as Head | undefined
    if (!there) return undefined
    const { epoch, head, state, script } = there
    if (head === 0) return { epoch, head, state: null, script, index: [], moves: [], tail: [] }
    const moves = channel === 'room' ? (this.#sql.moves.all(there.id, ...MOVES) as Packed[]) : []
    return {
      epoch,
      head,
      state: kept(state),
      script,
      index: indexOf(this.#sql.index.get(there.id) as Index),
      moves: moves.map(unpacked),
      tail: await this.read({ session, channel }, Math.max(0, head - tail), tail),
    }
  }

  async stands(session: string): Promise<Stand[]> {
    return this.#sql.stands(toBytes(session))
  }

  async check(): Promise<void> {
    this.#sql.beat.run()
  }

  async tidy(): Promise<void> {
    this.#db.pragma('wal_checkpoint(TRUNCATE)')
  }

  close(): void {
    this.#db.close()
  }
}

/** A cache: one that cannot be read is not there. */
const kept = (state: Blob): string | null => {
  try {
    return wordOf(state)
  } catch {
    return null
  }
}
