import { type Gate, isPartner, otherOf, type Seat, type Step, type Target } from '../steps.ts'
import { choiceOf, type Context, type Event } from './context.ts'

/** Sees header and facts only, never words. */
export type Guard = (context: Context, event: Event) => boolean

export type Who = 'injured' | 'injuring' | 'partner' | 'therapist' | 'anyone'

const DAY = 24 * 60 * 60

export const isBy = (context: Context, seat: Seat, who: Who): boolean => {
  if (!isPartner(seat)) return context.therapist && (who === 'therapist' || who === 'anyone')
  if (who === 'injured') return seat === context.injured
  if (who === 'injuring') return context.injured !== null && seat !== context.injured
  return who !== 'therapist'
}

const otherMark = (context: Context, event: Event) =>
  isPartner(event.by) ? context.marks[otherOf(event.by)] : undefined

export const otherMarked: Guard = (context, event) => otherMark(context, event) !== undefined

export const allOthersMarked: Guard = (context, event) =>
  (['p1', 'p2', ...(context.therapist ? (['therapist'] as const) : [])] as const).every(
    seat => seat === event.by || context.marks[seat] !== undefined,
  )

export const kindsGiven: Guard = (context, event) => {
  if (event.type !== 'agreed' || !event.wording || !event.kinds) return false
  const given = event.kinds.split(' ')
  return ['use', 'keep', ...(context.therapist ? ['therapist'] : [])].every(kind => given.includes(kind))
}

export const resuming: Guard = context => context.resume !== null

/** Both answers to one question, the partner's first and then this one, whatever the order of seats. */
const pair = (context: Context, event: Event) => [otherMark(context, event), choiceOf(event)].sort().join('+')

const FIT: ReadonlySet<string> = new Set(['me+partner', 'me+unsure', 'partner+unsure'])
const BOTH: ReadonlySet<string> = new Set([
  'me+me',
  'partner+partner',
  'both+me',
  'both+partner',
  'both+both',
  'both+unsure',
])

export const rolesFit: Guard = (context, event) => FIT.has(pair(context, event))
export const rolesBoth: Guard = (context, event) => BOTH.has(pair(context, event))
export const rolesNobody: Guard = (context, event) => pair(context, event) === 'noHurt+noHurt'
export const orderFits: Guard = (context, event) => pair(context, event) === 'me+partner'
export const sameChoice: Guard = (context, event) => otherMark(context, event) === choiceOf(event)

export const bothNow: Guard = (context, event) =>
  event.by === 'therapist'
    ? context.marks.p1 === 'now' && context.marks.p2 === 'now'
    : otherMark(context, event) === 'now' && choiceOf(event) === 'now'

export const saidSome: Guard = context => context.said.length > 0
export const notDeepened: Guard = context => !context.deepened
export const bothSpoke: Guard = context => context.said.length === 2
export const notLastSpeaker: Guard = (context, event) => context.lastSpeaker !== event.by
export const spokenSinceStayed: Guard = (context, event) =>
  isPartner(event.by) && context.unmet.includes(otherOf(event.by))

export const thirdNotYes =
  (gate: Gate): Guard =>
  context =>
    context.counts[gate] === 2

export const gateGiven =
  (gate: Gate): Guard =>
  context =>
    context.gates[gate]

export const therapistSeated: Guard = context => context.therapist
export const firstRound: Guard = context => context.round === 1
export const pastConsent: Guard = context => context.consented
export const ownEntries: Guard = (_, event) => event.own === true

export const targetVisited: Guard = (context, event) => context.visited.includes(choiceOf(event) as Step)
export const targetIs =
  (target: Target): Guard =>
  (_, event) =>
    choiceOf(event) === target
export const proposed =
  (target: Target): Guard =>
  context =>
    context.aside?.proposal?.target === target

export const proposedByOther: Guard = ({ aside }, event) => Boolean(aside?.proposal) && aside?.proposal?.by !== event.by
export const proposedBySelf: Guard = ({ aside }, event) => aside?.proposal?.by === event.by
export const fromLimit: Guard = ({ aside }) => aside?.fromLimit === true
export const notFromLimit: Guard = ({ aside }) => aside?.fromLimit === false

export const resumeIs =
  (step: Step): Guard =>
  context =>
    context.resume === step

/** In over.pause the mark of the other is a return. */
export const otherBack: Guard = ({ pause }, event) =>
  isPartner(event.by) && pause !== null && pause.back.includes(otherOf(event.by))
export const longPause: Guard = ({ pause }, event) => pause !== null && event.at - pause.since > DAY
export const notHeld: Guard = context => !context.hold
export const notPaused: Guard = context => context.pause === null

/** Which overlay is on top: pause above hold above aside. */
export const onTop = (context: Context): 'over.pause' | 'over.hold' | 'over.stepBack' | undefined => {
  if (context.pause) return 'over.pause'
  if (context.hold) return 'over.hold'
  return context.aside ? 'over.stepBack' : undefined
}
