import type { Step } from '../steps.ts'
import * as effect from './effects.ts'
import * as guard from './guards.ts'
import type { Row } from './rows.ts'

const AIMS = ['heard', 'near', 'words']

export const map = {
  'map.name': [
    { act: 'spoke', by: 'injured', effects: [effect.speak] },
    { act: 'finished', by: 'injured', when: [guard.saidSome], to: 'map.cycle' },
  ],
  'map.cycle': [
    { act: 'spoke', by: 'partner', effects: [effect.speakAnew] },
    { act: 'agreed', by: 'partner', when: [guard.bothSpoke, guard.otherMarked], to: 'map.agree' },
    { act: 'agreed', by: 'partner', when: [guard.bothSpoke], effects: [effect.mark] },
  ],
  'map.agree': [
    { act: 'chose', choices: AIMS, by: 'partner', when: [guard.otherMarked, guard.sameChoice], to: 'hear.voice' },
    { act: 'chose', choices: AIMS, by: 'partner', effects: [effect.mark] },
  ],
} satisfies Partial<Record<Step, Row[]>>
