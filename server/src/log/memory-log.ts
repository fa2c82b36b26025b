import { type AnyEntry, type Channel, isBySeat, MOVES } from '@haven/shared/acts.ts'
import type { EventLog, Loaded, Outcome, Stand } from './event-log.ts'
import { isOpen, type Log, same, type Session, type Tables } from './memory-tables.ts'
import type { Claim, Device, Draft, Row } from './records.ts'

export class MemoryLog implements EventLog {
  readonly #tables: Tables

  constructor(tables: Tables) {
    this.#tables = tables
  }

  async append(batch: readonly Draft[]): Promise<Outcome[]> {
    return batch.map(draft => this.#store(draft))
  }

  #store({ session: name, channel, rows, erase, claim, ...more }: Draft): Outcome {
    const session = this.#tables.sessions.get(name)
    const log = session?.channels.get(channel)
    if (!session || !log) return 'gone'
    if (rows[0]?.entry.seq !== log.rows.length + 1) return 'behind'
    if (claim && !claimIn(session, claim)) return 'taken'
    log.rows.push(...rows)
    for (const seq of erase) log.rows[seq - 1] = withoutBox(log.rows[seq - 1]!)
    changeIn(session, log, more)
    return 'stored'
  }

  async read({ session, channel }: { session: string; channel: Channel }, after: number, limit: number) {
    const rows = this.#tables.sessions.get(session)?.channels.get(channel)?.rows ?? []
    return rows.slice(after, after + limit)
  }

  async load(name: string, channel: Channel, tail: number): Promise<Loaded | undefined> {
    const session = this.#tables.sessions.get(name)
    const log = session?.channels.get(channel)
    if (!session || !log) return undefined
    return {
      epoch: log.epoch,
      head: log.rows.length,
      state: session.state,
      script: session.script,
      index: log.rows.map(({ entry }) => ({ mid: isBySeat(entry) ? entry.mid : null, by: entry.by })),
      moves: (channel === 'room' ? log.rows : []).filter(({ entry }) => MOVES.some(type => type === entry.act.type)),
      tail: log.rows.slice(-tail),
    }
  }

  async stands(name: string): Promise<Stand[]> {
    const channels = [...(this.#tables.sessions.get(name)?.channels ?? [])]
    return channels.map(([channel, { genesis, rows }]) => ({
      channel,
      head: rows.length,
      hash: (rows.at(-1)?.hash ?? genesis)!,
    }))
  }

  async check() {}
  async tidy() {}
  close() {}
}

const claimIn = ({ invites, devices }: Session, { seat, claimHash, device, at }: Claim): boolean => {
  const invite = invites.find(open => isOpen(open, seat) && same(open.claimHash, claimHash))
  if (!invite || devices.has(device.id)) return false
  Object.assign(invite, { claimedAt: at, claimedBy: device.id })
  devices.set(device.id, device)
  return true
}

type Change = Pick<Draft, 'course' | 'unseat' | 'rekeys'>

const changeIn = (session: Session, log: Log, { course, unseat, rekeys = [] }: Change): void => {
  Object.assign(session, course)
  if (unseat) unseatIn(session, unseat)
  for (const { epoch, wraps } of rekeys) {
    log.epoch = epoch
    log.wraps.push(...wraps.map(wrap => ({ ...wrap, epoch })))
  }
}

const unseatIn = (
  { channels, devices, removed, invites }: Session,
  { seat, but, only }: NonNullable<Draft['unseat']>,
): void => {
  const isOut = ({ seat: of, id }: Device) => of === seat && id !== but && (only === undefined || id === only)
  for (const device of devices.values()) if (isOut(device)) removed.add(device.id)
  for (const log of channels.values()) log.wraps = log.wraps.filter(({ to }) => !removed.has(to))
  const isOver = (invite: Session['invites'][number]) =>
    (only === undefined && invite.seat === seat) || removed.has(invite.byDevice)
  for (const invite of invites)
    if (invite.claimedAt === null && isOver(invite)) Object.assign(invite, { capsule: null, expires: 0 })
}

const withoutBox = (row: Row): Row => {
  if (!isBySeat(row.entry) || !row.boxHash) return row
  const boxHash = Buffer.from(row.boxHash).toString('base64url')
  const entry: AnyEntry = { ...row.entry, box: null, boxHash }
  return { ...row, entry }
}
