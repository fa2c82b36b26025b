import type { Step } from '../steps.ts'
import * as effect from './effects.ts'
import * as guard from './guards.ts'
import { gateRows } from './hear.ts'
import type { Row } from './rows.ts'

export const own = {
  'own.inner': [{ act: 'readied', by: 'injuring', to: 'own.say' }],
  'own.say': [
    { act: 'spoke', by: 'injuring', to: 'own.landed' },
    { act: 'chose', choices: ['stop'], by: 'injured', to: 'own.inner' },
  ],
  'own.landed': gateRows('landed', 'own.invite', { partly: 'own.say', notYet: 'hear.deepen' }),
  'own.invite': [
    { act: 'chose', choices: ['now'], by: 'injured', to: 'own.context' },
    { act: 'chose', choices: ['notNow'], by: 'injured', to: 'reach.find' },
  ],
  'own.context': [
    { act: 'spoke', by: 'injuring', effects: [effect.speak] },
    { act: 'finished', by: 'injured', to: 'reach.find' },
    { act: 'chose', choices: ['stop'], by: 'injured', to: 'own.say' },
    { act: 'stayed', by: 'injured', when: [guard.spokenSinceStayed], effects: [effect.stay] },
  ],
} satisfies Partial<Record<Step, Row[]>>
