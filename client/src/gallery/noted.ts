import type { Step } from '@haven/shared/steps.ts'
import type { Category } from '../coach/categories.ts'
import type { LoadCoach } from '../parts/load-coach.ts'

/** A draft half written, and what a made-up coach notices in it. */
type Noted = { step: Step; seat: 'p1' | 'p2'; field: string; draft: string; notices: Partial<Record<Category, string>> }

export const NOTED: Record<string, Noted> = {
  concern: {
    step: 'hear.voice',
    seat: 'p1',
    field: 'text',
    draft: 'I rang you at two and I was alone with her. You never think of anyone but yourself.',
    notices: { vulnerable: 'I was alone with her.', blame: 'You never think of anyone but yourself.' },
  },
  /** The same, still to be written. */
  empty: {
    step: 'hear.voice',
    seat: 'p1',
    field: 'text',
    draft: '',
    notices: { vulnerable: 'I was alone with her.', blame: 'You never think of anyone but yourself.' },
  },
  strength: {
    step: 'hear.voice',
    seat: 'p1',
    field: 'text',
    draft: 'I rang you at two and I was alone with her.',
    notices: { vulnerable: 'I was alone with her.' },
  },
  safety: {
    step: 'hear.voice',
    seat: 'p1',
    field: 'text',
    draft: 'I did not call again because I was afraid of what you would do.',
    notices: { safety: 'afraid of what you would do' },
  },
  own: {
    step: 'own.say',
    seat: 'p2',
    field: 'feel',
    draft: 'I am sorry you feel that way, but I had a meeting at eight and could not have known how bad it was.',
    notices: { nonapology: 'I am sorry you feel that way' },
  },
}

/** Notices those very words and nothing else. */
export const coachOf = ({ notices }: Noted): LoadCoach => {
  const notice = (draft: string) =>
    Object.entries(notices).flatMap(([category, words]) => {
      const start = draft.indexOf(words)
      return start < 0
        ? []
        : [{ category: category as Category, start, end: start + words.length, rule: `shown:${category}` }]
    })
  return async () => ({ isWhole: true, notice })
}
