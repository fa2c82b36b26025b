import { describe, expect, it } from 'vitest'
import type { Act } from './acts.ts'
import { heldOf, lettersOf, sightOf } from './letters.ts'
import { couple, did, leadTo, type Room, roomAt, spoke, supervised } from './testing/room.ts'

const agreed = (choice: 'one' | 'two'): Act => ({ type: 'agreed', choice })
const skipped: Act = { type: 'skipped' }
const lettersIn = ({ entries, snapshot }: Room, seat: 'p1' | 'p2') => lettersOf(entries, snapshot, seat)
const chose = (choice: string): Act => ({ type: 'chose', choice })

describe('letters', () => {
  it('hold every piece told, and the last thing said back', () => {
    const told = did(did(roomAt('hear.voice'), 'p1', spoke), 'p1', spoke)
    expect(lettersIn(told, 'p2')).toEqual(told.entries.slice(-2))
    const again = leadTo(did(leadTo(told, 'hear.check'), 'p1', { type: 'answered', choice: 'partly' }), 'hear.check')
    expect(lettersIn(again, 'p1')).toEqual([again.entries.at(-1)])
  })

  it('R11 stay after a take-back', () => {
    const deep = did(roomAt('hear.deepen'), 'p1', spoke)
    const back = did(deep, 'p1', { type: 'tookBack', choice: 'heard' })
    expect(lettersIn(leadTo(back, 'hear.deepen'), 'p2')).toEqual(deep.entries.slice(-1))
  })

  it('begin afresh in a second round', () => {
    const next = did(did(roomAt('weave.next', supervised), 'p1', chose('now')), 'p2', chose('now'))
    const round = did(next, 'therapist', { type: 'agreed' })
    expect(lettersIn(round, 'p1')).toEqual([])
    expect(lettersIn(leadTo(round, 'hear.check'), 'p1')).toHaveLength(1)
  })
})

describe('sight', () => {
  it('C13 leaves out the partner’s answer, not one’s own, until both have answered', () => {
    const one = did(roomAt('map.agree'), 'p1', chose('near'))
    const { entries, snapshot } = one
    expect(sightOf(entries, snapshot, 'p1')).toEqual(entries)
    expect(sightOf(entries, snapshot, 'p2')).toEqual(entries.slice(0, -1))
    const both = did(one, 'p2', chose('heard'))
    expect(sightOf(both.entries, both.snapshot, 'p2')).toEqual(both.entries)
  })
})

describe('the lesser mark', () => {
  it.each([
    [agreed('one'), agreed('one'), 'one'],
    [agreed('one'), agreed('two'), 'two'],
    [agreed('two'), agreed('one'), 'two'],
    [agreed('one'), skipped, 'skipped'],
    [skipped, agreed('two'), 'skipped'],
  ] as const)('R25 of %j and %j in the story it is %s that holds', (one, two, held) => {
    const half = did(roomAt('weave.story', couple), 'p1', one)
    expect(heldOf(half.entries, 'weave.story')).toBeUndefined()
    expect(heldOf(did(half, 'p2', two).entries, 'weave.story')).toBe(held)
  })

  it('R25 is asked anew after new words', () => {
    const half = did(roomAt('weave.story'), 'p1', agreed('one'))
    const words = did(half, 'p2', spoke)
    expect(heldOf(did(words, 'p2', agreed('one')).entries, 'weave.story')).toBeUndefined()
    expect(words.snapshot.context.marks).toEqual({})
  })

  it('R25 in the care skipping holds over agreeing', () => {
    const both = did(did(roomAt('weave.care'), 'p1', spoke), 'p2', spoke)
    expect(heldOf(did(did(both, 'p1', { type: 'agreed' }), 'p2', skipped).entries, 'weave.care')).toBe('skipped')
  })
})
