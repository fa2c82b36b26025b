import type { Role } from '@haven/shared/steps.ts'
import { type Category, CONCERNS, type Concern, listensTo, placeOf, STRENGTHS } from './categories.ts'
import { clausesOf, type Stretch } from './clauses.ts'
import type { Ear, Heard } from './ear.ts'
import { CERTAIN, GUARDS, LANGUAGE, REPORTED } from './habits.en.ts'
import { READ_TO, type Tokens, tokensOf } from './tokens.ts'

/** Offsets into the untouched draft, and the rule that "not this" silences. */
export type Note = { category: Category; start: number; end: number; rule: string }

/** Where a draft is written, as far as it is known; without a language it is English. */
export type Listening = { role?: Role | undefined; step?: string | undefined; language?: string | undefined }

/**
 * Everything worth saying about a draft, in the order of the draft: concerns that listen here, strengths, safety. Pure
 * and total; drafts are read to 4,000 characters. Without an ear the certain rules work alone. Another language: nothing.
 */
export const notice = (draft: string, listening: Listening, ear?: Ear): Note[] => {
  if ((listening.language ?? LANGUAGE) !== LANGUAGE) return []
  const text = draft.slice(0, READ_TO)
  const clauses = clausesOf(text)
  if (clauses.length === 0) return []
  const open: ReadonlySet<Category> = new Set<Category>([...listensTo(listening), 'safety', ...STRENGTHS])
  const found = [...(ear ? heardIn(text, { clauses, listening, ear }) : []), ...certainIn(text, clauses)]
  return found
    .filter(note => open.has(note.category) && !isGuarded(note, text))
    .filter((note, at, all) => all.findIndex(other => other.category === note.category) === at)
    .sort((a, b) => a.start - b.start)
}

type Reading = { clauses: readonly Stretch[]; listening: Listening; ear: Ear }

const heardIn = (text: string, { clauses, listening, ear }: Reading): Note[] => {
  const tokens = tokensOf(text)
  const heard = ear.hear(tokens, placeOf(listening))
  if (isForeign(tokens, heard)) return []
  const isOver: IsOver = (category, at) =>
    heard.whole[at]! >= (ear.header.thresholds[category]?.[listening.role ?? 'unknown'] ?? 2)
  const concerns = concernsIn(heard, listensTo(listening), isOver)
  const parts = [...concerns, ...(isOver('safety', CONCERNS.length) ? (['safety'] as const) : [])]
  const strengths = STRENGTHS.filter((one, at) => isOver(one, CONCERNS.length + 1 + at))
  return [
    ...parts.map(category => ({
      category,
      ...spokenIn(clauses, { tokens, heard, category }),
      rule: `ear:${category}`,
    })),
    ...strengths.map(category => {
      const word = heard.loudest[CONCERNS.length + 1 + STRENGTHS.indexOf(category)]!
      const [start, end] = clauseAt(clauses, tokens.starts[word]!)
      return { category, start, end, rule: `ear:${category}` }
    }),
  ]
}

type IsOver = (category: string, at: number) => boolean

/** Those it is sure of by themselves; once it is sure of any, those it can name, and at least the likeliest. */
const concernsIn = (heard: Heard, open: ReadonlySet<Concern>, isOver: IsOver): Concern[] => {
  const scoreOf = (concern: Concern) => heard.whole[CONCERNS.indexOf(concern)]!
  const isAny = isOver('any', heard.whole.length - 1)
  const may = CONCERNS.filter(one => open.has(one) && !isTender(heard, one))
  const named = may.filter(one => {
    const at = CONCERNS.indexOf(one)
    return isOver(`${one} alone`, at) || (isAny && isOver(one, at))
  })
  if (named.length > 0 || !isAny) return named
  const [likeliest] = [...may].sort((a, b) => scoreOf(b) - scoreOf(a))
  return likeliest && scoreOf(likeliest) >= LIKELY ? [likeliest] : []
}
const LIKELY = 0.4

/** Words of another language are not its own: of eight fewer than half are known, of a few hardly one. */
const isForeign = ({ words }: Tokens, { known }: Heard): boolean =>
  words.length >= 8 ? known < words.length / 2 : words.length >= 3 && known < words.length / 4

/** A false blame note on a tender sentence costs five misses: there it has to be surer. */
const isTender = ({ whole }: Heard, concern: Concern): boolean => {
  if (concern !== 'blame' && concern !== 'contempt') return false
  const tender = TENDER.some(one => whole[CONCERNS.length + 1 + STRENGTHS.indexOf(one)]! >= 0.5)
  return tender && whole[CONCERNS.indexOf(concern)]! < SURE_OF_TENDER
}
const TENDER = ['vulnerable', 'need', 'reach', 'remorse'] as const
const SURE_OF_TENDER = 0.8

type Spoken = { tokens: Tokens; heard: Heard; category: Concern | 'safety' }

/** The clauses that carry it: the loudest, and its neighbours that carry it nearly as well. */
const spokenIn = (clauses: readonly Stretch[], { tokens, heard, category }: Spoken): { start: number; end: number } => {
  const part = category === 'safety' ? CONCERNS.length : CONCERNS.indexOf(category)
  const loud = clauses.map(([start, end]) => {
    const inside = heard.words.filter((_, at) => tokens.starts[at]! >= start && tokens.ends[at]! <= end)
    return inside.length === 0 ? 0 : inside.reduce((sum, word) => sum + word[part]!, 0) / inside.length
  })
  const most = Math.max(...loud)
  let first = loud.indexOf(most)
  let last = first
  while (first > 0 && loud[first - 1]! >= most * NEARLY) first -= 1
  while (last + 1 < loud.length && loud[last + 1]! >= most * NEARLY) last += 1
  return { start: clauses[first]![0], end: clauses[last]![1] }
}
const NEARLY = 0.6

const clauseAt = (clauses: readonly Stretch[], at: number): Stretch =>
  clauses.find(([start, end]) => at >= start && at < end) ?? clauses[0]!

const certainIn = (text: string, clauses: readonly Stretch[]): Note[] => {
  const plain = text.replaceAll(/[’‘]/g, "'")
  return CERTAIN.flatMap(({ rule, category, pattern }) => {
    const found = pattern.exec(plain)
    if (!found || (category !== 'safety' && REPORTED.test(plain.slice(0, found.index)))) return []
    const [start, end] = clauseAt(clauses, found.index)
    return [{ category, start, end: Math.max(end, found.index + found[0].length), rule }]
  })
}

const isGuarded = ({ category, start, end }: Note, text: string): boolean => {
  const words = text.slice(start, end)
  return GUARDS.some(({ against, pattern }) => against.some(one => one === category) && pattern.test(words))
}
