import type { Act } from '@haven/shared/acts.ts'
import { hashOf } from '@haven/shared/testing/room.ts'
import type { Partner, Seat } from '@haven/shared/steps.ts'
import type { Words } from '../session/scene.ts'

/** One thing somebody does in the made-up talk, with the words that go with it. */
export type Done = readonly [by: Seat, act: Act, words?: Words]

const says = (by: Partner, words: Words): Done => [by, { type: 'spoke', aloud: false }, words]
const chooses = (by: Partner, choice: string): Done => [by, { type: 'chose', choice }]
const answers = (by: Partner, choice: string, missing?: string): Done =>
  missing ? [by, { type: 'answered', choice }, { missing }] : [by, { type: 'answered', choice }]
const both = (act: Act): Done[] => [
  ['p1', act],
  ['p2', act],
]
const agrees = (by: Partner, name: string): Done => [
  by,
  { type: 'agreed', wording: hashOf('wording'), kinds: 'use keep' },
  { name },
]

/** A whole talk between Noor, who was hurt, and Elias; nobody in it is real. Every step is in it at least once. */
export const TOLD: readonly Done[] = [
  ...both({ type: 'readied' }),
  ...both({ type: 'readied' }),
  agrees('p1', 'Noor'),
  agrees('p2', 'Elias'),
  chooses('p1', 'noHurt'),
  chooses('p2', 'me'),
  chooses('p1', 'me'),
  chooses('p2', 'both'),
  chooses('p2', 'me'),
  chooses('p1', 'me'),
  chooses('p1', 'me'),
  chooses('p2', 'partner'),
  ...both({ type: 'readied' }),
  says('p1', {
    title: 'The night of the fever',
    kinds: ['alone'],
    meaning: 'When I needed you, I learned that I must not call.',
  }),
  ['p2', { type: 'parked' }, { title: 'The letter from the bank' }],
  ['p1', { type: 'finished' }],
  says('p2', {
    pattern: 'pursueWithdraw',
    moves: ['quiet', 'busy'],
    under: 'Under it I feel that I will never be enough.',
  }),
  says('p1', {
    pattern: 'pursueWithdraw',
    moves: ['ask', 'check'],
    under: 'Under it I feel small, and alone.',
    notice: 'I hope you will see that I still want you near.',
  }),
  ...both({ type: 'agreed' }),
  chooses('p1', 'heard'),
  chooses('p2', 'near'),
  chooses('p2', 'heard'),
  says('p1', { text: 'The night of the fever. I sat on the bathroom floor with her. The thermometer said 40.' }),
  ['p2', { type: 'stayed' }],
  says('p1', {
    text: 'It was two in the morning. I rang you, and you wrote: big day tomorrow, you’ve got this.\n\nI put the phone on the floor and thought: so it is just me.',
  }),
  ['p1', { type: 'finished' }],
  says('p2', {
    text: 'What I heard was that you were on the floor with her, frightened, and you reached for me. And what came back was a cheer, as if you were off to an exam.',
  }),
  answers('p1', 'partly', 'That I was ashamed to call a second time.'),
  says('p2', { text: 'You were frightened, and then ashamed of having asked. So you did not call again.' }),
  answers('p1', 'notYet', 'The part about the phone on the floor.'),
  says('p2', { text: 'You put the phone down on the floor, and that was the moment you gave up on me.' }),
  answers('p1', 'yes'),
  says('p1', {
    text: 'I began to believe that I am too much for you.',
    cue: 'A phone lying face-down.',
    body: 'My throat.',
    feeling: 'Fear, and then nothing.',
  }),
  ['p1', { type: 'finished' }],
  says('p2', { text: 'To you it meant that you are too much, and that I would always look away.' }),
  answers('p1', 'yes'),
  ['p2', { type: 'readied' }],
  says('p2', {
    did: 'I read your message in the hotel bed. I wrote one line, turned the phone over and slept.',
    effect: 'It left you alone with her on the worst night. It taught you not to call.',
    feel: 'I am sorry that I turned the phone over.',
  }),
  answers('p1', 'partly', 'That you knew she was ill when you left.'),
  says('p2', { did: 'I knew she was ill when I left, and I went.', effect: 'It left you to be brave for both of us.' }),
  answers('p1', 'yes'),
  chooses('p1', 'now'),
  says('p2', {
    text: 'What was going on in me was fear. When someone I love is ill I go stiff, as my father did.',
  }),
  ['p1', { type: 'stayed' }],
  ['p1', { type: 'finished' }],
  ['p1', { type: 'finished' }],
  says('p1', { fear: 'I am afraid that you will sigh.', wish: 'Would you tell me that you would come?' }),
  says('p2', {
    warmth: 'I am glad you asked. I want you to know I would get on the night train.',
    now: 'My hand, for as long as you like.',
  }),
  answers('p1', 'partly', 'Say it once more, slowly.'),
  says('p2', { text: 'I saw you ask, though you weren’t sure that I would come.' }),
  says('p1', { text: 'What was new was that you stayed in the room.' }),
  ['p2', { type: 'stayed' }],
  ...both({ type: 'readied' }),
  says('p1', { text: 'That night our daughter burned with fever, and Noor was alone with her.' }),
  says('p2', { text: 'Elias was far away and felt useless, and he turned the phone over.' }),
  says('p1', { text: 'After that, Noor stopped asking, and the house got quiet.' }),
  ['p1', { type: 'agreed', choice: 'one' }],
  ['p2', { type: 'agreed', choice: 'one' }],
  says('p1', { cues: ['A phone lying face-down', 'The week before her birthday'], signal: 'It is here again.' }),
  says('p2', {
    firstMinute: 'I will put down what I hold and sit with you.',
    act: 'Ten minutes on the sofa.',
    when: 'On Thursday, after supper.',
  }),
  ...both({ type: 'agreed' }),
  chooses('p2', 'later'),
  chooses('p1', 'none'),
  says('p2', { text: 'I saw that you asked again, after all that.' }),
  says('p1', { text: 'I saw that you stayed when it was hard to hear.' }),
  ['p1', { type: 'readied' }],
  ['p2', { type: 'skipped' }],
  chooses('p2', 'keep'),
  chooses('p1', 'keep'),
]
