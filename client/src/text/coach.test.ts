import { describe, expect, it } from 'vitest'
import { CONCERNS, STRENGTHS } from '../coach/categories.ts'
import { coach, concerns, strengths } from './coach.en.ts'

const ways = CONCERNS.flatMap(category => Object.values(concerns[category]))
const asks = ways.flatMap(({ ask }) => ask)
const lines = [...ways.flatMap(({ heard }) => heard), ...Object.values(strengths).flat()]
const all = [...lines, ...asks, ...coach.safety, ...Object.values(coach.lacks), coach.welcome]

describe('the words of notes', () => {
  it('are there in two or three ways', () => {
    for (const { heard, ask } of ways) for (const some of [heard, ask]) expect([2, 3]).toContain(some.length)
    for (const category of STRENGTHS) expect([2, 3]).toContain(strengths[category].length)
  })

  it('accuse nobody and name no category', () => {
    const names = new RegExp([...CONCERNS, 'you are \\w+ing', 'defensive', '!'].join('|'), 'i')
    expect(all.filter(line => names.test(line))).toEqual([])
    for (const category of STRENGTHS) expect(strengths[category].join(' ')).not.toMatch(new RegExp(category, 'i'))
  })

  it('fit two lines of a narrow page', () => {
    expect(lines.filter(line => line.length > 40)).toEqual([])
  })

  it('ask what cannot be answered with yes or no', () => {
    expect(asks.filter(ask => !/\b(what|how|which)\b.*\?/i.test(ask))).toEqual([])
  })
})
