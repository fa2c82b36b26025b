/* oxlint-disable max-lines -- a table of words */
/** Words of looking back, of notes, and of keeping and erasing. Braces as in the prompts. */

export const time = {
  underMinute: 'less than a minute',
  minutes: (many: number) => (many === 1 ? 'a minute' : `${many} minutes`),
  hours: (many: number) => (many === 1 ? 'an hour' : `${many} hours`),
  days: (many: number) => (many === 1 ? 'a day' : `${many} days`),
  later: (length: string) => `${length.charAt(0).toUpperCase()}${length.slice(1)} later`,
  nextDay: 'The next day',
  daysLater: (many: number) => (many === 1 ? 'A day later' : `${many} days later`),
}

export const page = {
  title: 'Looking back',
  empty: 'Nothing has been said yet.',
  emptyOwn: 'There are no words of yours in it.',
  back: 'To the talk',
  views: 'Ways to look back',
  view: { read: 'Read', replay: 'See it again', keep: 'Keep or erase', third: 'Your own pages' },
  places: { between: 'Between two days', done: 'After the talk' },
  third: 'You can read your own words and notes. All of it opens when both partners allow it.',
  process: 'Your process note',
  own: 'You can always read your own words. All of it opens when you both allow it.',
}

export const log = {
  label: 'What was said',
  strange: 'Something from a newer Haven that this page has no words for.',
  again: ['', '', 'a second time', 'a third time', 'once more'],
  none: 'Nothing of this kind was said. Another choice may show more.',
  tools: 'For these words',
  toolsLine: 'For this moment',
  note: 'Note',
  link: 'Link',
  fromHere: 'See it from here',
  withdraw: 'Withdraw these words',
  withdrawSure: 'Withdraw these words? They go for all of you. What was read or copied can’t be called back.',
  withdrawYes: 'Yes, withdraw them',
  withdrawNo: 'Keep them',
  withdrawing: 'They are on their way out.',
  withdrawFailed: 'That did not go through. The words are still here. Please press again.',
}

export const finding = {
  title: 'Choose what is shown',
  search: 'Find words',
  next: 'Next',
  previous: 'Previous',
  found: (here: number, all: number) => (here === 0 ? `${all} found` : `${here} of ${all}`),
  nothing: 'Not found in what is shown.',
  persons: 'Who',
  kinds: 'What',
  places: 'Where',
  kind: { words: 'Words', gates: 'Answers', process: 'Pauses and steps' },
  all: 'Show all of it',
  keys: 'Keys',
  keysOn: 'Use these keys',
  keyList: [
    ['j, k', 'next and previous'],
    ['Down, Up', 'the same, once something is chosen'],
    ['n, p', 'next and previous place found'],
    ['Home, End', 'first and last'],
    ['/', 'find words'],
    ['Tab', 'what can be done with what is chosen'],
  ] as [string, string][],
}

export const picture = {
  short: 'The talk as a picture: a bar for each step, a dot where somebody spoke.',
  lead: 'Each bar is a stay in one step, wider where it took longer. A mark is somebody speaking. A lower line is a further time: depth, not failure. Hatched is rest.',
  table: 'The same as a table',
  step: 'Step',
  length: 'Time',
  turns: 'Spoken',
  answer: 'Answer',
  rests: 'Rest',
  none: '–',
  spoken: (many: number) => (many === 0 ? '–' : many === 1 ? 'once' : many === 2 ? 'twice' : `${many} times`),
  rest: { pause: 'a pause', hold: 'held', aside: 'a step aside' },
  restOf: (kind: string, length: string) => `${kind}, ${length}`,
  again: (step: string, again: string) => `${step}, ${again}`,
}

export const replay = {
  label: 'The talk, moment by moment',
  at: 'Moment',
  play: 'Play',
  rest: 'Pause',
  back: 'Back',
  on: 'On',
  sawOwn: 'What you saw',
  saw: (name: string) => `What ${name} saw`,
  who: 'Whose page',
  now: 'Just now',
  earlier: 'Earlier words stood above these.',
  missing: 'What was still missing:',
  missingUnnamed: 'Something was still missing, and was not named.',
  answers: 'The answers there were:',
  turn: { own: (name: string) => `It was for ${name} to go on.`, both: 'It was for both to go on.' },
  alone: 'This page was for one person alone. Nothing of it was kept here.',
  empty: 'There is nothing to go through yet.',
  read: 'Read from here',
  value: (place: string, step: string) => (place ? `${place}, ${step}` : step),
}

export const notes = {
  begin: 'Note these words',
  silence: 'Note this silence',
  label: 'Your note',
  hint: 'A line is enough.',
  on: 'To these words:',
  onWhole: 'To all of this.',
  onSilence: 'To this silence.',
  keep: 'Keep it for me',
  share: 'Share it with {partner}',
  shareAll: 'Share it in the talk',
  drop: 'Let it go',
  readers: 'Only you read it, unless you share it.',
  onlyShared: 'This talk is older than private notes. A note here is shared, or let go.',
  sure: 'Share this note?',
  sureText:
    'It becomes part of this talk. {partner} reads it. You can withdraw it later, but what was read can’t be called back.',
  sureSeated:
    'It becomes part of this talk. {partner} and {therapist} read it. You can withdraw it later, but what was read can’t be called back.',
  sureYes: 'Share it',
  sureNo: 'Not now',
  failed: 'That did not go through. Your note is still here. Please press again.',
  tooLong: 'This is more than one note can carry. Please shorten it.',
  own: 'Your note, only for you',
  coach: 'From your coach, kept by you',
  sharedOwn: 'Your note, shared',
  shared: (name: string) => `${name}, beside these words`,
  withdrawn: 'These words were withdrawn; your note stays.',
  theirsWithdrawn: 'These words were withdrawn; the note stays.',
  erase: 'Erase this note',
  eraseSure: 'Erase this note?',
  eraseYes: 'Yes, erase it',
  eraseNo: 'Keep it',
  apart: 'Notes to what is not shown here',
}

export const permission = {
  title: 'What you allow',
  review: {
    title: 'Reading all of it again',
    text: 'After the talk, everyone who was here may read all of it again. This needs both of you. If one of you takes it back, it closes for all.',
  },
  export: {
    title: 'Taking a copy',
    text: 'Each of you may save a copy of the whole talk. This needs both of you. A saved copy is not protected, and copies already made stay.',
  },
  allow: 'Allow it',
  takeBack: 'Take it back',
  neither: 'Neither of you has allowed it yet.',
  own: 'You have allowed it. {partner} has not yet, and need not.',
  theirs: '{partner} has allowed it. It opens when you do too. You need not.',
  both: 'You have both allowed it.',
  going: 'On its way.',
}

export const keeping = {
  title: 'How long it is kept',
  until: (date: string) => `This talk is kept until ${date}. Every new entry counts anew.`,
  closed: 'This talk is kept until you close it.',
  days: 'Keep it for',
  options: [
    { days: 7, label: '7 days' },
    { days: 30, label: '30 days' },
    { days: 90, label: '90 days' },
    { days: 365, label: 'A year' },
    { days: 0, label: 'Until we close it' },
  ],
  other: (days: number) => `${days} days`,
  how: 'It changes when you both wish the same.',
  mine: (wish: string) => `You would like: ${wish}. It holds once {partner} would like that too.`,
  theirs: (wish: string) => `{partner} would like: ${wish}.`,
  too: 'I would like that too',
  change: 'Change it',
}

export const erasing = {
  kept: 'What is kept',
  title: 'Withdrawing and forgetting',
  one: 'A single message can be withdrawn where it stands, under “Read”.',
}

export const receipt = {
  title: 'A receipt, without words',
  date: (date: string) => `Erased on ${date}.`,
  entries: (many: number) => (many === 1 ? 'One entry of yours was in it.' : `${many} entries of yours were in it.`),
  head: (hash: string) => `Its last mark was ${hash}.`,
  gone: 'Nothing of it can be opened any more.',
  copy: 'Copy the receipt',
  copied: 'Copied.',
  notCopied: 'This browser did not copy it. You can select it here.',
}

export const unverified = {
  title: 'What could be verified',
  lead: (many: number) =>
    many === 0
      ? 'Nothing of what came could be verified, so nothing is shown.'
      : 'Up to here everything is as it was sealed. What came after it is not shown.',
  report: 'A report without words',
  reportText:
    'It holds the order and the kinds of what came, and where it stopped. No words, no names. You can give it to someone who helps.',
  copy: 'Copy the report',
  show: 'Show what was verified',
}

export const unsent = {
  title: 'Your words that were not sent',
  lead: 'They are on this device alone, and stay here. You can copy them, so that nothing is lost.',
  copy: 'Copy these words',
  show: 'Show them',
  kinds: { going: 'On its way when it stopped', back: 'Came back', draft: 'Not sent yet' },
}
