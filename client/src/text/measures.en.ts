/** Words about own measures: questions one answers for oneself alone. Braces as in the prompts. */
export const items = {
  stirred: {
    ask: 'How stirred up are you right now?',
    short: 'How stirred up',
    scale: '0 is calm, 10 is very stirred up.',
  },
  safe: {
    ask: 'How safe do you feel with {partner}?',
    short: 'How safe with my partner',
    scale: '0 is not at all, 10 is fully.',
  },
  close: {
    ask: 'Two circles, you and {partner}. How close are they today?',
    short: 'How close, in circles 1 to 7',
    scale: '1 is apart, 7 is nearly one.',
  },
  hurt: {
    ask: 'How much does that day hurt when you think of it?',
    short: 'How much that day hurts',
    scale: '0 is not at all, 10 is very much.',
  },
  turn: {
    ask: 'I could turn to {partner} if I needed to.',
    short: 'I could turn to my partner',
    scale: '0 is not at all, 10 is fully.',
  },
  heard: { ask: 'I felt heard.', short: 'I felt heard', scale: '0 is not at all, 10 is fully.' },
  mattered: {
    ask: 'We spoke about what mattered.',
    short: 'We spoke about what mattered',
    scale: '0 is not at all, 10 is fully.',
  },
  pace: {
    ask: 'The pace was right for me.',
    short: 'The pace was right',
    scale: '0 is not at all, 10 is fully.',
  },
  again: { ask: 'I would do this again.', short: 'I would do this again', scale: '0 is not at all, 10 is fully.' },
  back: {
    ask: 'Did it come back, and what happened then?',
    short: 'Whether it came back, and what happened then',
    scale: 'A line is enough.',
  },
} as const

/** From 1 to 7, for those who hear the drawing. */
export const circles = [
  'apart',
  'just touching',
  'a little together',
  'partly together',
  'half together',
  'mostly together',
  'nearly one',
] as const

export const occasions = {
  before: 'Before',
  after: 'After',
  day1: 'A day later',
  week1: 'A week later',
  week4: 'Four weeks later',
  week12: 'Twelve weeks later',
} as const

export const measures = {
  before: 'Before you begin, only for you',
  beforeLead:
    'Five short questions, each only if you like. Your answers are kept for you alone, to look at again later. Nothing is added up, and leaving them out changes nothing.',
  after: 'How it is now, only for you',
  afterLead:
    'The same five, and four about today, each only if you like. Your answers are kept for you alone. Nothing is added up.',
  pause:
    'That is a lot to carry into a talk. A pause first may help: you find it at the top of this page, for as long as you need. Nobody is told what you answered.',
  kept: 'Kept, for you alone.',
  waits: 'It waits on this device until there is a line again.',
  notKept: 'That could not be kept just now. Please try again.',
  takeBack: 'Take this answer back',
  notOpened: 'This could not be opened just now. Nothing is lost. Please load the page again when you are connected.',
}

export const later = {
  ready: 'A few questions are ready, if you like.',
  why: 'The same five as before, and one more. They are only for you, and leaving them out changes nothing.',
  answer: 'Look at them',
  notThisTime: 'Not this time',
  enough: 'That is enough',
  gone: 'All right. You need not come back to them.',
  label: 'What happened, in your words',
  keep: 'Keep these words',
  change: 'Keep them as they are now',
}

export const own = {
  title: 'Your own answers',
  lead: 'A number is how it was for you on that day, and no more than that.',
  when: 'When',
  answer: 'Your answer',
  first: (answer: string | number) => `then ${answer}`,
  last: (answer: string | number) => `now ${answer}`,
  erase: 'Erase my answers',
  eraseSure: 'Erase all your own answers of this talk? They can’t be brought back.',
  eraseYes: 'Yes, erase them',
  eraseNo: 'Keep them',
  erasing: 'Your answers are being erased.',
  notErased: 'Some of your answers are still here. Please try again in a moment.',
}

export const share = {
  open: 'Share this with {therapist}',
  openOne: (item: string) => `Share with {therapist}: ${item}`,
  sure: '{therapist} would read:',
  allow:
    'By sharing you allow {therapist} to have what you share of your own answers. You can take that back at any time. That you allowed it is part of the talk, which {partner} has too. What you share is not.',
  allowed: 'You allowed {therapist} to have what you share of your own answers. {partner} does not see what you share.',
  yes: 'Share it',
  no: 'Keep it',
  going: 'On its way to {therapist}.',
  done: '{therapist} has this.',
  failed: 'This did not reach {therapist}. It is still only yours, and you can try again.',
  standing: 'You share what you choose of these answers with {therapist}.',
  withdraw: 'Take the permission back',
  withdrawn:
    'The permission is taken back, and nothing more goes to {therapist}. What {therapist} has read stays read: taking it back does not unsay it.',
}
