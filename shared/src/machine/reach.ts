import type { Step } from '../steps.ts'
import * as effect from './effects.ts'
import * as guard from './guards.ts'
import { gateRows } from './hear.ts'
import type { Row } from './rows.ts'

const notToday: Row = { act: 'chose', choices: ['notToday'], by: 'injured', to: 'close.thanks' }

export const reach = {
  'reach.find': [
    { act: 'finished', by: 'injured', to: 'reach.ask' },
    { act: 'chose', choices: ['notReady'], by: 'injured', to: 'own.landed' },
    notToday,
  ],
  'reach.ask': [{ act: 'spoke', by: 'injured', to: 'reach.answer' }, notToday],
  'reach.answer': [{ act: 'spoke', by: 'injuring', to: 'reach.receive' }],
  'reach.receive': [
    // A little is enough here: partly passes the gate as yes does.
    { act: 'answered', choices: ['partly'], by: 'injured', effects: [effect.pass('reached')], to: 'reach.land' },
    ...gateRows('reached', 'reach.land', { notYet: 'reach.answer' }),
    {
      act: 'chose',
      choices: ['smaller'],
      by: 'injured',
      effects: [effect.reopenFrom('reach.find')],
      to: 'reach.find',
    },
  ],
  'reach.land': [
    { act: 'spoke', by: 'partner', when: [guard.notLastSpeaker], effects: [effect.speak] },
    { act: 'readied', by: 'partner', when: [guard.otherMarked], to: 'weave.story' },
    { act: 'readied', by: 'partner', effects: [effect.mark] },
    {
      act: 'stayed',
      by: 'partner',
      when: [guard.spokenSinceStayed, guard.notLastSpeaker],
      effects: [effect.stay],
    },
  ],
} satisfies Partial<Record<Step, Row[]>>
