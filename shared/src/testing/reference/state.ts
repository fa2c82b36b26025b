import table from '../../machine/transitions.json'
import type { Act, Opened } from '../../acts.ts'
import { otherOf, type Partner, type Seat } from '../../steps.ts'

/** The table of the design read by the letter, in another manner than the machine's, to compare the two. */
export type TableRow = { from: string; act: string; by: string; to: string; choice?: string; guard?: string }
export const ROWS = table.transitions as readonly TableRow[]

export type Deed = Act & { by: Seat; at: number; own?: boolean }

/** Kept as what happened rather than as what follows from it. */
export type Ref = {
  opened: Opened
  step: string
  injured: Partner | null
  round: 1 | 2
  consented: boolean
  marks: Partial<Record<Seat, string>>
  /** Pieces and stays in this step since it was last entered, oldest first. */
  here: readonly { by: Partner; type: 'spoke' | 'stayed' }[]
  /** Steps of this round in which somebody spoke, with every yes at hear.check between them. */
  trail: readonly string[]
  gates: readonly string[]
  counts: Readonly<Record<string, number>>
  visited: readonly string[]
  resume: string | null
  pause: { since: number; minutes: number; back: readonly Partner[] } | null
  hold: boolean
  keepDays: number
  wishes: Partial<Record<Partner, number>>
  aside: { fromLimit: boolean; proposal: { by: Partner; target: string } | null } | null
}

export const GATE_AT: Readonly<Record<string, string>> = {
  'hear.check': 'heard',
  'hear.check2': 'deepHeard',
  'own.landed': 'landed',
  'reach.receive': 'reached',
}

export const refStart = (opened: Opened): Ref => ({
  opened,
  step: table.initial,
  injured: null,
  round: 1,
  consented: false,
  marks: {},
  here: [],
  trail: [],
  gates: [],
  counts: {},
  visited: [],
  resume: null,
  pause: null,
  hold: false,
  keepDays: opened.keepDays,
  wishes: {},
  aside: null,
})

export const isOf = (step: string, ...chapters: string[]) => chapters.includes(step.split('.')[0]!)
export const isWorkStep = (step: string) => isOf(step, 'map', 'hear', 'own', 'reach', 'weave')

export const topOf = ({ step, pause, hold, aside }: Ref): string => {
  if (pause) return 'over.pause'
  if (hold) return 'over.hold'
  return aside ? 'over.stepBack' : step
}

export const chosenBy = (deed: Deed): string | undefined => {
  if ('choice' in deed) return deed.choice
  return 'kind' in deed ? deed.kind : undefined
}

/** What the machine keeps of the same place. */
export const keptOf = (ref: Ref): unknown => {
  const speakers = ref.here.filter(({ type }) => type === 'spoke').map(({ by }) => by)
  const unmet = [...new Set(speakers)].filter(
    seat =>
      ref.here.findLastIndex(({ by, type }) => by === seat && type === 'spoke') >
      ref.here.findLastIndex(({ by, type }) => by === otherOf(seat) && type === 'stayed'),
  )
  const gates = Object.values(GATE_AT)
  return {
    value: ref.step,
    context: {
      mode: ref.opened.mode,
      setting: ref.opened.setting,
      therapist: ref.opened.therapist,
      injured: ref.injured,
      round: ref.round,
      consented: ref.consented,
      marks: ref.marks,
      said: [...new Set(speakers)],
      lastSpeaker: speakers.at(-1) ?? null,
      unmet: unmet.sort(),
      deepened: ref.trail.lastIndexOf('hear.deepen') > ref.trail.lastIndexOf('heard'),
      gates: Object.fromEntries(gates.map(gate => [gate, ref.gates.includes(gate)])),
      counts: Object.fromEntries(gates.map(gate => [gate, ref.counts[gate] ?? 0])),
      visited: ref.visited,
      resume: ref.resume,
      pause: ref.pause,
      hold: ref.hold,
      keepDays: ref.keepDays,
      wishes: ref.wishes,
      aside: ref.aside,
    },
  }
}
