import { describe, expect, it } from 'vitest'
import { Act, Entry, HavenAct, Id, mayCarryWords } from './acts.ts'
import { hashOf, idOf, roomAt, supervised } from './testing/room.ts'

const EXAMPLES: readonly Act[] = [
  ...(['readied', 'stayed', 'finished', 'skipped', 'parked', 'returned', 'setDown', 'ended'] as const).map(
    (type): Act => ({ type }),
  ),
  ...(['held', 'released', 'guided'] as const).map((type): Act => ({ type })),
  { type: 'agreed', wording: hashOf('w'), kinds: 'use keep' },
  { type: 'chose', choice: 'me' },
  { type: 'spoke', aloud: true },
  { type: 'answered', choice: 'partly' },
  { type: 'tookBack', choice: 'heard' },
  { type: 'paused', minutes: 1440 },
  { type: 'askedBack', choice: 'map.name' },
  { type: 'allowed', kind: 'review' },
  { type: 'endorsed', device: idOf('d') },
  { type: 'removed', device: idOf('d') },
  { type: 'withdrew', kind: 'review' },
  { type: 'reviewed' },
  { type: 'remarked' },
  { type: 'retained', days: 30 },
  { type: 'erased', seqs: [1, 2] },
]

describe('an act', () => {
  it('is one of twenty-six', () => {
    expect(new Set(EXAMPLES.map(({ type }) => type)).size).toBe(26)
    for (const act of EXAMPLES) expect(Act.parse(act)).toEqual(act)
  })

  it.each(EXAMPLES.map(act => [act.type, act] as const))(
    'R14 %s refuses a fact that does not belong to it',
    (_, act) => {
      for (const extra of ['text', 'words', 'reason', 'step', 'by', 'at', 'own', 'box'])
        expect(Act.safeParse({ ...act, [extra]: 1 }).success).toBe(false)
    },
  )

  it('R17 has no fact that could hold an answer, a measure or a draft', () => {
    const facts = new Set(EXAMPLES.flatMap(act => Object.keys(act)))
    expect([...facts].sort()).toEqual(
      ['aloud', 'choice', 'days', 'device', 'kind', 'kinds', 'minutes', 'seqs', 'type', 'wording'].sort(),
    )
  })

  it('R18 is never about presence', () => {
    for (const type of ['present', 'away', 'typing', 'seen', 'whispered', 'noted'])
      expect(Act.safeParse({ type }).success).toBe(false)
  })

  it.each([
    { type: 'paused', minutes: 0 },
    { type: 'paused', minutes: 1441 },
    { type: 'paused', minutes: 1.5 },
    { type: 'erased', seqs: [] },
    { type: 'erased', seqs: [0] },
    { type: 'erased', seqs: Array.from({ length: 65 }, (_, n) => n + 1) },
    { type: 'chose' },
    { type: 'chose', choice: 'x'.repeat(129) },
    { type: 'agreed', choice: 'three' },
    { type: 'spoke' },
    { type: 'spoke', aloud: 'yes' },
    { type: 'endorsed', device: 'short' },
    { type: 'removed', device: 'short' },
    { type: 'opened', script: 1 },
  ])('refuses %j', act => {
    expect(Act.safeParse(act).success).toBe(false)
  })

  it('may carry words in six types', () => {
    expect(
      EXAMPLES.map(({ type }) => type)
        .filter(mayCarryWords)
        .sort(),
    ).toEqual(['agreed', 'answered', 'guided', 'parked', 'remarked', 'spoke'])
  })
})

describe('an id', () => {
  it.each(['', 'A'.repeat(21), 'A'.repeat(23), `${'A'.repeat(21)}=`, `${'A'.repeat(21)}+`, `${'A'.repeat(21)}\n`])(
    'is 22 letters of base64url, not %j',
    text => {
      expect(Id.safeParse(text).success).toBe(false)
    },
  )
  it('is 22 letters of base64url', () => {
    expect(Id.safeParse('_-azAZ09'.padEnd(22, 'A')).success).toBe(true)
  })
})

describe('an entry', () => {
  it('comes through JSON unchanged, by a seat or by haven', () => {
    const { entries } = roomAt('done', supervised)
    expect(entries.map(entry => Entry.parse(JSON.parse(JSON.stringify(entry))))).toEqual(entries)
  })

  it('is refused with a field too many, a seat too strange, or a seq too low', () => {
    const [opened, first] = roomAt('arrive.safety').entries
    for (const wrong of [
      { words: 'no' },
      { by: 'p3' },
      { seq: 0 },
      { at: 1.5 },
      { base: null },
      { act: { type: 'opened' } },
    ])
      expect(Entry.safeParse({ ...first, ...wrong }).success).toBe(false)
    expect(Entry.safeParse({ ...opened, act: { type: 'readied' } }).success).toBe(false)
    expect(HavenAct.safeParse({ ...opened!.act, script: 2 }).success).toBe(false)
  })
})
