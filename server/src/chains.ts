import type { Channel } from '@haven/shared/acts.ts'
import { SIDE_CHANNELS } from '@haven/shared/channels.ts'
import type { Store } from './log/store.ts'
import { follows, genesisOf } from './whole.ts'

/** What was followed, and how many channels do not hold. */
export type Followed = { sessions: number; channels: number; entries: number; broken: number }

const CHANNELS: readonly Channel[] = ['room', ...SIDE_CHANNELS]
const PAGE = 200

/** Follows every channel of every session from its first entry to its head. Nothing is changed; what cannot even be read
 *  is broken too. */
export const followAll = async ({ log, access }: Pick<Store, 'log' | 'access'>): Promise<Followed> => {
  const found: Followed = { sessions: 0, channels: 0, entries: 0, broken: 0 }
  for await (const session of sessionsIn(access)) {
    found.sessions += 1
    for (const channel of CHANNELS) {
      const loaded = await log.load(session, channel, 0)
      if (!loaded) continue
      found.channels += 1
      found.entries += loaded.head
      const isWhole = await holds(log, session, channel, loaded.head).catch(() => false)
      if (!isWhole) found.broken += 1
    }
  }
  return found
}

export async function* sessionsIn(access: Store['access']): AsyncGenerator<string> {
  for (let page = await access.sessions('', PAGE); page.length > 0; page = await access.sessions(page.at(-1)!, PAGE))
    yield* page
}

const holds = async (log: Store['log'], session: string, channel: Channel, head: number): Promise<boolean> => {
  let hash = genesisOf(session, channel)
  for (let seq = 0; seq < head;) {
    const rows = await log.read({ session, channel }, seq, PAGE)
    if (rows.length === 0) return false
    for (const row of rows) {
      seq += 1
      if (row.entry.seq !== seq || !follows(hash, row)) return false
      hash = row.hash
    }
  }
  return true
}
