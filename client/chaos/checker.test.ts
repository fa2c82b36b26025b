import { describe, expect, it } from 'vitest'
import { check, type Findings } from './checker.ts'
import type { Noted, Seen, Stored } from './history.ts'

const opened: Stored = { seq: 1, by: 'haven' }
const first: Stored = { seq: 2, by: 'p1', mid: 'a', words: 'one' }
const second: Stored = { seq: 3, by: 'p1', mid: 'b' }
const LOG = [opened, first, second]
const OTHER = [opened, first, { ...second, mid: 'x' }]
const shown = (log: readonly Stored[]): Noted[] => [
  { what: 'opened' },
  ...log.map((entry): Noted => ({ what: 'applied', ...entry })),
]
const DONE: Noted[] = [
  { what: 'typed', words: 'one' },
  { what: 'acted', mid: 'a', words: 'one' },
  { what: 'proposed', mid: 'a' },
  { what: 'echoed', mid: 'a', seq: 2 },
  { what: 'acted', mid: 'b' },
  { what: 'proposed', mid: 'b' },
  { what: 'already', mid: 'b', seq: 3 },
  { what: 'echoed', mid: 'b', seq: 3 },
]

type Told = { log?: Stored[]; history?: Noted[]; p1?: Partial<Seen>; p2?: Partial<Seen> }

/** Two seats that agree, but for what is told otherwise. */
const checked = ({ log = LOG, history = DONE, p1 = {}, p2 = {} }: Told = {}) => {
  const seat = { pending: [], head: 'h3', logHead: 'h3', log }
  return check([
    { seat: 'p1', ...seat, history: [...shown(log), ...history], ...p1 },
    { seat: 'p2', ...seat, history: shown(log), ...p2 },
  ])
}
const counts = ({ lost, doubled, gaps, diverged }: Findings) =>
  [lost, doubled, gaps, diverged].map(found => (found.length > 0 ? 1 : 0)).join('')
const [NOTHING, LOST, DOUBLED, GAP, DIVERGED] = ['0000', '1000', '0100', '0010', '0001']

describe('the checker', () => {
  it('finds nothing where all went well, and counts what was acknowledged once', () => {
    expect(checked()).toEqual({ acked: 2, lost: [], doubled: [], gaps: [], diverged: [] })
  })

  it('an acknowledged act that is not stored is lost', () => {
    const history: Noted[] = [...DONE, { what: 'proposed', mid: 'c' }, { what: 'echoed', mid: 'c', seq: 4 }]
    expect(counts(checked({ history }))).toBe(LOST)
  })

  it('an act stored at another seq than was told is lost', () => {
    expect(counts(checked({ history: [...DONE, { what: 'already', mid: 'a', seq: 3 }] }))).toBe(LOST)
  })

  it('an act that was taken on and is nowhere is lost, and so is one that never ends', () => {
    expect(counts(checked({ history: [...DONE, { what: 'acted', mid: 'c' }] }))).toBe(LOST)
    expect(counts(checked({ p1: { pending: ['c'] } }))).toBe(LOST)
  })

  it('an act that was given back or sealed again has ended', () => {
    const history: Noted[] = [
      ...DONE,
      { what: 'typed', words: 'two' },
      { what: 'acted', mid: 'c', words: 'two' },
      { what: 'refused', mid: 'c', code: 'not-your-turn' },
      { what: 'returned', mid: 'c', words: 'two' },
      { what: 'acted', mid: 'd' },
      { what: 'refused', mid: 'd', code: 'stale-base' },
      { what: 'acted', mid: 'e', words: 'one' },
      { what: 'refused', mid: 'e', code: 'stale-base' },
    ]
    expect(counts(checked({ history }))).toBe(NOTHING)
  })

  it('words that were refused and not given back are lost', () => {
    const history: Noted[] = [
      ...DONE,
      { what: 'acted', mid: 'c', words: 'two' },
      { what: 'refused', mid: 'c', code: 'not-your-turn' },
    ]
    expect(counts(checked({ history }))).toBe(LOST)
  })

  it('a keystroke that a reload swallowed is lost', () => {
    const reread = (found: string): Noted => ({ what: 'reread', typed: 'half a li', found })
    expect(counts(checked({ history: [...DONE, reread('half a li')] }))).toBe(NOTHING)
    expect(counts(checked({ history: [...DONE, reread('half a l')] }))).toBe(LOST)
  })

  it('a mid stored twice is doubled', () => {
    expect(counts(checked({ log: [...LOG, { seq: 4, by: 'p1', mid: 'b' }] }))).toBe(DOUBLED)
  })

  it('words said once and stored under two mids are doubled', () => {
    const log = [...LOG, { seq: 4, by: 'p1', mid: 'c', words: 'one' }]
    expect(counts(checked({ log, history: [...DONE, { what: 'proposed', mid: 'c' }] }))).toBe(DOUBLED)
  })

  it('words given back and stored all the same are doubled', () => {
    expect(counts(checked({ history: [...DONE, { what: 'returned', mid: 'a', words: 'one' }] }))).toBe(DOUBLED)
  })

  it('a hole in the log is a gap', () => {
    const log = [opened, first, { ...second, seq: 4 }]
    const history = DONE.map(one => ('seq' in one && one.seq === 3 ? { ...one, seq: 4 } : one))
    expect(counts(checked({ log, history }))).toBe(GAP)
  })

  it('a hole in what a client showed is a gap, in each opening anew', () => {
    expect(counts(checked({ p2: { history: shown([opened, second]) } }))).toBe(GAP)
    expect(counts(checked({ p2: { history: [...shown(LOG), ...shown([first, second])] } }))).toBe(GAP)
    expect(counts(checked({ p2: { history: [...shown(LOG), ...shown([opened])] } }))).toBe(NOTHING)
  })

  it.each<[string, Told]>([
    ['two heads of the log', { p2: { logHead: 'h4', head: 'h4' } }],
    ['a head that was kept and is not the head', { p2: { head: 'h2' } }],
    ['two logs under one head', { p2: { log: OTHER, history: shown(OTHER) } }],
    ['an entry shown that is not stored', { p2: { history: shown([...LOG, { seq: 4, by: 'p1', mid: 'x' }]) } }],
    ['an entry shown that is another one', { p2: { history: shown([opened, { ...first, mid: 'x' }, second]) } }],
    ['words shown that are not those stored', { p2: { history: shown([opened, { ...first, words: 'on' }, second]) } }],
    ['words stored that nobody typed', { history: DONE.slice(1) }],
    ['an act stored that nobody proposed', { history: DONE.filter(one => one.what !== 'proposed') }],
    ['a session that stopped', { p2: { history: [...shown(LOG), { what: 'stopped', why: 'story' }] } }],
  ])('%s: diverged', (_, told) => {
    expect(counts(checked(told))).toBe(DIVERGED)
  })
})
