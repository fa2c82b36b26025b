import type { Step } from '../steps.ts'
import { STEP_IDS, isWork } from '../steps.ts'
import * as effect from './effects.ts'
import * as guard from './guards.ts'
import type { Row } from './rows.ts'

const bothReady = (to: Step): Row[] => [
  { act: 'readied', by: 'partner', when: [guard.otherMarked], to },
  { act: 'readied', by: 'partner', effects: [effect.mark] },
]

const consentRow = (row: Partial<Row>): Row => ({
  act: 'agreed',
  by: 'anyone',
  consent: true,
  ...row,
  when: [guard.kindsGiven, ...(row.when ?? [])],
})

const roles = (row: Partial<Row>): Row => ({
  act: 'chose',
  choices: ['me', 'partner', 'both', 'unsure', 'noHurt'],
  by: 'partner',
  ...row,
  when: [guard.otherMarked, ...(row.when ?? [])],
})

/** Back to the step a sitting was set down in, with all that was said there. */
const resumeRows: Row[] = STEP_IDS.filter(isWork).map(step => ({
  act: 'readied',
  by: 'partner',
  when: [guard.otherMarked, guard.resumeIs(step)],
  effects: [effect.resumed],
  to: step,
  back: true,
}))

export const arrive = {
  'arrive.welcome': bothReady('arrive.safety'),
  'arrive.safety': bothReady('arrive.consent'),
  'arrive.consent': [
    consentRow({ when: [guard.allOthersMarked, guard.resuming], effects: [effect.consent], to: 'arrive.settle' }),
    consentRow({ when: [guard.allOthersMarked], effects: [effect.consent], to: 'arrive.roles' }),
    consentRow({ effects: [effect.mark] }),
  ],
  'arrive.roles': [
    roles({ when: [guard.rolesFit], effects: [effect.castRoles], to: 'arrive.settle' }),
    roles({ when: [guard.rolesBoth], to: 'arrive.order' }),
    roles({ when: [guard.rolesNobody], to: 'close.after' }),
    {
      act: 'chose',
      choices: ['me', 'partner', 'both', 'unsure', 'noHurt'],
      by: 'partner',
      effects: [effect.markOrClear],
    },
  ],
  'arrive.order': [
    {
      act: 'chose',
      choices: ['me', 'partner'],
      by: 'partner',
      when: [guard.otherMarked, guard.orderFits],
      effects: [effect.castRoles],
      to: 'arrive.settle',
    },
    { act: 'chose', choices: ['me', 'partner'], by: 'partner', effects: [effect.markOrClear] },
  ],
  'arrive.settle': [...resumeRows, ...bothReady('map.name')],
} satisfies Partial<Record<Step, Row[]>>
