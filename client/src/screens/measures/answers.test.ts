import { privateOf } from '@haven/shared/channels.ts'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seated, SUPERVISED } from '../../gallery/seated.ts'
import { momentsAt, momentsOf, stage } from '../../gallery/stage.ts'
import { roomOf } from '../../parts/use-room.ts'
import { readWords, writeWords } from '../../session/forms.ts'
import type { PartnerScene, Session } from '../../session/scene.ts'
import { type Answer, answerIn, answersOf, answersTo, keptIn, wordsOf } from './answers.ts'
import { type Item, ITEMS, itemsOf, type Occasion, OCCASIONS, scaleOf } from './items.ts'
import { eraseMeasures, takeBack } from './keeping.ts'

const OWN = privateOf('p1')
const open = () => stage(momentsAt('done', momentsOf(seated(), SUPERVISED)).at(-1)!).p1
const roomFor = (session: Session) => roomOf(session, session.get())!
const answer = (when: Occasion, of: Item, said: number | string): Answer => ({ when, of, answer: said, at: 0 })
const keep = (session: Session, one: Answer) => session.act({ type: 'kept' }, wordsOf(one), OWN)

const anAnswer = fc
  .constantFrom(...OCCASIONS)
  .chain(when => fc.record({ when: fc.constant(when), of: fc.constantFrom(...itemsOf(when)) }))
  .chain(({ when, of }) => {
    const scale = scaleOf(of)
    const said = scale ? fc.integer({ min: scale.least, max: scale.most }) : fc.string({ minLength: 1 })
    return fc.record({ when: fc.constant(when), of: fc.constant(of), answer: said, at: fc.nat() })
  })

describe('an answer', () => {
  it('comes back from its sealed form as it was', () =>
    fc.assert(
      fc.property(anAnswer, one => {
        expect(answerIn(readWords('kept', '', writeWords(wordsOf(one))))).toEqual(one)
      }),
    ))

  it.each([
    ['of a question not asked on that day', { when: 'before', of: 'heard', answer: 3, at: 0 }],
    ['of no question', { when: 'before', of: 'total', answer: 3, at: 0 }],
    ['off the scale', { when: 'before', of: 'safe', answer: 11, at: 0 }],
    ['off the circles', { when: 'before', of: 'close', answer: 0, at: 0 }],
    ['between two numbers', { when: 'before', of: 'safe', answer: 2.5, at: 0 }],
    ['in words where a number is asked', { when: 'before', of: 'safe', answer: '3', at: 0 }],
    ['in a number where words are asked', { when: 'day1', of: 'back', answer: 3, at: 0 }],
    ['of no day', { when: 'ever', of: 'safe', answer: 3, at: 0 }],
  ])('%s is none', (_, value) => {
    expect(answerIn({ item: 'measure', value: JSON.stringify(value) })).toBeUndefined()
  })

  it('is told from whatever else is kept there', () => {
    expect(answerIn({ item: 'preparation', value: 'A line.' })).toBeUndefined()
    expect(answerIn({ item: 'measure', value: '{' })).toBeUndefined()
    expect(answerIn('measure')).toBeUndefined()
  })
})

describe('own answers', () => {
  it('are the last of each question on each occasion, in the order of the days', async () => {
    const session = open()
    for (const one of [answer('after', 'safe', 5), answer('before', 'safe', 2), answer('before', 'safe', 3)])
      await keep(session, one)
    const safe = answersTo(answersOf(roomFor(session)), 'safe')
    expect(safe.map(one => [one.when, one.answer])).toEqual([
      ['before', 3],
      ['after', 5],
    ])
  })

  it('count while they are on their way', async () => {
    const session = open()
    await keep(session, answer('before', 'safe', 3))
    const words = wordsOf(answer('before', 'safe', 4))
    const going = { mid: 'm', channel: OWN, act: { type: 'kept' } as const, words }
    const scene = { ...session.get(), sidePending: [going] } as unknown as PartnerScene
    expect(answersOf({ scene }).map(one => one.answer)).toEqual([4])
    expect(keptIn({ scene })).toHaveLength(1)
  })

  it('are taken back whole: what was answered before does not come up again', async () => {
    const session = open()
    for (const one of [answer('before', 'safe', 2), answer('before', 'safe', 3), answer('before', 'turn', 1)])
      await keep(session, one)
    await takeBack(roomFor(session), { when: 'before', of: 'safe' })
    expect(answersOf(roomFor(session)).map(({ of }) => of)).toEqual(['turn'])
  })

  it('are erased in as many acts as they need, and nothing else of that place is', async () => {
    const session = open()
    await session.act({ type: 'kept' }, { item: 'preparation', value: 'A line.' }, OWN)
    for (let time = 0; time < 70; time += 1) await keep(session, answer('before', 'safe', time % 11))
    await eraseMeasures(roomFor(session))
    const thread = session.get().threads[OWN]!
    expect(thread.filter(({ entry }) => entry.act.type === 'erased')).toHaveLength(2)
    expect(thread.filter(({ words }) => words !== undefined)).toHaveLength(1)
    expect(answersOf(roomFor(session))).toEqual([])
  })

  it('reject where an erasing was refused, and let go of what came back', async () => {
    const session = open()
    await keep(session, answer('before', 'safe', 3))
    let dismissed = 0
    const refused = { mid: 'x', code: 'closed', channel: OWN, act: { type: 'erased', seqs: [1] } } as const
    const refusing: Session = {
      ...session,
      act: async () => 'x',
      settled: async () => refused as never,
      get: () => ({ ...session.get(), sideReturned: { [OWN]: refused } as never }),
      dismissSideReturned: () => void (dismissed += 1),
    }
    await expect(eraseMeasures(roomFor(refusing))).rejects.toThrow('refused')
    expect(dismissed).toBe(1)
  })
})

it('asks the same five every time, four more at the end of a talk, and one in words later', () => {
  expect(OCCASIONS.map(when => itemsOf(when).length)).toEqual([5, 9, 6, 6, 6, 6])
  for (const when of OCCASIONS) expect(itemsOf(when).slice(0, 5)).toEqual(ITEMS.slice(0, 5))
})
