/** Words about the therapist’s seat and about practice, as the two partners read them. Braces as in the prompts. */
export const company = {
  here: '{therapist} is here',
  along: '{therapist} can read along',
  away: '{therapist} has not joined yet',
  beside: 'A line from {therapist} is beside the prompt',
  ledBack: '{therapist} has led us back here. Nothing is lost.',
  left: '{therapist} is no longer here.',
}

export const readers = {
  partner: '{partner} reads this',
  both: '{partner} and {therapist} read this',
  therapist: 'Only {therapist} reads this',
  nobody: 'Only you',
}

export const guided = {
  label: 'From {therapist}',
  to: (name: string) => `For ${name}`,
  earlier: 'Earlier from {therapist}',
  partly: 'Please answer “partly” this time, as practice.',
  said: (name: string, words: string) => `${name}: ${words}`,
  saidTo: (name: string, to: string, words: string) => `${name}, for ${to}: ${words}`,
}

export const hold = {
  kept: 'What you were writing is kept here. It waits until we go on.',
  keptLabel: 'What you were writing',
  nothing: 'Nothing is asked of you now. We go on from the same place.',
}

/** On the way to the exchange; it changes in place and says nothing of what is there. */
export const word = {
  open: 'A word to {therapist}',
  fresh: 'A word from {therapist}',
  unsent: 'Your word to {therapist} can go now',
  back: 'Your word to {therapist} is here again',
}

export const without = {
  open: 'Go on without {therapist}',
  sure: 'Go on without {therapist}?',
  text: '{therapist} leaves at once and can read nothing more. What {therapist} has read stays read. You two go on from here, or you end the talk. Both of you read the same plain line.',
  yes: 'Yes, go on as two',
  no: 'No, leave it as it is',
  failed: 'That did not go through, so nothing has changed. Please press again.',
}

export const arriving = {
  allAgree: 'You have agreed. We go on when all three of you have agreed.',
  therapistAgrees: 'You two have agreed. We go on when {therapist} has agreed too.',
  linkOpen: 'The link for {therapist}',
}

export const practice = {
  mark: 'Practice',
}

export const ownTherapist = {
  title: 'For {therapist}',
  lead: 'This one is for {therapist}. It works once and lasts a day. They open it in their workspace.',
  message: 'We would like you to sit with us in Haven. Please open this in your workspace.',
}

export const therapistLink = {
  title: 'This link is for a therapist',
  text: 'It was made for the therapist of two people, and it opens in a therapist’s workspace. Nothing was claimed by opening it here.',
  open: 'Open my workspace',
  notMine: 'If you are one of the two, your own link is another one.',
}
