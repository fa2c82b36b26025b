/** Words on the screens of the steps that are not in the prompts. Braces as there. */
export const steps = {
  agreed: 'You have agreed. We go on when you have both agreed.',
  ready: 'You are ready. We go on when you are both ready.',
  given: 'Your line is with {partner}. We go on when you have both had your turn.',
  closing: 'You chose “{choice}”. We go on when you have both chosen.',
  adding: 'When {partner} adds something, you choose again.',
  kept: 'You have chosen. Nothing else is asked of you today.',
  half: 'Your half is there. You will see both halves when {partner} has written theirs.',
  plan: 'Your part is there. We go on when {partner} has written theirs.',
  change: 'Change my words',
  keep: 'Leave it as it is',
  more: 'Find more words for it',
  soFar: 'What you have said so far',
  earlier: 'What was said before',
  missing: 'A piece is missing: ',
  missingUnnamed: 'A piece is missing. You may try once more, in your own words.',
  kind: 'This can take a few tries. A smaller piece may help, or saying it aloud, or a rest first.',
  bring: 'Bring what I found',
  onlyHere: 'Only you can see this page. It stays on this device.',
  story: 'Our story of it',
  storyEmpty: 'Your story will stand here.',
  bothHalves: 'Two halves of one pattern',
  bothPlans: 'Your plan for when it comes back',
  moments: 'Moments for another day: {titles}.',
  thanks: 'A thank you from {partner}',
  uneasy:
    'Thank you for listening to yourself. You may spend tonight with somebody you trust. There are people you can call.',
  easy: 'Then be gentle with yourselves tonight.',
  answerAgain: 'Answer again',
  helpLabel: 'People who can help',
  erasing: 'Erasing your words …',
  notErased: 'Some of your words are still here, because the line is down. Please try again in a moment.',
  notAgreed: 'That did not go through. Nothing is lost. Please press again.',
} as const

/** Both halves as one sentence, from what each of them does. Undefined where one of them named nothing. */
export const patternOf = (mine: readonly string[], yours: readonly string[]): string | undefined =>
  mine.length > 0 && yours.length > 0
    ? `The more I ${list(mine)}, the more you ${list(yours).replaceAll('myself', 'yourself')}.`
    : undefined

/** a · a and b · a, b and c */
export const list = (labels: readonly string[]): string =>
  new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(labels.map(lowered))

const lowered = (label: string) => label.charAt(0).toLowerCase() + label.slice(1)
