import { type Entry, isBySeat, type SeatEntry } from './acts.ts'
import { isAnywhere, type Snapshot, stepOf } from './replay.ts'
import { isLater, isPartner, isWork, type Seat, type Step } from './steps.ts'

/** Whose words stand on the page of a step: those said in `from`, all of them, the last one, or each person's last. */
const PAGES: Partial<Record<Step, { from: Step; keep: 'all' | 'last' | 'each' }>> = {
  'map.name': { from: 'map.name', keep: 'last' },
  'map.cycle': { from: 'map.cycle', keep: 'each' },
  'map.agree': { from: 'map.cycle', keep: 'each' },
  'hear.voice': { from: 'hear.voice', keep: 'all' },
  'hear.reflect': { from: 'hear.voice', keep: 'all' },
  'hear.check': { from: 'hear.reflect', keep: 'last' },
  'hear.deepen': { from: 'hear.deepen', keep: 'all' },
  'hear.reflect2': { from: 'hear.deepen', keep: 'all' },
  'hear.check2': { from: 'hear.reflect2', keep: 'last' },
  'own.landed': { from: 'own.say', keep: 'last' },
  'own.context': { from: 'own.context', keep: 'all' },
  'reach.answer': { from: 'reach.ask', keep: 'last' },
  'reach.receive': { from: 'reach.answer', keep: 'last' },
  'reach.land': { from: 'reach.land', keep: 'all' },
  'weave.story': { from: 'weave.story', keep: 'all' },
  'weave.care': { from: 'weave.care', keep: 'each' },
  'close.thanks': { from: 'close.thanks', keep: 'each' },
}

/** Steps in which two people choose, or write their half, without seeing the other's until both have. */
const HIDDEN: ReadonlySet<string> = new Set<Step>([
  'arrive.roles',
  'arrive.order',
  'map.cycle',
  'map.agree',
  'weave.next',
])

/** The log as one seat may see it: the partner's answer to an open question of both is left out. Courtesy, not secrecy. */
export const sightOf = (entries: readonly Entry[], snapshot: Snapshot, seat: Seat): readonly Entry[] => {
  const step = stepOf(snapshot)
  if (!HIDDEN.has(step) || isAnsweredByBoth(snapshot)) return entries
  const shared = lastBeyond(entries, step)
  return entries.filter(
    (entry, index) => index <= shared || !isBySeat(entry) || entry.by === seat || !isAnswer(entry, step),
  )
}

/** The words that stand on the page of this step for this seat, oldest first. */
export const lettersOf = (entries: readonly Entry[], snapshot: Snapshot, seat: Seat): SeatEntry[] => {
  const page = PAGES[stepOf(snapshot)]
  if (!page) return []
  const said = thisRound(sightOf(entries, snapshot, seat)).filter(
    (entry): entry is SeatEntry => isBySeat(entry) && entry.act.type === 'spoke' && entry.step === page.from,
  )
  if (page.keep === 'all') return said
  if (page.keep === 'last') return said.slice(-1)
  return said.filter((entry, index) => !said.slice(index + 1).some(later => later.by === entry.by))
}

/** The last partly or not yet with its missing line, until the injuring partner has spoken again (R24). */
export const missingOf = (entries: readonly Entry[], snapshot: Snapshot): SeatEntry | undefined => {
  const { injured } = snapshot.context
  for (const entry of thisRound(entries).toReversed()) {
    if (!isBySeat(entry)) continue
    if (entry.act.type === 'spoke' && isPartner(entry.by) && entry.by !== injured) return undefined
    if (entry.act.type === 'answered') return entry.act.choice === 'yes' ? undefined : entry
  }
  return undefined
}

export type Held = 'skipped' | 'two' | 'one' | 'agreed'
const LESSER_FIRST: readonly Held[] = ['skipped', 'two', 'one', 'agreed']

/** How the story, or the care, was closed in this round: of the two marks the lesser holds (R25). */
export const heldOf = (entries: readonly Entry[], step: 'weave.story' | 'weave.care'): Held | undefined => {
  const marks = new Map<string, string>()
  for (const { act, by, step: place } of thisRound(entries).filter(isBySeat)) {
    if (place !== step) continue
    if (act.type === 'spoke') marks.clear()
    if (act.type === 'skipped') marks.set(by, 'skipped')
    if (act.type === 'agreed') marks.set(by, act.choice ?? 'agreed')
  }
  return marks.size === 2 ? LESSER_FIRST.find(held => [...marks.values()].includes(held)) : undefined
}

const isAnswer = (entry: SeatEntry, step: Step) =>
  entry.step === step && (entry.act.type === 'chose' || entry.act.type === 'spoke')

const isAnsweredByBoth = ({ value, context }: Snapshot) =>
  value === 'map.cycle' ? context.said.length === 2 : context.marks.p1 !== undefined && context.marks.p2 !== undefined

/** The talk has been further on since these were given, so both have seen them; a day between does not count. */
const lastBeyond = (entries: readonly Entry[], step: Step) =>
  entries.findLastIndex(
    entry => isBySeat(entry) && isInStep(entry) && isWork(entry.step as Step) && isLater(entry.step as Step, step),
  )

/** An act of the step its header names. Acts that fit every place, and those of an overlay, say nothing about the step. */
export const isInStep = ({ act, step }: SeatEntry): boolean => !isAnywhere(act.type) && !step.startsWith('over.')

/** A second round begins where the therapist agreed to go on. */
export const thisRound = (entries: readonly Entry[]): readonly Entry[] =>
  entries.slice(
    1 + entries.findLastIndex(entry => isBySeat(entry) && entry.step === 'weave.next' && entry.act.type === 'agreed'),
  )

/** Where this stay in `step` begins: the index after the last act that was done in another step. */
const stayIn = (entries: readonly Entry[], step: Step): number =>
  1 +
  entries.findLastIndex(
    entry => isBySeat(entry) && entry.step !== step && (isInStep(entry) || entry.act.type === 'ended'),
  )

/** When the talk came to where it stands, in seconds since 1970: with the last act of another step. */
export const cameAt = (entries: readonly Entry[], step: Step): number =>
  (entries[stayIn(entries, step) - 1] ?? entries[0])?.at ?? 0

/** The therapist's words beside the prompt of this step since the talk came here. */
export const guidedIn = (entries: readonly Entry[], step: Step): SeatEntry[] =>
  entries
    .slice(stayIn(entries, step))
    .filter((entry): entry is SeatEntry => isBySeat(entry) && entry.act.type === 'guided')
