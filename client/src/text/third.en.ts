/** Words of the therapist’s looking back. */

export const reached = {
  title: 'The eight moves',
  lead: 'Tried: something was said in one of its steps. Confirmed: the one who was hurt said yes to it. Nothing here says how well.',
  move: 'Move',
  state: 'Reached',
  states: { notReached: 'Not reached', tried: 'Tried', confirmed: 'Confirmed' },
} as const

export const phrases = {
  title: 'Their words on the way',
  lead: (name: string) =>
    `What ${name} said, what was said back, and what came into the story. You see them side by side; nothing is compared.`,
  ways: { voice: 'Said', back: 'Said back', story: 'In the story' },
  none: 'Nothing yet.',
  second: 'In the second talk',
} as const

export const fidelity = {
  title: 'My own part',
  lead: 'Six questions to yourself. Only you can read the answers. They are kept with your notes.',
  items: [
    'The two set the pace, and I followed it',
    'The hurt was told in full before anything was explained',
    'What was said back was heard by the one who had said it, before we went on',
    'I stayed brief, and put no words into anyone’s mouth',
    'Where it became too much, I made it smaller or slower',
    'Comfort was asked for and given by the two, not by me',
  ],
  answers: { yes: 'Yes', partly: 'Partly', not: 'Not' },
  unanswered: 'Not answered',
  keep: 'Keep my answers',
  kept: 'Kept.',
  failed: 'That did not go through. Your answers are still here. Please press again.',
} as const

export const course = {
  title: 'This couple over time',
  lead: 'Talks you have given the same name, as far as they are open here. C: confirmed, T: tried.',
  when: 'Begun',
  here: 'this talk',
  short: { notReached: '–', tried: 'T', confirmed: 'C' },
} as const

export const supervision = {
  title: 'Take it to supervision',
  lead: 'Your notes and marks, the eight moves and your own part. What the two said goes along only while both allow a copy.',
  with: 'Both allow a copy, so what was said goes along.',
  without: 'What was said does not go along: not both allow a copy.',
  swaps: 'Replace names and places',
  swapsWhy:
    'Every place, every child, every name. Please read the page below before you save it: a nickname is easily missed.',
  from: 'Replace',
  to: 'by',
  left: '[left out]',
  add: 'One more',
  drop: 'Remove',
  dropOf: (name: string) => `Remove ${name || 'this line'}`,
  seats: { p1: 'Partner A', p2: 'Partner B', therapist: 'Therapist' },
  look: 'Read it as it will be',
  hide: 'Close it',
  form: 'As',
  forms: { pdf: 'A file of pages (PDF)', html: 'A page to open in a browser', markdown: 'Text (Markdown)' },
  warning: 'This file is not protected, and replaced names do not make people strangers to those who know them.',
  save: 'Save for supervision',
  making: 'The file is being made.',
  saved: 'The file was handed to your browser.',
  failed: 'The file could not be made. Nothing was saved. Please press again.',
  paperTitle: 'A talk, for supervision',
  changed:
    'This copy was changed by hand: names and places were replaced. It is no proof of what was said. It is not protected.',
  noProof: 'Changed by hand. No proof of what was said.',
  own: 'Notes of the therapist',
  note: 'Process note',
  marks: 'Marks',
  moves: 'The eight moves',
  part: 'My own part',
} as const

export const opening = {
  telling: 'Both of them are told that you open this. It opens once that is said, which needs a line.',
  failed: 'They could not be told that you open this, so it is still closed. Nothing is lost.',
  again: 'Try again',
  untold: 'What was said in a talk that is done opens here only once both partners can be told of it.',
} as const

export const third = {
  lookBack: 'Look back',
  toRoom: 'Back to the room',
} as const
