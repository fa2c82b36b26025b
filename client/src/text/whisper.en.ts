/** Words of the exchange between one partner and the therapist, and of what leads there. Braces as in the prompts. */
export const whisper = {
  title: 'A word to {therapist}',
  lead: 'Only you and {therapist} see this page. {partner} sees neither the words nor that there were any.',
  empty: 'Nothing has been written here yet.',
  log: 'What you and {therapist} have written',
  label: 'Your words to {therapist}',
  hint: 'A line is enough.',
  send: 'Send',
  link: 'Open the next practice room',
  eraseSure: 'Erase these words? They go for {therapist} too.',
  eraseYes: 'Yes, erase them',
  eraseNo: 'Keep them',
  notErased: 'That did not go through. The words are still here. Please press again.',
  shut: 'This exchange can’t be read here any more. The talk goes on.',
  notSent: 'These words did not reach {therapist}. They are here again.',
  policies: {
    none: '{therapist} does not write to one of you alone.',
    'safety-only':
      'This is for pace and safety. {therapist} keeps no secrets between you, apart from what is about safety.',
    'limited-secrets':
      '{therapist} may keep what you write here, but not for good. If the talk can’t be honest or safe without it, you are asked to say it yourself.',
  },
}

export const tell = {
  title: 'May I tell {therapist}?',
  lead: 'With {therapist} here, none of these ends the talk. {therapist} can help better by knowing. {partner} sees nothing of this page.',
  lines: 'Is one of these true for you?',
  would: '{therapist} would read:',
  words: (items: string) =>
    `On my private page, one of these is true for me, or I am not sure. ${items} Please ask me about it alone.`,
  later: 'If {therapist} can’t be reached yet, it waits as long as this window stays open, and you are asked again.',
  yes: 'Yes, tell {therapist}',
  no: 'No, or none of these',
  self: 'Nothing is sent from this page. If one of these is true for you, please tell {therapist} yourself before you go on.',
  goOn: 'Go on',
  again: 'You wanted {therapist} to know something from your private page. {therapist} can be reached now.',
  send: 'Send it now',
  leave: 'Don’t send it',
}
