import { type Act, isBySeat } from '@haven/shared/acts.ts'
import { isPartner, type Partner, type Place, type Role, type Step, STEP_IDS } from '@haven/shared/steps.ts'
import { type View, viewOf } from '@haven/shared/view.ts'
import type { Scene, Words } from '../src/session/scene.ts'

/** One press of the walk. `drop`: the socket is torn away right behind it. */
export type Deed = { act: Act; words?: Words; drop?: true }
export type Row = Deed & { once?: (seen: Seen) => boolean }
export type Seen = { view: View; scene: Scene }
type Who = 'both' | Partner | Role
export type Table = Partial<Record<Place, Partial<Record<Who, readonly Row[]>>>>

const CONSENT = { wording: 'headless', kinds: 'use keep' } as const
const chose = (choice: string): Row => ({ act: { type: 'chose', choice } })
const allowed = (kind: string): Row => ({ act: { type: 'allowed', kind } })
const plain = (type: 'readied' | 'agreed' | 'finished' | 'stayed' | 'returned' | 'setDown'): Row => ({ act: { type } })
const answered = (choice: string, words?: Words): Row => ({
  act: { type: 'answered', choice },
  ...(words && { words }),
})
const spoke = (words: Words): Row => ({ act: { type: 'spoke', aloud: false }, words })

/** Said once in a sitting: a second one would only take the place of the first. */
export const consent = (words: string, kinds: string = CONSENT.kinds): Row => ({
  act: { type: 'agreed', wording: CONSENT.wording, kinds },
  words: { name: words },
  once: ({ view }) => view.standing !== 'chosen',
})

const isMet = ({ view }: Seen) => view.met
/** Both have spoken here, so that no later word takes a mark away. */
const bothSpoke = ({ view, scene }: Seen) => {
  const here = scene.told.flatMap(({ entry }) => (isBySeat(entry) && entry.step === view.step ? [entry] : []))
  return new Set(here.flatMap(({ act, by }) => (act.type === 'spoke' ? [by] : []))).size === 2
}

/** What each does at a place: its nth act there is the nth of the row. One talk with everything in it once. */
export const tableOf = (words: string): Table => ({
  'arrive.welcome': { both: [plain('readied')] },
  'arrive.safety': { both: [plain('readied'), plain('readied')] },
  'arrive.consent': { both: twice(consent(words)) },
  'arrive.roles': { both: [chose('me')] },
  'arrive.order': { p1: [chose('me')], p2: [chose('partner')] },
  'arrive.settle': { both: [plain('readied'), plain('readied')] },
  'map.name': {
    injured: [
      { act: { type: 'parked' }, words: { title: words } },
      spoke({ title: words, meaning: words }),
      plain('finished'),
    ],
  },
  'map.cycle': { both: [spoke({ pattern: words, notice: words }), plain('agreed')] },
  'map.agree': { both: [chose('heard')] },
  'hear.voice': {
    injured: [spoke({ text: words }), { ...plain('finished'), once: isMet }],
    injuring: [plain('stayed')],
  },
  'hear.reflect': { injuring: twice(spoke({ text: words })) },
  'hear.check': { injured: [answered('partly', { missing: words }), answered('yes')] },
  'hear.deepen': {
    injured: [{ act: { type: 'paused', minutes: 20 } }, spoke({ cue: words, feeling: words }), plain('finished')],
  },
  'over.pause': { both: [plain('returned')] },
  'hear.reflect2': { injuring: twice(spoke({ text: words })) },
  'hear.check2': { injured: [plain('setDown'), answered('notYet', { missing: words }), answered('yes')] },
  between: { both: [plain('returned')] },
  'own.inner': { injuring: twice(plain('readied')) },
  'own.say': { injuring: [{ act: { type: 'askedBack', choice: 'own.inner' } }, spoke({ did: words, will: words })] },
  'over.stepBack': { injured: [plain('agreed')] },
  'own.landed': { injured: [answered('yes')] },
  'own.invite': { injured: [chose('now')] },
  'own.context': { injuring: [spoke({ text: words })], injured: [plain('stayed'), plain('finished')] },
  'reach.find': { injured: [plain('finished')] },
  'reach.ask': { injured: [{ ...spoke({ fear: words, wish: words }), drop: true }] },
  'reach.answer': { injuring: [spoke({ warmth: words })] },
  'reach.receive': { injured: [answered('yes')] },
  'reach.land': { injured: [spoke({ text: words }), plain('readied')], injuring: [plain('stayed'), plain('readied')] },
  'weave.story': {
    injured: [spoke({ text: words }), { act: { type: 'agreed', choice: 'one' }, once: bothSpoke }],
    injuring: [spoke({ text: words }), { act: { type: 'agreed', choice: 'two' }, once: bothSpoke }],
  },
  'weave.care': {
    injured: [spoke({ cues: [words], signal: words }), plain('agreed')],
    injuring: [spoke({ firstMinute: words }), plain('agreed')],
  },
  'weave.next': { both: [chose('later')] },
  'close.thanks': { both: [spoke({ text: words })] },
  'close.check': { both: [plain('readied')] },
  'close.after': { p1: [allowed('review'), allowed('export'), chose('keep')], p2: [allowed('export'), chose('keep')] },
})

/** What this seat does next, from its own view alone; `undefined` while there is nothing to do but wait. */
export const nextDeed = (table: Table, scene: Scene): Deed | undefined => {
  const { snapshot, told, seat } = scene
  if (!snapshot || !isPartner(seat)) return undefined
  const entries = told.map(({ entry }) => entry)
  const view = viewOf(snapshot, entries, seat)
  const place: Place = view.overlay ?? view.step
  const own = entries.filter(entry => isBySeat(entry) && entry.by === seat && entry.step === place).length
  const next = rowsOf(table, place, [seat, view.role])[own]
  return next && isOffered(view, next.act) && (next.once?.({ view, scene }) ?? true) ? next : undefined
}

/** Every step of the catalogue that the talk passed through. */
export const stepsOf = ({ told, snapshot }: Scene): Step[] => {
  const places = new Set(told.flatMap(({ entry }) => (isBySeat(entry) ? [entry.step] : [])))
  return STEP_IDS.filter(step => places.has(step) || snapshot?.value === step)
}

const twice = (row: Row): Row[] => [row, row]

const rowsOf = (table: Table, place: Place, names: readonly (Who | undefined)[]): readonly Row[] => {
  const rows = table[place] ?? {}
  const name = names.find(one => one !== undefined && rows[one] !== undefined)
  return rows[name ?? 'both'] ?? []
}

const isOffered = ({ presses }: View, act: Act): boolean => {
  const choices = presses.get(act.type)
  const choice = 'choice' in act ? act.choice : 'kind' in act ? act.kind : undefined
  return choices !== undefined && (choice === undefined || choices.includes(choice))
}
