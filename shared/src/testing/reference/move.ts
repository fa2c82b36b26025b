import table from '../../machine/transitions.json'
import { isPartner, otherOf, type Partner } from '../../steps.ts'
import { chosenBy, type Deed, GATE_AT, isWorkStep, type Ref, type TableRow, topOf } from './state.ts'

/** Where the row leads, after the reading rules of the table. */
export const take = (ref: Ref, { to }: TableRow, deed: Deed): Ref => {
  const noted = note(ref, deed)
  if (to === '@same') return noted
  if (to === '@back') return dropTop(noted)
  if (to === '@resume') return { ...noted, step: ref.resume!, resume: null, marks: {} }
  if (to === '@target')
    return enter(clearFrom({ ...noted, hold: false, aside: null }, targetOf(ref, deed)), targetOf(ref, deed))
  if (to.startsWith('over.')) return overlay(noted, to, deed)
  if (to === topOf(ref)) return stay(noted, deed)
  return leave(noted, to, deed)
}

/** Words and answers leave their trace wherever they lead. */
const note = (ref: Ref, deed: Deed): Ref => {
  if (deed.type === 'answered') return answer(ref, deed.choice)
  if (deed.type === 'retained') return wish(ref, deed.by as Partner, deed.days)
  if (deed.type === 'withdrew' && deed.kind === 'therapist') return unseat(ref)
  if (!isWorkStep(ref.step) || !isPartner(deed.by) || (deed.type !== 'spoke' && deed.type !== 'stayed')) return ref
  return {
    ...ref,
    here: [...ref.here, { by: deed.by, type: deed.type }],
    trail: deed.type === 'spoke' ? [...ref.trail, ref.step] : ref.trail,
  }
}

const wish = (ref: Ref, by: Partner, days: number): Ref => {
  const wishes = { ...ref.wishes, [by]: days }
  return wishes.p1 === wishes.p2 ? { ...ref, keepDays: days, wishes: {} } : { ...ref, wishes }
}

const unseat = (ref: Ref): Ref => {
  const partners = (['p1', 'p2'] as const).filter(seat => ref.marks[seat] !== undefined)
  const marks = partners.length === 2 ? {} : Object.fromEntries(partners.map(seat => [seat, ref.marks[seat]]))
  return { ...ref, opened: { ...ref.opened, therapist: false }, hold: false, marks }
}

const answer = (ref: Ref, choice: string): Ref => {
  const gate = GATE_AT[ref.step]!
  const given = choice === 'yes' || (gate === 'reached' && choice === 'partly')
  const gates = ref.gates.filter(open => open !== gate)
  return {
    ...ref,
    gates: given ? [...gates, gate] : gates,
    counts: { ...ref.counts, [gate]: given ? 0 : (ref.counts[gate] ?? 0) + 1 },
    trail: given && gate === 'heard' ? [...ref.trail, 'heard'] : ref.trail,
  }
}

const dropTop = (ref: Ref): Ref => {
  if (ref.pause) return { ...ref, pause: null }
  return ref.hold ? { ...ref, hold: false } : { ...ref, aside: null }
}

const overlay = (ref: Ref, to: string, deed: Deed): Ref => {
  if (to === 'over.hold') return { ...ref, hold: true }
  if (to === 'over.stepBack') return { ...ref, ...asideAfter(ref, deed) }
  if (deed.type === 'paused')
    return { ...ref, pause: { since: ref.pause?.since ?? deed.at, minutes: deed.minutes, back: [] } }
  return { ...ref, pause: { ...ref.pause!, back: [...ref.pause!.back, deed.by as Partner] } }
}

const asideAfter = (ref: Ref, deed: Deed): Pick<Ref, 'aside' | 'counts'> => {
  const { counts } = ref
  const fromLimit = ref.aside?.fromLimit ?? false
  if (deed.type === 'answered')
    return { aside: { fromLimit: true, proposal: null }, counts: { ...counts, [GATE_AT[ref.step]!]: 0 } }
  if (deed.type === 'askedBack')
    return { aside: { fromLimit, proposal: { by: deed.by as Partner, target: deed.choice } }, counts }
  return { aside: { fromLimit, proposal: null }, counts }
}

const MARKING = ['readied', 'agreed', 'chose', 'skipped', 'returned']
const CLEARED_BY_WORDS = ['map.cycle', 'weave.story', 'weave.care']
const CLEARED_BY_SECOND = ['arrive.roles', 'arrive.order']

const stay = (ref: Ref, deed: Deed): Ref => {
  if (deed.type === 'spoke' && CLEARED_BY_WORDS.includes(ref.step)) return { ...ref, marks: {} }
  if (!MARKING.includes(deed.type) && !(deed.type === 'spoke' && ref.step === 'close.thanks')) return ref
  const isSecond = isPartner(deed.by) && ref.marks[otherOf(deed.by)] !== undefined
  if (isSecond && CLEARED_BY_SECOND.includes(ref.step)) return { ...ref, marks: {} }
  return { ...ref, marks: { ...ref.marks, [deed.by]: chosenBy(deed) ?? deed.type } }
}

const leave = (ref: Ref, to: string, deed: Deed): Ref => {
  const off = topOf(ref) === ref.step && deed.type !== 'ended' ? ref : { ...ref, pause: null, hold: false, aside: null }
  const isSetDown = to === 'between' && deed.type === 'setDown'
  const isLongReturn = to === 'arrive.safety' && ref.pause !== null
  const kept = isSetDown || (isLongReturn && isWorkStep(ref.step)) ? { ...off, resume: ref.step } : off
  return enter(turned(settled(kept, deed), to, deed), to)
}

/** Agreements that outlast their step: consent, roles. */
const settled = (ref: Ref, deed: Deed): Ref => {
  if (ref.step === 'arrive.consent' && deed.type === 'agreed') return { ...ref, consented: true }
  if (!['arrive.roles', 'arrive.order'].includes(ref.step) || deed.type !== 'chose' || !isPartner(deed.by)) return ref
  return { ...ref, injured: injuredAfter(deed.by, deed.choice, ref.marks[otherOf(deed.by)]!) ?? ref.injured }
}

const injuredAfter = (by: Partner, own: string, others: string): Partner | null => {
  const named = [
    own === 'me' && by,
    own === 'partner' && otherOf(by),
    others === 'me' && otherOf(by),
    others === 'partner' && by,
  ]
  const seats = new Set(named.filter(seat => seat !== false))
  return seats.size === 1 && own !== 'both' && others !== 'both' ? [...seats][0]! : null
}

const turned = (ref: Ref, to: string, deed: Deed): Ref => {
  if (ref.step === 'weave.next' && to === 'map.name')
    return { ...ref, injured: otherOf(ref.injured!), round: 2, gates: [], counts: {}, visited: [], trail: [], here: [] }
  const reopens = deed.type === 'tookBack' || (deed.type === 'chose' && deed.choice === 'smaller')
  return reopens ? clearFrom(ref, to) : ref
}

const clearFrom = (ref: Ref, step: string): Ref => {
  const before = (at: string) => table.states.indexOf(at) < table.states.indexOf(step)
  const kept = Object.keys(GATE_AT)
    .filter(before)
    .map(at => GATE_AT[at]!)
  return {
    ...ref,
    gates: ref.gates.filter(gate => kept.includes(gate)),
    counts: Object.fromEntries(Object.entries(ref.counts).filter(([gate]) => kept.includes(gate))),
  }
}

const enter = (ref: Ref, step: string): Ref =>
  isWorkStep(step)
    ? { ...ref, step, marks: {}, here: [], visited: [...new Set([...ref.visited, step])] }
    : { ...ref, step, marks: {} }

const targetOf = ({ aside }: Ref, deed: Deed) => (deed.type === 'askedBack' ? deed.choice : aside!.proposal!.target)
