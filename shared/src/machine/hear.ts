import type { Gate, Step } from '../steps.ts'
import * as effect from './effects.ts'
import * as guard from './guards.ts'
import type { Row } from './rows.ts'

/** A gate answered by the one at stake: yes leads on, anything else back, the third time into an aside. */
export const gateRows = (gate: Gate, yes: Step, back: Partial<Record<'partly' | 'notYet', Step>>): Row[] => [
  { act: 'answered', choices: ['yes'], by: 'injured', effects: [effect.pass(gate)], to: yes },
  {
    act: 'answered',
    choices: Object.keys(back),
    by: 'injured',
    when: [guard.thirdNotYes(gate)],
    effects: [effect.limit(gate)],
  },
  ...Object.entries(back).map(([choice, to]): Row => ({
    act: 'answered',
    choices: [choice],
    by: 'injured',
    effects: [effect.miss(gate)],
    to,
  })),
]

const stayed: Row = { act: 'stayed', by: 'injuring', when: [guard.spokenSinceStayed], effects: [effect.stay] }

export const hear = {
  'hear.voice': [
    { act: 'spoke', by: 'injured', effects: [effect.speak] },
    { act: 'finished', by: 'injured', when: [guard.saidSome], to: 'hear.reflect' },
    stayed,
  ],
  'hear.reflect': [{ act: 'spoke', by: 'injuring', to: 'hear.check' }],
  'hear.check': [
    ...gateRows('heard', 'hear.deepen', { partly: 'hear.reflect', notYet: 'hear.reflect' }),
    { act: 'chose', choices: ['more'], by: 'injured', to: 'hear.voice' },
  ],
  'hear.deepen': [
    { act: 'spoke', by: 'injured', effects: [effect.speakDeep] },
    { act: 'finished', by: 'injured', when: [guard.saidSome], to: 'hear.reflect2' },
    { act: 'skipped', by: 'injured', when: [guard.notDeepened], to: 'own.inner' },
    stayed,
  ],
  'hear.reflect2': [{ act: 'spoke', by: 'injuring', to: 'hear.check2' }],
  'hear.check2': [
    ...gateRows('deepHeard', 'own.inner', { partly: 'hear.reflect2', notYet: 'hear.reflect2' }),
    { act: 'chose', choices: ['more'], by: 'injured', to: 'hear.deepen' },
  ],
} satisfies Partial<Record<Step, Row[]>>
