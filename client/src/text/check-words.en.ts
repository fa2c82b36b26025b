/** Two words to be read aloud. Braces as in the prompts. */
export const checkWords = {
  title: 'Are we talking to each other?',
  lead: 'Read these two words to each other, by phone or across the table.',
  same: 'Are they the same for both of you? Then these are your two devices, and nobody sits in between.',
  differ: 'Are they not the same? Then stop here, write nothing more, and find out together who opened the link.',
  how: 'Each device works the words out from a secret that only your devices have. They are sent to nobody.',
  own: (words: string) => `With another device of yours: ${words}`,
  with: (name: string, words: string) => `With ${name}: ${words}`,
  none: 'As soon as {partner} has taken the other seat, two words stand here.',
  waiting: 'One moment.',
  failed: 'The words could not be fetched just now. Please close this page and open it again.',
  alike: (name: string, moment: string) =>
    `The devices compare by themselves too: on ${moment} yours and the one of ${name} had the same talk, line for line.`,
}
