import { mayComeLater, type RefusalCode } from '@haven/shared/refusal.ts'
import type { Noted, Seen, Stored } from './history.ts'

export type Findings = { lost: string[]; doubled: string[]; gaps: string[]; diverged: string[] }
export type Verdict = Findings & { acked: number }
/** `healedMs`: how long after healing the heads of the couple were equal. */
export type Told = Verdict & { healedMs: number }
type Of<What extends Noted['what']> = Extract<Noted, { what: What }>

/** What the histories of one talk and its final log say about each other. Each finding is a sentence. */
export const check = (seats: readonly Seen[]): Verdict => {
  const each = (find: (seen: Seen) => string[]) =>
    seats.flatMap(seen => find(seen).map(finding => `${seen.seat} ${finding}`))
  return {
    acked: seats.reduce((sum, seen) => sum + new Set(acksOf(seen).map(({ mid }) => mid)).size, 0),
    lost: each(seen => [...lostAcks(seen), ...lostActs(seen), ...lostKeystrokes(seen)]),
    doubled: [...each(seen => [...doubledMids(seen), ...doubledWords(seen)])],
    gaps: each(seen => [...gapsIn(seen.log), ...openingsOf(seen).flatMap(gapsIn)]),
    diverged: [...each(seen => [...strayed(seen), ...unknownActs(seen)]), ...foreignWords(seats), ...unequal(seats)],
  }
}

const lostAcks = (seen: Seen): string[] => {
  const { mids, at } = indexed(seen.log)
  return acksOf(seen)
    .filter(({ mid, seq }) => at.get(seq)?.mid !== mid)
    .map(({ mid, seq }) => `was told ${mid} is ${seq}; it is ${mids.get(mid) ?? 'not stored'}`)
}

/** Every act that was taken on ends: stored, given back, or sealed again under a mid that ends. */
const lostActs = ({ history, log, pending }: Seen): string[] => {
  const { mids, words } = indexed(log)
  const returned = new Set(noted(history, 'returned').map(({ mid }) => mid))
  const givenBack = new Set(noted(history, 'returned').map(one => one.words))
  const stale = new Set(noted(history, 'refused').flatMap(({ mid, code }) => (isStale(code) ? mid : [])))
  const isEnded = ({ mid, words: said }: Of<'acted'>) =>
    mids.has(mid) || returned.has(mid) || (said === undefined ? stale.has(mid) : words.has(said) || givenBack.has(said))
  return [
    ...pending.map(mid => `${mid} never ended`),
    ...noted(history, 'acted')
      .filter(acted => !isEnded(acted) && !pending.includes(acted.mid))
      .map(({ mid }) => `${mid} was taken on and is nowhere`),
  ]
}

const lostKeystrokes = ({ history }: Seen): string[] =>
  noted(history, 'reread')
    .filter(({ typed, found }) => typed !== found)
    .map(({ typed, found }) => `typed ${typed.length} letters and found ${found.length} after a reload`)

const doubledMids = ({ log }: Seen): string[] =>
  repeated(log.flatMap(({ mid }) => mid ?? [])).map(mid => `reads ${mid} more than once`)

/** Under whatever mid: said once is stored once, and what is stored was not given back. */
const doubledWords = ({ seat, history, log }: Seen): string[] => {
  const own = log.filter(({ by }) => by === seat)
  const back = new Set(noted(history, 'returned').map(({ mid }) => mid))
  return [
    ...repeated(own.flatMap(({ words }) => words ?? [])).map(words => `said twice: ${brief(words)}`),
    ...own.flatMap(({ mid }) =>
      mid && back.has(mid) ? `was given back ${mid}, which is stored: ${courseOf(history, mid)}` : [],
    ),
  ]
}

/** All that happened to an act, in order. */
const courseOf = (history: readonly Noted[], mid: string): string =>
  history
    .flatMap(one => ('mid' in one && one.mid === mid ? ('code' in one ? `${one.what} ${one.code}` : one.what) : []))
    .join(', ')

const gapsIn = (entries: readonly Stored[]): string[] =>
  entries.flatMap(({ seq }, index) => (seq === index + 1 ? [] : `has ${seq} where ${index + 1} belongs`))

/** What was shown is what is stored. */
const strayed = ({ history, log, head, logHead }: Seen): string[] => {
  const { at } = indexed(log)
  const isStray = ({ seq, by, mid, words }: Stored) => {
    const stored = at.get(seq)
    return stored?.by !== by || stored.mid !== mid || (words !== undefined && words !== stored.words)
  }
  return [
    ...noted(history, 'applied').flatMap(one => (isStray(one) ? `showed another entry ${one.seq}` : [])),
    ...noted(history, 'stopped').map(({ why }) => `stopped: ${why}`),
    ...(head === logHead ? [] : [`kept the head ${head}, the log has ${logHead}`]),
  ]
}

const unknownActs = ({ seat, history, log }: Seen): string[] => {
  const proposed = new Set(noted(history, 'proposed').map(({ mid }) => mid))
  const unknown = log.filter(({ by, mid }) => by === seat && !proposed.has(mid ?? ''))
  return unknown.map(({ seq }) => `never proposed what is stored as ${seq}`)
}

const foreignWords = (seats: readonly Seen[]): string[] => {
  const typed = new Map(
    seats.map(({ seat, history }) => [seat as string, new Set(noted(history, 'typed').map(({ words }) => words))]),
  )
  return seats.flatMap(({ seat, log }) =>
    log
      .filter(({ by, words }) => words !== undefined && !typed.get(by)?.has(words))
      .map(({ seq, by }) => `${seat} reads words in ${seq} that ${by} did not type`),
  )
}

const unequal = ([first, ...rest]: readonly Seen[]): string[] =>
  rest.flatMap(({ seat, log, logHead }) => [
    ...(logHead === first?.logHead ? [] : [`${seat} reads the head ${logHead}, ${first?.seat} ${first?.logHead}`]),
    ...(JSON.stringify(log) === JSON.stringify(first?.log) ? [] : [`${seat} reads another log than ${first?.seat}`]),
  ])

const noted = <What extends Noted['what']>(history: readonly Noted[], what: What): Of<What>[] =>
  history.filter((one): one is Of<What> => one.what === what)

const acksOf = ({ history }: Seen) => [...noted(history, 'echoed'), ...noted(history, 'already')]

/** Each opening shows the log from its beginning. */
const openingsOf = ({ history }: Seen): Stored[][] => {
  const openings: Stored[][] = [[]]
  for (const one of history) {
    if (one.what === 'opened') openings.push([])
    if (one.what === 'applied') openings.at(-1)!.push(one)
  }
  return openings
}

const indexed = (log: readonly Stored[]) => ({
  at: new Map(log.map(entry => [entry.seq, entry])),
  mids: new Map(log.flatMap(({ mid, seq }) => (mid === undefined ? [] : [[mid, seq] as const]))),
  words: new Set(log.map(({ words }) => words)),
})

const repeated = (all: readonly string[]): string[] => {
  const seen = new Set<string>()
  return all.filter(one => seen.size === seen.add(one).size)
}

const isStale = (code: RefusalCode) => !mayComeLater(code) && (code === 'stale-base' || code === 'old-epoch')
const brief = (words: string) => words.slice(0, 40)
