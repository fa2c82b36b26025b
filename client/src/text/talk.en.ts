/* oxlint-disable max-lines -- a table of words */
import type { Chapter } from '@haven/shared/steps.ts'

/** Words of the talk's frame that are not in the prompts. Braces as there. */
const chapters: Record<Chapter, string> = {
  arrive: 'Arrive',
  map: 'Map',
  hear: 'Hear',
  own: 'Own',
  reach: 'Reach',
  weave: 'Weave',
  close: 'Close',
}

export const parts = {
  chapters,
  chaptersLabel: 'Chapters',
  pathLine: (here: number, all: number, chapter: string) => `${here} of ${all} · ${chapter}`,
  onceMore: (chapter: string) => `${chapter}, once more`,
  more: 'More',
  soFar: 'What was said',
  yourWords: 'Your words',
  yourSide: 'Your side',
  starters: 'Ways to begin',
  anotherLine: 'Add another',
  you: 'You',
  says: '{partner} says',
  aloud: 'Said aloud.',
  noWords: 'No words here.',
  unseen: {
    sealed: 'One moment.',
    erased: 'These words were withdrawn.',
    unreadable: 'These words can’t be opened on this device.',
  },
  onItsWay: 'On its way',
  snags: {
    empty: 'A word or two is enough to send. You may also wait; nothing is lost.',
    tooLong: 'This is more than one piece can carry. Please shorten it, or send it in two pieces. It is kept here.',
    failed: 'That did not go through. Your words are still here. Please press again.',
  },
  returned:
    'The talk had moved on before these words were there. They are here again, and {partner} has not seen them.',
  cameBack: 'The talk had moved on, so that press did nothing. Nothing is lost.',
  wordsCameBack: 'The talk had moved on before these words were there. {partner} has not seen them.',
  letGo: 'Let them go',
  allRight: 'All right',
  reconnecting: 'Reconnecting, your words are kept.',
  met: '{partner} says: I am here',
  drawer: {
    title: 'Your drawer, only for you',
    label: 'What you want to explain. It stays here.',
    hint: 'But I ...',
  },
}

export const talk = {
  meantForYou: 'This second talk is meant for your hurt. You both still choose.',
  meantFor: 'This second talk is meant for what hurt {partner}. You both still choose.',
  opening: 'One moment. Your talk is being opened on this device.',
  begin: 'You both press Begin, each in your own time.',
}

export const pause = {
  until: (time: string) => `We meet again at ${time}.`,
  over: 'The time you set is over. There is no hurry.',
  own: 'In how many minutes?',
  ownSet: 'Set this time',
  tooMuch: 'It is too much',
  numb: 'I have gone numb',
  sensesAsk: 'Come back through your senses',
  other: 'Or leave it for today',
  kept: 'What you were writing is kept on your own device.',
}

export const aside = {
  where: 'Where would you be on firmer ground?',
  mine: 'You have asked to go back to: {target}. We go on when {partner} has answered.',
  fromLimit: 'This is a hard place, and nobody did it wrong. A smaller piece may reach further.',
  waits: 'Either of you can choose where to go on.',
}

export const between = {
  read: 'What was said',
}

export const lookBack = {
  open: 'Look back',
  soon: (date: string) =>
    `This talk is kept until ${date}. Then it is erased. You can both choose longer under “Look back”.`,
  own: 'These are your own words. All of it opens again when you both allow it, under “Look back”.',
}

export const forget = {
  open: 'Forget this talk',
  title: 'Forget this talk?',
  text: 'When you both ask, the whole talk is erased at once, for both of you. If you ask alone, your own words are withdrawn at once, and the rest is erased after three days, unless you change your mind. What is withdrawn or erased can’t be brought back.',
  ask: 'Ask to forget it',
  mine: 'You have asked to forget this talk, and your own words are withdrawn. The rest is erased when {partner} asks too.',
  mineDue: (moment: string) =>
    `You have asked to forget this talk, and your own words are withdrawn. The rest is erased on ${moment}, or as soon as {partner} asks too.`,
  theirs: '{partner} has asked to forget this talk. It is erased when you ask too. You can also leave it as it is.',
  theirsDue: (moment: string) =>
    `{partner} has asked to forget this talk. It is erased on ${moment}, or at once when you ask too. Until then you can read your own words and take them along.`,
  going: 'Your own words are being withdrawn.',
  failed: 'Some of your words are still here, so nothing was asked. Please try again in a moment.',
  neverMind: 'Never mind, keep it',
}

export const more = {
  devices: 'Devices',
  title: 'More',
  back: 'Take a step back to',
  backText: 'You both decide. {partner} is asked first.',
  gates: 'Open something again',
  gatesText: 'An answer may change later. You need no reason.',
  park: 'Put something aside for another day',
  parkLabel: 'A short name for it',
  parkHint: 'The other thing about ...',
  parked: 'It is kept for later.',
  endSure: 'End this talk for today?',
  endText: 'You both go to a short close. Nobody has to give a reason.',
  endYes: 'Yes, end it',
  endNo: 'No, go on',
}

export const done = {
  erase: 'Erase my words',
  eraseSure: 'Erase all your own words in this talk?',
  eraseText:
    'They go for both of you. What {partner} has read or copied can’t be called back. Your private notes and answers go too.',
  eraseYes: 'Yes, erase them',
  eraseNo: 'Keep them',
  erasing: 'Your words are being erased.',
  erased: 'Your words are erased.',
  notErased: 'Some of your words are still here. Please try again in a moment.',
  second: 'Start the second talk',
  secondText: 'You chose another day for the other hurt. Give it at least a night. It is a new talk with its own link.',
  secondFrom: (when: string) => `A good time is from ${when} on. You will find this again under “Go on”.`,
  secondNow: 'We would rather start it now',
  helpText: 'Talking to someone you trust can help too.',
  home: 'To the first page',
}

/** Why a talk stopped on this device: what happened, what is safe, one thing to do. */
export const troubles = {
  again: 'Open it again',
  home: 'To the first page',
  story: {
    title: 'Something doesn’t add up here',
    text: 'What came from the server is not what this device can vouch for. So nothing more is shown, and nothing is sent.',
    safe: 'Your own words are kept on this device.',
  },
  join: {
    title: 'Someone joined whom this device doesn’t know',
    text: 'So nothing more is shown, and nothing is sent. Please speak with your partner before you go on.',
    safe: 'Your own words are kept on this device.',
  },
  login: {
    title: 'This device was not let in',
    text: 'The server did not accept its keys. Please open the talk again in a moment.',
    safe: 'Your own words are kept on this device.',
  },
  otherTab: {
    title: 'Open in another window',
    text: 'This talk goes on in the window where you opened it last. You can also go on here.',
    safe: 'Nothing is lost.',
  },
  erased: {
    title: 'This talk has been erased',
    text: 'It is gone from the server, and this device has dropped its keys.',
    safe: 'Nothing of it can be opened any more.',
  },
  removed: {
    title: 'This device is no longer in the talk',
    text: 'A new link for your seat was opened, or another device of yours let this one out. It has dropped its keys. If that was not you, speak with your partner, or with somebody you trust.',
    safe: 'What was said in the talk is still there.',
  },
  version: {
    title: 'There is a newer Haven',
    text: 'Please open the talk again to go on with it.',
    safe: 'Your own words are kept on this device.',
  },
  malformed: {
    title: 'Something went wrong between here and the server',
    text: 'Please open the talk again.',
    safe: 'Your own words are kept on this device.',
  },
  cannotLoad: {
    title: 'The talk can’t be opened just now',
    text: 'Something went wrong on our side. Please try again in a few minutes.',
    safe: 'Nothing is lost, and your own words are kept on this device.',
  },
  tooFast: {
    title: 'Let us wait a little',
    text: 'There was too much at once from here. Please open the talk again in a minute.',
    safe: 'Your own words are kept on this device.',
  },
}
