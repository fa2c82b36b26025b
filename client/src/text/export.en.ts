import type { Seat } from '@haven/shared/steps.ts'

/** What stands in a copy of a talk, and in the file of it. */
export const file = {
  practice: 'Practice. This was a practice talk.',
  warning: {
    whole:
      'This copy is not protected. Whoever has it can read all that is in it. Erasing your words in Haven does not change it.',
    own: 'This copy is not protected. Whoever has it can read your words in it. Erasing them in Haven does not change it.',
  },
  vouched: {
    whole: 'The keys of this talk are in the file, so anybody can check that its words are those that were sealed.',
    own: 'The words in this file are bound to it by the seal of the file alone. Its entries are those of the talk: what the others did and chose, and when, is among them, without their words.',
  },
  notes: 'Own notes are in the file too, beside the talk. They are bound to it by the seal of the file alone.',
} as const

export const paper = {
  title: (one: string, other: string) => `A talk between ${one} and ${other}`,
  titleOwn: (name: string) => `What ${name} said in a talk`,
  unnamed: { p1: 'One of the two', p2: 'The other of the two', therapist: 'The therapist' } satisfies Record<
    Seat,
    string
  >,
  practice: 'Practice',
  days: (first: string, last: string) => (first === last ? first : `${first} to ${last}`),
  therapist: (name: string) => `With ${name} as their therapist.`,
  made: (day: string) => `Copy made on ${day}.`,
  empty: 'Nothing has been said yet.',
  emptyOwn: (name: string) => `There are no words of ${name} in it.`,
  aloud: (name: string) => `${name} said this aloud.`,
  noWords: (name: string) => `${name}: no words here.`,
  withdrawn: (name: string) => `${name}: these words were withdrawn.`,
  remark: (name: string, beside: string | undefined) =>
    beside === undefined ? `A note by ${name}` : `A note by ${name}, ${beside}`,
  beside: {
    words: (what: string) => `beside ${what}`,
    silence: (what: string) => `in the silence after ${what}`,
  },
  gone: 'words that were withdrawn',
  unspoken: 'a moment without words',
  notInIt: 'words that are not in this copy',
  guided: (name: string, to: string | undefined) => (to === undefined ? name : `${name}, for ${to}`),
  page: (page: number, of: number) => `${page} of ${of}`,
  head: (entries: number, hash: string) => `${entries} entries. The last one has the mark ${hash}`,
} as const
