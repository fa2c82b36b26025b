import { describe, expect, it } from 'vitest'
import { fieldsOf } from './prompts.ts'
import { cardOf, CARDS, OWN } from './cards.en.ts'

const SIDES = CARDS.flatMap(card =>
  (['injured', 'injuring'] as const).map(part => ({ name: `${card.id} ${part}`, card, part })),
)

describe('practice cards', () => {
  it('are six, and a small hurt of one’s own is none of them', () => {
    expect(CARDS.map(({ id }) => id)).toEqual(['fever', 'messages', 'birthday', 'town', 'scan', 'door'])
    expect(cardOf(OWN)).toBeUndefined()
  })

  it.each(SIDES)('$name fits on one page, from 90 to 140 words', ({ card, part }) => {
    const { name: _, ...said } = card.sides[part]
    const count = Object.values(said).join(' ').split(/\s+/).length
    expect(count).toBeGreaterThanOrEqual(90)
    expect(count).toBeLessThanOrEqual(140)
  })

  it('name kinds of hurt that the talk asks for', () => {
    const asked = fieldsOf('map.name', 'injured').find(({ field }) => field === 'kinds')?.options ?? []
    for (const { kinds } of CARDS) for (const kind of kinds) expect(asked.map(({ value }) => value)).toContain(kind)
  })
})
