import type { Channel, Entry } from '@haven/shared/acts.ts'
import { isBySeat } from '@haven/shared/acts.ts'
import type { EventLog, Loaded, Outcome } from './event-log.ts'
import { isOpen, same, type Tables } from './memory-tables.ts'
import type { Draft, Row } from './records.ts'

export class MemoryLog implements EventLog {
  readonly #tables: Tables

  constructor(tables: Tables) {
    this.#tables = tables
  }

  async append(batch: readonly Draft[]): Promise<Outcome[]> {
    return batch.map(draft => this.#store(draft))
  }

  #store({ session: name, channel, rows, state, forgetAt, erase, claim }: Draft): Outcome {
    const session = this.#tables.sessions.get(name)
    const log = session?.channels.get(channel)
    if (!session || !log) return 'gone'
    if (rows[0]?.entry.seq !== log.rows.length + 1) return 'behind'
    if (claim) {
      const invite = session.invites.find(open => isOpen(open, claim.seat) && same(open.claimHash, claim.claimHash))
      if (!invite || session.devices.has(claim.device.id)) return 'taken'
      Object.assign(invite, { claimedAt: claim.at, claimedBy: claim.device.id })
      session.devices.set(claim.device.id, claim.device)
    }
    log.rows.push(...rows)
    for (const seq of erase) log.rows[seq - 1] = withoutBox(log.rows[seq - 1]!)
    Object.assign(session, { state, forgetAt })
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
      tail: log.rows.slice(-tail),
    }
  }

  async check() {}
  async tidy() {}
  close() {}
}

const withoutBox = (row: Row): Row => {
  if (!isBySeat(row.entry) || !row.boxHash) return row
  const boxHash = Buffer.from(row.boxHash).toString('base64url')
  const entry: Entry = { ...row.entry, box: null, boxHash }
  return { ...row, entry }
}
