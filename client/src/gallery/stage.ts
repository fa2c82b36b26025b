import { isBySeat, type Opened } from '@haven/shared/acts.ts'
import { stepOf } from '@haven/shared/replay.ts'
import type { Partner, Step } from '@haven/shared/steps.ts'
import { couple, did, later, openRoom, type Room as Log, tryAct } from '@haven/shared/testing/room.ts'
import type { Draft, Scene, Session, Told, Words } from '../session/scene.ts'
import { type Done, TOLD } from './told.en.ts'

/** A moment of the made-up talk: its log, and what was said in it by seq. */
export type Moment = { log: Log; said: ReadonlyMap<number, Words> }

const NAMES = { p1: 'Noor', p2: 'Elias' } as const

/** The talk after each act, from its very beginning. */
export const momentsOf = (done: readonly Done[] = TOLD, opened: Opened = couple): Moment[] => {
  const moments: Moment[] = [{ log: openRoom(opened), said: new Map() }]
  for (const [by, act, words] of done) {
    const { log, said } = moments.at(-1)!
    const next = did(log, by, act)
    moments.push({ log: next, said: words ? new Map(said).set(next.entries.length, words) : said })
  }
  return moments
}

/** All moments that stand in a step, in order. */
export const momentsAt = (step: Step, moments: readonly Moment[] = momentsOf()): Moment[] =>
  moments.filter(({ log }) => stepOf(log.snapshot) === step)

/** A talk without a server: what one seat does is there at once, for both. `drafts` is a device's own. */
export const stage = ({ log, said }: Moment): Record<Partner, Session> => {
  let [now, words] = [log, said]
  const listeners = new Set<() => void>()
  const act =
    (seat: Partner): Session['act'] =>
    async (one, form) => {
      const next = tryAct(later(now, 60), seat, one)
      if (!next) throw new Error(`${seat} ${one.type} is refused in ${stepOf(now.snapshot)}`)
      now = next
      if (form) words = new Map(words).set(next.entries.length, form)
      for (const listener of listeners) listener()
      return `mid${next.entries.length}`
    }
  const sessionOf = (seat: Partner): Session => {
    let shown: Scene | undefined
    let of: Log | undefined
    return {
      get: () => {
        if (of === now && shown) return shown
        of = now
        return (shown = sceneOf({ log: now, said: words }, seat))
      },
      subscribe: listener => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
      act: act(seat),
      settled: async () => 'stored',
      draft: inMemory(),
      ...QUIET,
    }
  }
  return { p1: sessionOf('p1'), p2: sessionOf('p2') }
}

const QUIET = {
  dismissReturned: () => {},
  dismissAll: async () => {},
  renewInvite: async () => '',
  forget: () => {},
  proposeNext: async () => {},
  close: () => {},
  leave: () => {},
}

const sceneOf = ({ log, said }: Moment, seat: Partner): Scene => ({
  phase: 'open',
  seat,
  session: 'AAAAAAAAAAAAAAAAAAAAAA',
  snapshot: log.snapshot,
  opened: log.entries[0]!.act as Opened,
  told: toldOf({ log, said }),
  pending: [],
  present: ['p1', 'p2'],
  line: 'up',
  names: { own: NAMES[seat], partner: NAMES[seat === 'p1' ? 'p2' : 'p1'] },
  away: 0,
  forgetting: [],
})

const toldOf = ({ log, said }: Moment): Told[] => {
  const gone = new Set(log.entries.flatMap(({ act }) => (act.type === 'erased' ? act.seqs : [])))
  return log.entries.map(entry => {
    const words = said.get(entry.seq)
    if (gone.has(entry.seq) && isBySeat(entry)) return { entry, state: 'erased' }
    return words ? { entry, words, state: 'open' } : { entry, state: 'open' }
  })
}

const inMemory = (): Draft => {
  const kept = new Map<string, string>()
  return {
    read: async key => kept.get(key),
    write: async (key, value) => void (value === undefined ? kept.delete(key) : kept.set(key, value)),
    clear: async () => kept.clear(),
  }
}
