export const SEATS = ['p1', 'p2', 'therapist'] as const
export type Seat = (typeof SEATS)[number]
export type Partner = 'p1' | 'p2'
export type Role = 'injured' | 'injuring'

export const CHAPTERS = ['arrive', 'map', 'hear', 'own', 'reach', 'weave', 'close'] as const
export type Chapter = (typeof CHAPTERS)[number]

/** Who is addressed to act in a step: one role, both at once, each alone, or nobody. */
export type Floor = Role | 'both' | 'nobody'
export type Gate = 'heard' | 'deepHeard' | 'landed' | 'reached'

type StepRow = { floor: Floor; gate?: Gate; alone?: true; work?: true }

/** The conversation as a table; the order of rows is the order of the talk. `alone`: the step's form stays on the device. */
export const STEPS = {
  'arrive.welcome': { floor: 'both' },
  'arrive.safety': { floor: 'both', alone: true },
  'arrive.consent': { floor: 'both' },
  'arrive.roles': { floor: 'both' },
  'arrive.order': { floor: 'both' },
  'arrive.settle': { floor: 'both' },
  'map.name': { floor: 'injured', work: true },
  'map.cycle': { floor: 'both', work: true },
  'map.agree': { floor: 'both', work: true },
  'hear.voice': { floor: 'injured', work: true },
  'hear.reflect': { floor: 'injuring', work: true },
  'hear.check': { floor: 'injured', gate: 'heard', work: true },
  'hear.deepen': { floor: 'injured', work: true },
  'hear.reflect2': { floor: 'injuring', work: true },
  'hear.check2': { floor: 'injured', gate: 'deepHeard', work: true },
  'own.inner': { floor: 'injuring', alone: true, work: true },
  'own.say': { floor: 'injuring', work: true },
  'own.landed': { floor: 'injured', gate: 'landed', work: true },
  'own.invite': { floor: 'injured', work: true },
  'own.context': { floor: 'injuring', work: true },
  'reach.find': { floor: 'injured', alone: true, work: true },
  'reach.ask': { floor: 'injured', work: true },
  'reach.answer': { floor: 'injuring', work: true },
  'reach.receive': { floor: 'injured', gate: 'reached', work: true },
  'reach.land': { floor: 'both', work: true },
  'weave.story': { floor: 'both', work: true },
  'weave.care': { floor: 'both', work: true },
  'weave.next': { floor: 'both', work: true },
  'close.thanks': { floor: 'both' },
  'close.check': { floor: 'both', alone: true },
  'close.after': { floor: 'both' },
  between: { floor: 'nobody' },
  done: { floor: 'nobody' },
} as const satisfies Record<string, StepRow>

export type Step = keyof typeof STEPS
export const STEP_IDS = Object.keys(STEPS) as Step[]

/** A switch or an aside laid over the step; the topmost one is what an act's header names. */
export const OVERLAYS = ['over.pause', 'over.hold', 'over.stepBack'] as const
export type Overlay = (typeof OVERLAYS)[number]
export type Place = Step | Overlay

/** Where a step back may lead. */
export const TARGETS = ['map.name', 'map.cycle', 'hear.voice', 'hear.deepen', 'own.inner', 'reach.find'] as const
export type Target = (typeof TARGETS)[number]

export const GATES = ['heard', 'deepHeard', 'landed', 'reached'] as const satisfies readonly Gate[]

const rowOf = (step: Step): StepRow => STEPS[step]

export const floorOf = (step: Step): Floor => rowOf(step).floor
export const gateOf = (step: Step): Gate | undefined => rowOf(step).gate
/** Steps of map to weave: the conversation itself, where words may be parked, set down and stepped back over. */
export const isWork = (step: Step): boolean => rowOf(step).work === true
export const isAlone = (step: Step): boolean => rowOf(step).alone === true
export const isArrive = (step: Step): boolean => step.startsWith('arrive.')
export const isClose = (step: Step): boolean => step.startsWith('close.')

/** `step` comes after `than` in the order of the talk. */
export const isLater = (step: Step, than: Step): boolean => STEP_IDS.indexOf(step) > STEP_IDS.indexOf(than)

/** The step at which a gate is asked. */
export const checkOf = (gate: Gate): Step => STEP_IDS.find(step => gateOf(step) === gate)!

/** The chapter on the map; `undefined` between sittings and when all is done. */
export const chapterOf = (step: Step): Chapter | undefined => CHAPTERS.find(chapter => step.startsWith(`${chapter}.`))

export const isPartner = (seat: string | undefined): seat is Partner => seat === 'p1' || seat === 'p2'
export const otherOf = (partner: Partner): Partner => (partner === 'p1' ? 'p2' : 'p1')
