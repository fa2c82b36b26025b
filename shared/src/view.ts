import { type Act, type ActType, type Entry, isBySeat, type SeatEntry } from './acts.ts'
import { guidedIn, isInStep, lettersOf, missingOf, thisRound } from './letters.ts'
import { apply, placeOf, type Snapshot, stepOf } from './replay.ts'
import {
  CHAPTERS,
  type Chapter,
  chapterOf,
  floorOf,
  GATES,
  isPartner,
  isWork,
  type Overlay,
  type Partner,
  type Role,
  type Seat,
  type Step,
  type Target,
  TARGETS,
} from './steps.ts'

/** What a press may do now: the act's type, with the choices the machine would take, or none where it has no choice. */
export type Presses = ReadonlyMap<ActType, readonly string[]>

/** A word on how things stand between two marks; the screen has the words for it. */
export type Standing = 'chosen' | 'rolesDiffer' | 'orderSame' | 'aimDiffers' | 'nextTherapist' | 'returning'

export type View = {
  readonly step: Step
  readonly overlay: Overlay | undefined
  readonly chapter: Chapter | undefined
  /** Chapters that took more than one round: depth, not failure. */
  readonly deep: readonly Chapter[]
  readonly role: Role | undefined
  readonly presses: Presses
  /** Somebody waits for this seat to speak, answer or choose. */
  readonly myTurn: boolean
  /** The partner alone has the floor. */
  readonly theirTurn: boolean
  readonly standing: Standing | undefined
  readonly letters: readonly SeatEntry[]
  readonly missing: SeatEntry | undefined
  /** My last words were met with "I am here". */
  readonly met: boolean
  readonly proposal: { readonly mine: boolean; readonly target: Target } | undefined
  readonly fromLimit: boolean
  /** Seconds since 1970 when the pause is to end, and whether this seat is back already. */
  readonly pause: { readonly until: number; readonly iAmBack: boolean } | undefined
  readonly parked: readonly SeatEntry[]
  /** What the therapist has put beside the prompt of this step, oldest first; it goes with the step. */
  readonly guided: readonly SeatEntry[]
  /** A therapist has a seat in this room, whether they are there now or not. */
  readonly therapist: boolean
}

export const parkedIn = (entries: readonly Entry[]): SeatEntry[] =>
  entries.filter((entry): entry is SeatEntry => isBySeat(entry) && entry.act.type === 'parked')

/** What one seat may see and do now. Screens read this and decide nothing themselves (R32, C13). */
export const viewOf = (snapshot: Snapshot, entries: readonly Entry[], seat: Partner): View => {
  const step = stepOf(snapshot)
  const role = roleOf(snapshot, seat)
  const standing = standingOf(snapshot, entries, seat)
  return {
    step,
    chapter: chapterOf(step),
    deep: deepOf(entries),
    role,
    presses: pressesOf(snapshot, seat),
    ...turnOf(snapshot, role, mayWait(snapshot, seat) || WAITING.has(standing)),
    standing,
    letters: lettersOf(entries, snapshot, seat),
    missing: role === 'injuring' && MISSING_SHOWN.has(step) ? missingOf(entries, snapshot) : undefined,
    met: isMet(snapshot, seat),
    ...overlaysOf(snapshot, seat),
    pause: pauseOf(snapshot, entries, seat),
    parked: parkedIn(entries),
    guided: guidedIn(entries, step),
    therapist: snapshot.context.therapist,
  }
}

const WAITING: ReadonlySet<Standing | undefined> = new Set(['chosen', 'returning', 'nextTherapist'])

const turnOf = (snapshot: Snapshot, role: Role | undefined, waits: boolean) => {
  const step = stepOf(snapshot)
  const floor = floorOf(step)
  const open = placeOf(snapshot) === step
  return {
    myTurn: open && !waits && (floor === 'both' || floor === role),
    theirTurn: open && floor !== 'both' && floor !== 'nobody' && floor !== role,
  }
}

/** One's own half is there and the partner's is not: nothing is asked of this seat, though it may still be changed. */
export const mayWait = (snapshot: Snapshot, seat: Partner) => {
  const { said } = snapshot.context
  return HALVES.has(stepOf(snapshot)) && said.includes(seat) && said.length === 1
}
const HALVES: ReadonlySet<Step> = new Set<Step>(['map.cycle', 'weave.care'])

const isMet = (snapshot: Snapshot, seat: Partner) => {
  const { said, unmet } = snapshot.context
  return isWork(stepOf(snapshot)) && said.includes(seat) && !unmet.includes(seat)
}

const overlaysOf = (snapshot: Snapshot, seat: Partner) => {
  const { aside } = snapshot.context
  const place = placeOf(snapshot)
  return {
    overlay: place === stepOf(snapshot) ? undefined : (place as Overlay),
    proposal: aside?.proposal ? { mine: aside.proposal.by === seat, target: aside.proposal.target } : undefined,
    fromLimit: aside?.fromLimit ?? false,
  }
}

/** The minutes count from when they were chosen last; the day a pause may last counts from its beginning. R28 */
const pauseOf = (snapshot: Snapshot, entries: readonly Entry[], seat: Partner): View['pause'] => {
  const { pause } = snapshot.context
  return pause ? { until: untilOf(pause, entries), iAmBack: pause.back.includes(seat) } : undefined
}

export const untilOf = (
  { since, minutes }: NonNullable<Snapshot['context']['pause']>,
  entries: readonly Entry[],
): number => (entries.findLast(({ act }) => act.type === 'paused')?.at ?? since) + minutes * 60

export const roleOf = ({ context }: Snapshot, seat: Seat): Role | undefined => {
  if (!context.injured || !isPartner(seat)) return undefined
  return seat === context.injured ? 'injured' : 'injuring'
}

/** Where the missing line of the last answer belongs: before the injuring partner tries again. */
const MISSING_SHOWN: ReadonlySet<Step> = new Set<Step>([
  'hear.reflect',
  'hear.reflect2',
  'own.say',
  'reach.answer',
  'reach.land',
])

const asked = new WeakMap<Snapshot, Map<Seat, Presses>>()

/** Asks the machine itself, so that a button and a refusal can never disagree. Asked once for each snapshot. */
export const pressesOf = (snapshot: Snapshot, seat: Seat): Presses => {
  const known = asked.get(snapshot) ?? new Map<Seat, Presses>()
  const presses = known.get(seat) ?? askMachine(snapshot, seat)
  asked.set(snapshot, known.set(seat, presses))
  return presses
}

const askMachine = (snapshot: Snapshot, seat: Seat): Presses => {
  const at = snapshot.context.pause?.since ?? 0
  const presses = new Map<ActType, string[]>()
  for (const act of CANDIDATES) {
    if (!apply(snapshot, { ...act, by: seat, at, own: true })) continue
    const choices = presses.get(act.type) ?? []
    if ('choice' in act && act.choice !== undefined) choices.push(act.choice)
    if ('kind' in act) choices.push(act.kind)
    presses.set(act.type, choices)
  }
  return presses
}

const CHOICES = {
  chose: [
    'me partner both unsure noHurt',
    'heard near words',
    'more stop now notNow notReady notToday smaller stay',
    'later none keep eraseMine',
  ].flatMap(some => some.split(' ')),
  answered: ['yes', 'partly', 'notYet'],
  tookBack: GATES,
  askedBack: TARGETS,
} as const

const KINDS = ['review', 'export', 'shareMeasures', 'shareForTraining']

/** Every act a person could try, once each. */
export const CANDIDATES: readonly Act[] = [
  ...(['readied', 'stayed', 'finished', 'skipped', 'parked', 'returned', 'setDown', 'ended'] as const).map(
    (type): Act => ({ type }),
  ),
  ...(['held', 'released', 'guided'] as const).map((type): Act => ({ type })),
  { type: 'agreed' },
  { type: 'agreed', choice: 'one' },
  { type: 'agreed', choice: 'two' },
  { type: 'agreed', wording: '-', kinds: 'use keep therapist' },
  { type: 'spoke', aloud: false },
  { type: 'paused', minutes: 20 },
  ...Object.entries(CHOICES).flatMap(([type, choices]) => choices.map(choice => ({ type, choice }) as Act)),
  ...KINDS.flatMap((kind): Act[] => [
    { type: 'allowed', kind },
    { type: 'withdrew', kind },
  ]),
  { type: 'withdrew', kind: 'therapist' },
  { type: 'reviewed' },
  { type: 'remarked' },
  { type: 'retained', days: 30 },
  { type: 'erased', seqs: [1] },
]

const standingOf = (snapshot: Snapshot, entries: readonly Entry[], seat: Partner): Standing | undefined => {
  const { marks, pause, aside } = snapshot.context
  const step = stepOf(snapshot)
  if (pause) return pause.back.includes(seat) ? 'returning' : undefined
  if (aside) return undefined
  const marked = Object.keys(marks).filter(isPartner).length
  if (marks[seat]) return (marked === 2 ? BOTH_MARKED : ONE_MARKED)[step] ?? 'chosen'
  return marked === 0 ? cleared(entries, step) : undefined
}

const ONE_MARKED: Partial<Record<Step, Standing>> = { between: 'returning' }

/** Where two marks stand side by side and yet the step stays; in arrive.consent the therapist's is still to come. */
const BOTH_MARKED: Partial<Record<Step, Standing>> = { 'map.agree': 'aimDiffers', 'weave.next': 'nextTherapist' }

/** Two answers that did not fit have cleared each other: both choose again. */
const cleared = (entries: readonly Entry[], step: Step): Standing | undefined => {
  const last = entries.findLast(entry => isBySeat(entry) && isInStep(entry))
  if (!last || !isBySeat(last) || last.step !== step || last.act.type !== 'chose') return undefined
  return CLEARED[step]
}
const CLEARED: Partial<Record<Step, Standing>> = { 'arrive.roles': 'rolesDiffer', 'arrive.order': 'orderSame' }

/** Chapters that took more than one round. A gate that sent its chapter back, or a wish to say more, led it into another round. */
export const deepOf = (entries: readonly Entry[]): Chapter[] => {
  const deep = new Set(
    thisRound(entries)
      .filter(isBySeat)
      .flatMap(entry => (leadsBack(entry) ? [chapterOf(entry.step as Step)] : [])),
  )
  return CHAPTERS.filter(chapter => deep.has(chapter))
}

const leadsBack = ({ act, step }: SeatEntry) => {
  if (act.type === 'chose') return act.choice === 'more'
  return act.type === 'answered' && act.choice !== 'yes' && !(step === 'reach.receive' && act.choice === 'partly')
}
