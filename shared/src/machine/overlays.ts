import { checkOf, GATES, isArrive, isClose, isLater, isWork, type Step, type Target, TARGETS } from '../steps.ts'
import * as effect from './effects.ts'
import * as guard from './guards.ts'
import { during, type Row } from './rows.ts'

const OPTIONAL_KINDS = ['review', 'export', 'shareMeasures', 'shareForTraining']

/** Where a step back from `step` may lead at all; whether it was visited is asked of the context. */
export const targetsFrom = (step: Step): Target[] => TARGETS.filter(target => !isLater(target, step))

/** Permissions, devices, looking back, keeping and erasing: in every step and after the end; they never move the talk. */
export const keeping: readonly Row[] = [
  { act: 'allowed', choices: OPTIONAL_KINDS, by: 'anyone', when: [guard.pastConsent] },
  { act: 'withdrew', choices: OPTIONAL_KINDS, by: 'anyone' },
  {
    act: 'withdrew',
    choices: ['therapist'],
    by: 'anyone',
    when: [guard.therapistSeated],
    effects: [effect.therapistLeaves],
  },
  // Of these two the server, which knows whose devices there are and by whose link they came, asks more beside the machine.
  { act: 'endorsed', by: 'anyone' },
  { act: 'removed', by: 'partner' },
  { act: 'reviewed', by: 'therapist', when: [guard.pastConsent] },
  { act: 'remarked', by: 'anyone', when: [guard.pastConsent] },
  { act: 'retained', by: 'partner', effects: [effect.retain] },
  { act: 'erased', by: 'anyone', when: [guard.ownEntries] },
]

/** What may happen in every step but done, whatever lies over it. */
export const everywhere = (step: Step): Row[] => [
  ...pauseRows(step),
  ...(isWork(step) ? overWork(step) : []),
  ...holdRows(step),
  { act: 'paused', by: 'anyone', effects: [effect.pause] },
  ...endRows(step),
  { act: 'guided', by: 'therapist', when: [guard.pastConsent] },
  ...keeping,
]

/** What may happen in a work step beside its own rows: stepping back, taking back, parking, setting down. */
export const inWork = (step: Step): Row[] => [
  ...(step === 'map.name' ? [] : stepBackRows(step)),
  ...GATES.filter(gate => isLater(step, checkOf(gate))).map((gate): Row => ({
    act: 'tookBack',
    choices: [gate],
    by: 'injured',
    when: [guard.gateGiven(gate)],
    effects: [effect.reopenFrom(checkOf(gate))],
    to: checkOf(gate),
  })),
  { act: 'parked', by: 'partner' },
  setDown(step),
]

const setDown = (step: Step): Row => ({
  act: 'setDown',
  by: 'anyone',
  effects: [effect.allOff, effect.keepStep(step)],
  to: 'between',
})

const pauseRows = (step: Step): Row[] =>
  during('over.pause', [
    ...(isArrive(step) || isWork(step) ? [longReturn(step)] : []),
    { act: 'returned', by: 'partner', when: [guard.otherBack], effects: [effect.pauseOver] },
    { act: 'returned', by: 'partner', effects: [effect.comeBack] },
  ])

/** Past 24 hours the private check and the consent come first, then the very same step. */
const longReturn = (step: Step): Row => ({
  act: 'returned',
  by: 'partner',
  when: [guard.otherBack, guard.longPause],
  effects: [effect.allOff, ...(isWork(step) ? [effect.keepStep(step)] : [])],
  to: 'arrive.safety',
})

const holdRows = (step: Step): Row[] => {
  const release = during('over.hold', [{ act: 'released', by: 'therapist', effects: [effect.holdOver] }])
  if (!isArrive(step) && !isWork(step)) return release
  return [...release, { act: 'held', by: 'therapist', when: [guard.notHeld, guard.notPaused], effects: [effect.hold] }]
}

const endRows = (step: Step): Row[] => {
  const end = { act: 'ended', by: 'anyone', effects: [effect.allOff] } as const
  if (isClose(step)) return [{ ...end, to: 'done' }]
  if (isArrive(step))
    return [
      { ...end, when: [guard.resuming], to: 'between' },
      { ...end, to: 'done' },
    ]
  return [{ ...end, to: 'close.check' }]
}

const overWork = (step: Step): Row[] => [
  ...during('over.pause', [setDown(step)]),
  ...during('over.hold', [setDown(step), ...ledBack(step)]),
  ...during('over.stepBack', [setDown(step), ...stepBackRows(step), ...asideRows(step)]),
]

/** A therapist leads back at once; a partner proposes. */
const stepBackRows = (step: Step): Row[] => [
  ...ledBack(step),
  {
    act: 'askedBack',
    choices: targetsFrom(step),
    by: 'partner',
    when: [guard.targetVisited],
    effects: [effect.propose],
  },
]

const ledBack = (step: Step): Row[] =>
  targetsFrom(step).map(target => ({
    act: 'askedBack',
    choices: [target],
    by: 'therapist',
    when: [guard.targetVisited],
    effects: [effect.stepped, effect.reopenFrom(target)],
    to: target,
  }))

const asideRows = (step: Step): Row[] => [
  ...targetsFrom(step).map((target): Row => ({
    act: 'agreed',
    by: 'partner',
    when: [guard.proposedByOther, guard.proposed(target)],
    effects: [effect.stepped, effect.reopenFrom(target)],
    to: target,
  })),
  stayRow([guard.proposedByOther, guard.notFromLimit], effect.asideOver),
  stayRow([guard.proposedByOther], effect.dropProposal),
  stayRow([guard.proposedBySelf, guard.notFromLimit], effect.asideOver),
  {
    act: 'chose',
    choices: ['smaller'],
    by: 'injured',
    when: [guard.fromLimit],
    effects: [effect.stepped, effect.reopenFrom('hear.voice')],
    to: 'hear.voice',
  },
]

const stayRow = (when: Row['when'] & {}, over: effect.Effect): Row => ({
  act: 'chose',
  choices: ['stay'],
  by: 'partner',
  when,
  effects: [over],
})
