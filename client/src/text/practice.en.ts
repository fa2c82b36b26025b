/** Words around a role card, for its player alone. Braces as in the prompts. */
export const practice = {
  card: 'Your card',
  casting: {
    own: 'The small hurt of this practice is yours.',
    ownTheirs: 'The small hurt of this practice is {partner}’s.',
    yours: 'In this card the hurt is yours.',
    theirs: 'In this card the hurt is {partner}’s.',
    both: 'In this card you were both hurt.',
    first: 'In this card you were both hurt. Yours is told first.',
    second: 'In this card you were both hurt. {partner}’s is told first.',
  },
  own: {
    title: 'A small hurt of your own',
    yours: 'Take a small, real hurt with {partner} that you still feel a little: at most 4 of 10 when you think of it.',
    theirs: '{partner} brings a small, real hurt with you. You answer as yourself.',
    smaller: 'If it is more than 4 of 10 today, take something smaller. Practice works best with something light.',
  },
  parts: {
    who: 'Who you are',
    happened: 'What happened',
    under: 'What is under it',
    yours: 'What you bring',
    drawer: 'In your drawer',
  },
}
