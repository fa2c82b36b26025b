import type { Step } from '../steps.ts'
import * as effect from './effects.ts'
import * as guard from './guards.ts'
import type { Row } from './rows.ts'

/** Moves on when both have marked, whatever each mark says. */
const bothMark = (row: Row, to: Step, by: readonly guard.Guard[] = []): Row[] => [
  { ...row, when: [...by, guard.otherMarked], to },
  { ...row, when: by, effects: [effect.mark] },
]

const NEXT = ['now', 'later', 'none']

export const weave = {
  'weave.story': [
    { act: 'spoke', by: 'partner', when: [guard.notLastSpeaker], effects: [effect.speakAnew] },
    ...bothMark({ act: 'agreed', choices: ['one', 'two'], by: 'partner' }, 'weave.care'),
    ...bothMark({ act: 'skipped', by: 'partner' }, 'weave.care'),
  ],
  'weave.care': [
    { act: 'spoke', by: 'partner', effects: [effect.speakAnew] },
    ...bothMark({ act: 'agreed', by: 'partner' }, 'weave.next', [guard.bothSpoke]),
    ...bothMark({ act: 'skipped', by: 'partner' }, 'weave.next'),
  ],
  'weave.next': [
    {
      act: 'chose',
      choices: ['now'],
      by: 'partner',
      when: [guard.otherMarked, guard.bothNow, guard.therapistSeated, guard.firstRound],
      effects: [effect.mark],
    },
    ...bothMark({ act: 'chose', choices: NEXT, by: 'partner' }, 'close.thanks'),
    {
      act: 'agreed',
      by: 'therapist',
      when: [guard.bothNow, guard.firstRound],
      effects: [effect.swapRoles],
      to: 'map.name',
    },
    { act: 'chose', choices: ['later'], by: 'therapist', when: [guard.bothNow], to: 'close.thanks' },
  ],
} satisfies Partial<Record<Step, Row[]>>

export const close = {
  'close.thanks': [
    ...bothMark({ act: 'spoke', by: 'partner' }, 'close.check'),
    ...bothMark({ act: 'skipped', by: 'partner' }, 'close.check'),
  ],
  'close.check': [
    ...bothMark({ act: 'readied', by: 'partner' }, 'close.after'),
    ...bothMark({ act: 'skipped', by: 'partner' }, 'close.after'),
  ],
  'close.after': bothMark({ act: 'chose', choices: ['keep', 'eraseMine'], by: 'partner' }, 'done'),
  between: bothMark({ act: 'returned', by: 'partner' }, 'arrive.safety'),
} satisfies Partial<Record<Step, Row[]>>
