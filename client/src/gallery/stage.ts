import { type Act, isBySeat, type Opened, type SideAct, type SideEntry } from '@haven/shared/acts.ts'
import { isSide, mayUse, SIDE_CHANNELS, type SideChannel } from '@haven/shared/channels.ts'
import { stepOf } from '@haven/shared/replay.ts'
import { isPartner, otherOf, type Partner, type Seat, type Step } from '@haven/shared/steps.ts'
import { couple, did, entryOf, idOf, later, openRoom, type Room as Log, tryAct } from '@haven/shared/testing/room.ts'
import type { Draft, Names, Practice, Scene, Session, SideWords, Told, WhisperPolicy, Words } from '../session/scene.ts'
import { type Done, TOLD } from './told.en.ts'

/** A moment of the made-up talk: its log, and what was said in it by seq. */
export type Moment = { log: Log; said: ReadonlyMap<number, Words> }

/** What is told to a device beside the log; of a practice, p1's part. */
export type Staging = {
  policy?: WhisperPolicy
  practice?: Practice
  present?: readonly Seat[]
  endorsed?: readonly Partner[]
}

const NAMES = { p1: 'Noor', p2: 'Elias', therapist: 'Mara' } as const

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

type Threads = Partial<Record<SideChannel, readonly Told<SideEntry>[]>>
type Now = Moment & { threads: Threads; staging: Staging }

/** A talk without a server: what one seat does is there at once, for all. `drafts` is a device's own. */
export const stage = (moment: Moment, staging: Staging = {}): Record<Seat, Session> => {
  let now: Now = { ...moment, threads: {}, staging }
  const listeners = new Set<() => void>()
  const move = (next: Now) => {
    now = next
    for (const listener of listeners) listener()
  }
  const inRoom = (seat: Seat, act: Act, form: Words | undefined) => {
    const log = tryAct(later(now.log, 60), seat, act)
    if (!log) throw new Error(`${seat} ${act.type} is refused in ${stepOf(now.log.snapshot)}`)
    const { length } = log.entries
    move({ ...now, log, said: form ? new Map(now.said).set(length, form) : now.said })
    return `mid${length}`
  }
  const act = (seat: Seat) =>
    (async (one: Act | SideAct, form: Words | SideWords | undefined, channel = 'room' as SideChannel | 'room') => {
      if (!isSide(channel)) return inRoom(seat, one as Act, form as Words | undefined)
      if (!mayUse(seat, channel)) throw new Error(`${seat} has no ${channel}`)
      move({
        ...now,
        threads: { ...now.threads, [channel]: besideOf(now, seat, { act: one as SideAct, form, channel }) },
      })
      return `mid${channel}${now.threads[channel]!.length}`
    }) as Session['act']
  const sessionOf = (seat: Seat): Session => {
    let shown: Scene | undefined
    let of: Now | undefined
    return {
      get: () => {
        if (of === now && shown) return shown
        of = now
        return (shown = sceneOf(now, seat))
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
  return { p1: sessionOf('p1'), p2: sessionOf('p2'), therapist: sessionOf('therapist') }
}

const QUIET = {
  dismissReturned: () => {},
  dismissSideReturned: () => {},
  dismissAll: async () => {},
  renewInvite: async () => '',
  readmit: async () => '',
  disclose: () => Promise.reject(new Error('nothing is sealed here')),
  common: async () => [],
  forget: () => {},
  attend: () => {},
  proposeNext: async () => {},
  close: () => {},
  leave: () => {},
}

type Beside = { act: SideAct; form: SideWords | undefined; channel: SideChannel }

const besideOf = ({ log, threads }: Now, by: Seat, { act, form, channel }: Beside): Told<SideEntry>[] => {
  const thread = threads[channel] ?? []
  const { step: _, ...stamp } = entryOf(log, by, { type: 'readied' })
  const gone = act.type === 'erased' ? act.seqs : []
  const told = thread.map(one => (gone.includes(one.entry.seq) ? { entry: one.entry, state: 'erased' as const } : one))
  const entry: SideEntry = { ...stamp, seq: thread.length + 1, step: '', act }
  return [...told, form ? { entry, words: form, state: 'open' } : { entry, state: 'open' }]
}

const sceneOf = ({ log, said, threads, staging }: Now, seat: Seat): Scene => {
  const opened = log.entries[0]!.act as Opened
  const { policy, practice, present = opened.therapist ? ALL : TWO, endorsed = TWO } = staging
  return {
    phase: 'open',
    seat,
    session: 'AAAAAAAAAAAAAAAAAAAAAA',
    device: idOf(seat),
    mode: opened.mode,
    shut: [],
    ...(policy && { policy }),
    ...(practice && { practice: playedBy(seat, practice) }),
    snapshot: log.snapshot,
    opened,
    told: toldOf({ log, said }),
    threads: Object.fromEntries(
      SIDE_CHANNELS.filter(one => mayUse(seat, one) && threads[one]).map(one => [one, threads[one]]),
    ),
    pending: [],
    sidePending: [],
    sideReturned: {},
    mayWhisper: mayWhisper(seat, policy, log.snapshot.context.therapist, endorsed),
    endorsed: opened.therapist ? endorsed : [],
    present,
    line: 'up',
    names: namesFor(seat, opened.therapist),
    away: 0,
    invites: {},
    forgetting: { seats: [], due: null },
  }
}
const TWO = ['p1', 'p2'] as const
const ALL = [...TWO, 'therapist'] as const

const mayWhisper = (seat: Seat, policy: WhisperPolicy | undefined, seated: boolean, endorsed: readonly Partner[]) =>
  policy !== undefined && policy !== 'none' && seated && (!isPartner(seat) || endorsed.includes(seat))

const playedBy = (seat: Seat, { card, p1 = 'injured' }: Practice): Practice => {
  if (!isPartner(seat)) return { card, p1 }
  return { card, plays: seat === 'p1' ? p1 : p1 === 'injured' ? 'injuring' : 'injured' }
}

const namesFor = (seat: Seat, therapist: boolean): Names =>
  isPartner(seat)
    ? { own: NAMES[seat], partner: NAMES[otherOf(seat)], ...(therapist && { therapist: NAMES.therapist }) }
    : { own: NAMES.therapist, p1: NAMES.p1, p2: NAMES.p2 }

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
    all: async () => Object.fromEntries(kept),
    write: async (key, value) => void (value === undefined ? kept.delete(key) : kept.set(key, value)),
    clear: async () => kept.clear(),
  }
}
