import {
  checkOf,
  type Gate,
  GATES,
  isLater,
  isPartner,
  isWork,
  otherOf,
  type Partner,
  type Step,
  type Target,
} from '../steps.ts'
import { choiceOf, type Context, type Event, noCounts, noGates } from './context.ts'

/** What an act changes beside the step. Pure; names only what is new. */
export type Effect = (context: Context, event: Event) => Partial<Context>

/** Entering clears marks; entering work also clears what was said there, and notes the step as visited. */
export const entering = (step: Step, context: Context): Partial<Context> =>
  isWork(step)
    ? {
        marks: {},
        said: [],
        lastSpeaker: null,
        unmet: [],
        visited: context.visited.includes(step) ? context.visited : [...context.visited, step],
      }
    : { marks: {} }

export const mark: Effect = (context, event) => ({
  marks: { ...context.marks, [event.by]: choiceOf(event) ?? event.type },
})

/** A second mark that fits no row: both choose again. */
export const markOrClear: Effect = (context, event) =>
  isPartner(event.by) && context.marks[otherOf(event.by)] !== undefined ? { marks: {} } : mark(context, event)

export const speak: Effect = (context, event) => {
  if (!isPartner(event.by)) return {}
  return {
    said: withSeat(context.said, event.by),
    lastSpeaker: event.by,
    unmet: withSeat(context.unmet, event.by),
  }
}
export const speakAnew: Effect = (context, event) => ({ ...speak(context, event), marks: {} })
export const speakDeep: Effect = (context, event) => ({ ...speak(context, event), deepened: true })

export const stay: Effect = (context, event) =>
  isPartner(event.by) ? { unmet: context.unmet.filter(seat => seat === event.by) } : {}

export const consent: Effect = () => ({ consented: true })

/** The one who chose me, or whom the other named. Called only where the two choices fit. */
export const castRoles: Effect = (context, event) => {
  if (!isPartner(event.by)) return {}
  const [mine, theirs] = [choiceOf(event), context.marks[otherOf(event.by)]]
  return { injured: mine === 'me' || theirs === 'partner' ? event.by : otherOf(event.by) }
}

export const swapRoles: Effect = ({ injured }) => ({
  injured: injured && otherOf(injured),
  round: 2,
  gates: noGates,
  counts: noCounts,
  visited: [],
  deepened: false,
})

export const pass =
  (gate: Gate): Effect =>
  context => ({
    gates: { ...context.gates, [gate]: true },
    counts: { ...context.counts, [gate]: 0 },
    ...(gate === 'heard' ? { deepened: false } : {}),
  })

export const miss =
  (gate: Gate): Effect =>
  context => ({
    gates: { ...context.gates, [gate]: false },
    counts: { ...context.counts, [gate]: context.counts[gate] + 1 },
  })

/** The third not-yes: an aside without a proposal, and the count starts again. */
export const limit =
  (gate: Gate): Effect =>
  context => ({
    gates: { ...context.gates, [gate]: false },
    counts: { ...context.counts, [gate]: 0 },
    aside: { fromLimit: true, proposal: null },
  })

/** Clears every gate asked at or after `step`, with its count. */
export const reopenFrom =
  (step: Step): Effect =>
  context => {
    const kept = GATES.filter(gate => isLater(step, checkOf(gate)))
    const only = <Value>(values: Readonly<Record<Gate, Value>>) =>
      Object.fromEntries(kept.map(gate => [gate, values[gate]]))
    return {
      gates: { ...noGates, ...only(context.gates) },
      counts: { ...noCounts, ...only(context.counts) },
    }
  }

export const allOff: Effect = () => ({ pause: null, hold: false, aside: null })
export const stepped: Effect = () => ({ hold: false, aside: null })
export const keepStep =
  (step: Step): Effect =>
  () => ({ resume: step })
export const resumed: Effect = () => ({ resume: null, marks: {} })

export const pause: Effect = (context, event) =>
  event.type === 'paused'
    ? { pause: { since: context.pause?.since ?? event.at, minutes: event.minutes, back: [] } }
    : {}
export const comeBack: Effect = ({ pause: rest }, event) =>
  rest && isPartner(event.by) ? { pause: { ...rest, back: withSeat(rest.back, event.by) } } : {}
export const pauseOver: Effect = () => ({ pause: null })

export const hold: Effect = () => ({ hold: true })
export const holdOver: Effect = () => ({ hold: false })

/** Nobody waits for one who is not there any more: where both partners have marked, both mark again. */
export const therapistLeaves: Effect = ({ marks: { p1, p2 } }) => ({
  therapist: false,
  hold: false,
  marks: p1 !== undefined && p2 !== undefined ? {} : { ...(p1 && { p1 }), ...(p2 && { p2 }) },
})

/** Holds from when both partners wish for the same. */
export const retain: Effect = ({ wishes }, event) => {
  if (event.type !== 'retained' || !isPartner(event.by)) return {}
  const isAgreed = wishes[otherOf(event.by)] === event.days
  return isAgreed ? { keepDays: event.days, wishes: {} } : { wishes: { ...wishes, [event.by]: event.days } }
}

export const propose: Effect = (context, event) =>
  isPartner(event.by)
    ? {
        aside: {
          fromLimit: context.aside?.fromLimit ?? false,
          proposal: { by: event.by, target: choiceOf(event) as Target },
        },
      }
    : {}
export const dropProposal: Effect = ({ aside }) => ({ aside: aside && { ...aside, proposal: null } })
export const asideOver: Effect = () => ({ aside: null })

const withSeat = (seats: readonly Partner[], seat: Partner) => (seats.includes(seat) ? seats : [...seats, seat])
