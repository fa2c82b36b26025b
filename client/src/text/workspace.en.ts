/* oxlint-disable max-lines -- a table of words */
/** Words of the therapist’s workspace. Plain, warm, nobody blamed; what couples see of it stands elsewhere. */

export const workspace = {
  title: 'Your workspace',
  lock: 'Lock',
  couples: 'All couples',
  settings: 'Your workspace',
  first: 'Partner one',
  second: 'Partner two',
  you: 'You',
  unnamed: 'Without a name',
  practice: 'Practice',
  saving: 'Saving',
  kept: 'Kept on this device until there is a line again',
  cancel: 'Leave it',
}

export const door = {
  title: 'For therapists',
  lead: 'A workspace holds the keys to the talks you sit in on. It has no account and no e-mail. Six words open it, and only you have them.',
  unlock: 'Open my workspace',
  make: 'Make a workspace',
  byWords: 'Six words',
  byCode: 'The printed code',
  words: 'Your six words',
  code: 'The code from your page',
  how: 'How do you open it?',
  open: 'Open it',
  opening: 'Opening. This takes a few seconds.',
  locked: 'Your workspace is locked. Nothing of it is left on this page.',
  idle: 'Your workspace was locked after 15 quiet minutes.',
  replaced: 'Your workspace was changed elsewhere, so it was locked here.',
  erased: 'Your workspace is erased. The talks of your couples stay theirs.',
  waits: 'Open your workspace first. The link is kept on this page meanwhile.',
  failures: {
    unknown: 'That did not open a workspace.',
    slowDown: 'There were many tries in a short time. Please wait, an hour at the most, and try again.',
    offline: 'Haven could not be reached. Please try again when you are connected.',
    failed: 'That did not work. Something went wrong on our side. Please try again.',
    rolledBack:
      'The server gave back an older workspace than the one this device has seen. So it was not opened. Please do not go on here before you know why.',
  },
  unsafe:
    'Your browser locks words only on a safe address. Open the same address with https at the start, or open Haven on the computer it runs on.',
}

export const making = {
  title: 'Make a workspace',
  lead: 'Couples see your name where they are told that you can read along.',
  name: 'Your name, as couples will see it',
  nameHint: 'Dr. Lind, or Maren',
  make: 'Make it',
  making: 'Making it. This takes a few seconds.',
  shown: 'Your six words',
  shownLead: 'They are shown once, and kept nowhere. Nobody can send them to you again, and we can’t either.',
  code: 'Your code',
  codeLead: 'The code opens the same workspace, should the words be lost. Print it, or write it down.',
  print: 'Print this page',
  wroteWords: 'I have written down the six words.',
  wroteCode: 'I have printed the code, or written it down.',
  enter: 'Go in',
  paperTitle: 'The way into your workspace',
  paperKeep: 'Keep this page where only you find it. Whoever has it can read the talks you sit in on.',
  paperUnknown: 'Known only at the time it was made. Please write it here yourself.',
  paperWhere: 'Open it at',
}

export const list = {
  greeting: (open: number) =>
    open === 0 ? 'No room is open just now.' : open === 1 ? 'One room is open.' : `${open} rooms are open.`,
  none: 'Nobody is here yet. A new talk gives you one link for each partner.',
  supervised: 'Couples',
  practice: 'Practice',
  practiceWhy: 'Kept apart, and counted nowhere.',
  ended: 'Ended',
  endedBy: { removed: 'You no longer have a seat.', erased: 'Gone, with its keys.', forgotten: 'Forgotten.' },
  takeOff: 'Take off the list',
  newTalk: 'A new talk',
  newPractice: 'A new practice',
  add: 'I have a link from a couple',
  rename: 'Rename',
  renameOf: (alias: string) => `Rename ${alias}`,
  alias: 'What you call this couple',
  aliasWhy: 'Only you see it.',
  save: 'Keep the name',
  opening: 'Opening',
  notOpened: 'This room could not be opened on this device. Nothing of it is lost.',
  openAgain: 'Try again',
  nameFirst: 'Give it a name to open it.',
  since: (minutes: number) =>
    minutes < 1 ? 'just now' : minutes < 120 ? `since ${minutes} min` : `since ${Math.floor(minutes / 60)} hours`,
  sinceDay: (day: string) => `since ${day}`,
  hereOne: (name: string) => `${name} is here`,
  hereTwo: (one: string, other: string) => `${one} and ${other} are here`,
  hereNone: 'Nobody is here',
  whisper: (name: string) => `A word from ${name} to you alone waits for an answer`,
}

const ROUNDS = ['First', 'Second', 'Third', 'Fourth', 'Fifth', 'Sixth']

/** How things stand, in a row and in the panel alike. */
export const standing = {
  turn: (name: string) => `${name} is asked now`,
  both: 'Both are asked now',
  bothIn: 'Both have answered',
  round: (round: number, chapter: string) => `${ROUNDS[round - 1] ?? 'One more'} round of ${chapter}`,
  links: 'The links are out',
  linkOf: (name: string) => `The link of ${name} is still open`,
  consent: 'They wait for you to agree too',
  next: 'They would both go on today. You decide.',
  held: 'Held by you',
  paused: 'A pause',
  pausedUntil: (time: string) => `A pause, until ${time}`,
  back: (name: string) => `${name} is back`,
  stepBack: 'Looking for firmer ground',
  proposed: (name: string, target: string) => `${name} asks to go back to: ${target}`,
  between: 'Set down. They go on when both are back.',
  done: 'Finished',
  marked: (name: string) => `${name} has answered`,
  youMarked: 'You have answered',
  safety: 'Each is alone with a few questions.',
  missing: (name: string) => `A piece is missing for ${name}`,
}

export const begin = {
  title: { supervised: 'A new talk', practice: 'A new practice' },
  lead: {
    supervised: 'You get one link for each partner. Nothing begins before both of them, and you, agree.',
    practice: 'The word Practice stands on every screen. Nothing of it is counted anywhere.',
  },
  aliasHint: 'Thursday, ten o’clock',
  where: 'Where will they talk?',
  places: { apart: 'In two places', together: 'In the same room' },
  keep: 'How long is it kept?',
  keeps: [
    { days: 30, label: '30 days' },
    { days: 90, label: '90 days' },
    { days: 365, label: 'One year' },
    { days: 0, label: 'Until they close it' },
  ],
  policy: 'Words to one of them alone',
  policyWhy: 'Both read this before they agree, and it stays as it is.',
  policies: [
    { value: 'none', label: 'None. You write to both or not at all.' },
    { value: 'safety-only', label: 'For pace and safety. What matters to both comes back to both.' },
    { value: 'limited-secrets', label: 'Some things may stay with you for a time, as you agreed with both.' },
  ] as const,
  card: 'What do they practise with?',
  ownCard: 'A small hurt of their own, at most 4 of 10',
  cardLabel: (title: string, kind: string) => `${title} · ${kind}`,
  cardBegins: 'How both cards begin',
  hurt: 'Who plays the one who was hurt?',
  hurts: { injured: 'Whoever opens the first link', injuring: 'Whoever opens the second link' },
  make: 'Make the links',
  making: 'Making the links',
  failed: {
    offline: 'Haven could not be reached. What you chose is still here.',
    slowDown: 'There were many tries in a short time. Please try again in a few minutes.',
    failed: 'That did not work. Please try again.',
    notNamed: 'The links are made. Only the name could not be kept. Please press again.',
  },
}

export const links = {
  title: 'One link for each of them',
  lead: 'Each link works once, for 72 hours. Please do not swap them: each one is for one person.',
  of: (name: string) => `For ${name}`,
  message: 'Here is your own link to our talk. Open it when you are alone. There is no rush.',
  claimed: 'Used. Their seat is taken.',
  expired: 'No longer valid.',
  triedAgain: 'Someone opened this link again after it was used. Nobody got in.',
  toRoom: 'Go to the room',
}

export const add = {
  title: 'A link from a couple',
  lead: 'They sent you a link for the third seat. You will not have words with one of them alone in this talk.',
  field: 'Their link',
  join: 'Take the seat',
  joining: 'Taking the seat',
  cut: 'This is not a whole link for a therapist. Please copy all of it.',
  failed: {
    used: 'This link has already been used.',
    expired: 'This link is no longer valid. Please ask them for a new one.',
    unknown: 'This link opens nothing. Please ask them for a new one.',
    broken: 'Something changed this link on its way, so we did not go in. Please ask them for a new one.',
    offline: begin.failed.offline,
    slowDown: begin.failed.slowDown,
    failed: begin.failed.failed,
  },
}

export const room = {
  withCouple: (alias: string) => `Your room with ${alias}`,
  withNobody: 'Your room',
  opening: 'One moment. The talk is being opened on this device.',
  log: 'The talk so far',
  empty: 'Nothing has been said yet.',
  closed: 'What was said is closed now. It opens again here when both partners allow it.',
  beside: 'Beside the prompt',
  besideFor: (name: string) => `Beside the prompt, for ${name}`,
  panel: 'The step, and your tools',
  tools: 'Your tools',
  mark: 'Mark',
  markOf: (name: string) => `Mark what ${name} said`,
  markThis: 'Mark this moment',
  marked: (label: string) => `Marked: ${label}`,
  toEnd: 'Go to the last words',
  tabs: {
    guide: 'To show',
    whisper: 'Whisper',
    marks: 'Marks',
    note: 'Note',
    practice: 'Practice',
    links: 'Links',
    agree: 'Agree',
  },
  news: 'new',
  removed: {
    title: 'You no longer have a seat in this room',
    text: 'The two of them go on without a third seat, or have stopped. The keys of this talk are gone from your workspace.',
  },
  again: 'Open it again',
  /** In place of what a partner reads. */
  join: 'So nothing more is shown, and nothing is sent. Please ask the two of them before you go on.',
  returned: 'The talk had moved on, so that press did nothing.',
  returnedWords: 'The talk had moved on before these words were there. Nobody has seen them.',
  allRight: 'All right',
}

/** Quiet lines of the log. */
export const controls = {
  hold: 'Hold',
  holdWhy: 'Both stop for a moment. What they were writing is kept, and they are told that nobody did anything wrong.',
  release: 'Let it go on',
  back: 'Step back to …',
  rewind: 'Rewind to …',
  backTitle: 'Step back to',
  rewindTitle: 'Rewind to',
  backText: 'They go there at once, both of them. Nothing that was said is lost.',
  backSure: (target: string) => `Go back to: ${target}`,
  pause: 'Pause',
  pauseTitle: (minutes: number) => `Pause for ${minutes} minutes?`,
  pauseText: (minutes: number) =>
    `Both rest for ${minutes} minutes. What they were writing is kept. It goes on when both say that they are back.`,
  pauseYes: (minutes: number) => `Yes, ${minutes} minutes`,
  setDown: 'Stop for today',
  setDownTitle: 'Stop here for today?',
  setDownText: 'The talk rests where it is. They go on another day, when both are back.',
  end: 'End kindly',
  endTitle: 'End this talk?',
  endText: {
    talk: 'They go to a short close: a private question each. Nobody has to give a reason.',
    arrive: 'It ends here, before it has begun. Nobody has to give a reason.',
    resuming: 'Today ends here. The talk rests where it was, and they go on when both are back.',
    close: 'The close ends here, and with it the talk. Nobody has to give a reason.',
  },
  endYes: 'Yes, end it',
  goOn: 'Go on today',
  anotherDay: 'Another day',
  nextText: 'They would both go on with the second hurt today. It begins with the roles changed.',
}

export const agree = {
  lead: 'They agree each on their own device. You agree here, as the third seat.',
  name: 'Your name, as they see it',
  press: 'I agree',
  policy: 'Words to one of them alone',
}

export const guide = {
  why: 'Both see it beside the prompt of this step. It goes when the step goes.',
  field: 'Your words',
  hint: 'One line is often enough.',
  to: 'For whom?',
  both: 'Both',
  send: 'Show this',
  ways: 'Ways to say it',
  others: 'Other ways to ask',
  smaller: 'A smaller piece',
  smallerText: 'You could take one smaller piece of it. One sentence is enough.',
  slower: 'Slower',
  slowerText: 'Let us go more slowly here. One breath, and then fewer words.',
  ownWords: 'Their own words back',
  ownWordsText: 'Try to say it in the words you have just read, before you add any of your own.',
  explain: 'Ask about the explanation',
  explainText: (name: string) =>
    `${name}, would you like to hear how it came to happen? Now, later and never are all fine answers.`,
  here: 'Beside the prompt now',
  refused: 'Not while the talk stands here.',
}

/** Why nothing left, beside the words that are still there. */
export const sending = {
  tooLong: 'This is more than one piece can carry. Please shorten it. Your words are still here.',
  failed: 'That did not go through. Your words are still here. Please press again.',
  pressFailed: 'That did not go through. Please press again.',
}

export const whisper = {
  only: (name: string) => `Only ${name} and you`,
  policies: {
    none: 'You agreed on no words to one of them alone.',
    'safety-only': 'For pace and safety only. What matters to both belongs beside the prompt.',
    'limited-secrets': 'What stays with you here is what you agreed on with both.',
  },
  noneHere: 'This talk came from a couple’s link, so there are no words to one of them alone.',
  waits: (name: string) =>
    `You can write to ${name} alone once their device is known. That happens by itself after they join.`,
  field: (name: string) => `To ${name} alone`,
  send: (name: string) => `Whisper to ${name}`,
  erase: 'Withdraw',
  withdrawn: 'These words were withdrawn.',
  unreadable: 'These words can’t be opened on this device.',
  sealed: 'One moment.',
  onItsWay: 'On its way',
  link: 'A link to a new practice',
  shut: 'This exchange can’t be read here any more. The talk goes on.',
}

export const bookmarks = {
  why: 'Only you see these.',
  anchorLast: 'The next mark goes to the last words.',
  anchor: (name: string, words: string) => `The next mark goes to ${name}: “${words}”`,
  anchorFact: 'The next mark goes to the line you chose.',
  toLast: 'Use the last words instead',
  line: 'A line with it, if you like',
  so: 'Your marks so far',
  none: 'No marks yet.',
  labels: {
    alliance: 'Alliance',
    pattern: 'Interaction pattern',
    reframe: 'Reframe',
    softens: 'Pursuer softens',
    reengages: 'Withdrawer re-engages',
    enactment: 'Enactment',
    block: 'Block',
    deep: 'Deep feeling',
    active: 'Be more active',
    growth: 'Growth',
    adverse: 'Adverse event',
    supervision: 'Take to supervision',
  },
}

/** The eight moves of the model, in plain words. */
export const rows = [
  'One tells the hurt, and what it did',
  'The first defence is met kindly',
  'Fear, grief or shame under the anger',
  'It is grasped what it meant, and how it came about',
  'A clearer, fuller telling is witnessed',
  'It is owned, with sorrow that can be seen',
  'The comfort that was missing is asked for',
  'It is answered with care, and the story becomes shared',
]

export const note = {
  why: 'Only you can read it. It is kept on this device while you write.',
  saw: 'What I saw of the cycle',
  window: 'Where each was in the window',
  seqs: 'About',
  about: (what: string) => `About this: ${what}`,
  aboutAway: (what: string) => `Not about ${what}`,
  aboutSaid: (name: string, words: string) => `${name}: “${words}”`,
  aboutLine: 'the line you chose',
  rows: 'What was reached',
  rowStates: { '': 'Not noted', reached: 'Reached', tried: 'Tried', not: 'Not reached' },
  landed: 'What landed, and whose words did it',
  mine: 'What I did that helped or hurried',
  pull: 'My own pull',
  risk: 'Risk, and what I did',
  next: 'Next time',
  keep: 'Keep this note',
  kept: 'Kept.',
  onItsWay: 'On its way. It is safe on this device.',
  changed: 'Not kept yet. It is safe on this device.',
  earlier: 'Earlier notes',
}

export const practice = {
  label: 'Practice',
  card: (title: string) => `The card: ${title}.`,
  plays: (name: string) => `${name} plays the one who was hurt.`,
  partly: 'Ask for a “partly”',
  partlyWhy: (name: string) => `${name} is asked to answer “partly” at this gate.`,
  partlyLater: 'A “partly” can be asked for while they stand at a gate, where one of them answers yes or not yet.',
  partlyText: 'Please answer “partly” this time, as practice.',
  coachOff: 'Hide the coach',
  coachOn: 'Show the coach',
  coachOffText: 'The coach is quiet for now. Try it without.',
  coachOnText: 'The coach is there again.',
  again: 'Again, with the parts swapped',
  aliasAgain: (alias: string) => `${alias}, parts swapped`,
  againWhy: 'The same card in a new practice room. This one stays as it is.',
  making: 'Making the new room',
  made: 'The new room is there. Each of them needs their own link.',
  whisperLink: (name: string) => `Whisper ${name} their link`,
  whispered: (name: string) => `${name} has it.`,
  whisperText: 'Here is your link to the next practice, with the parts swapped.',
  toNew: 'Go to the new room',
}

export const own = {
  title: 'Your workspace',
  name: 'Your name, as couples will see it',
  nameWhy: 'It counts for new talks, and where you have not agreed yet.',
  bookmarks: 'What you call your marks',
  save: 'Keep these',
  saved: 'Kept.',
  ways: 'The ways in',
  newPhrase: 'Make new words',
  newPhraseWhy: 'With new words the old six stop working. The printed code stays as it is.',
  newPhraseFailed: 'No new words yet. The old ones still work. Please try again when you are connected.',
  print: 'Print the code page again',
  printWhy: 'Words and code are kept nowhere. The page holds what was typed or made since you opened the workspace.',
  erase: 'Erase this workspace',
  eraseTitle: 'Erase this workspace?',
  eraseText:
    'Your keys, names, marks and notes can’t be opened any more. The talks of your couples stay theirs, and go on without you.',
  eraseYes: 'Yes, erase it',
  notErased: 'It could not be erased just now, so nothing has changed. Please try again when you are connected.',
}
