import { readdirSync, readFileSync } from 'node:fs'
import { floorOf, OVERLAYS, type Place, type Role, type Step, STEP_IDS } from '@haven/shared/steps.ts'
import { describe, expect, test } from 'vitest'
import { buttonOf, fill, promptsOf, titleOf, whyOf } from './prompts.ts'

const FOLDER = new URL('.', import.meta.url)
const PLACES: Place[] = [...STEP_IDS, ...OVERLAYS]
const SETTINGS = ['apart', 'together'] as const
const FORBIDDEN = /\b(offender|victim|injurer|injuring|injured|passed)\b/i

/** Before roles are settled all are addressed alike; later each role may have its own words. */
const rolesOf = (place: Place): (Role | undefined)[] => {
  if (place.startsWith('arrive.')) return [undefined]
  const floor = (OVERLAYS as readonly string[]).includes(place) ? 'both' : floorOf(place as Step)
  return floor === 'injured' || floor === 'injuring' ? [floor] : ['injured', 'injuring']
}

/** Every text of a value, keys left out: keys are never shown. */
const textsOf = (value: unknown): string[] => {
  if (typeof value === 'string') return [value]
  return value && typeof value === 'object' ? Object.values(value).flatMap(textsOf) : []
}

const moduleTexts = async (): Promise<string[]> => {
  const files = readdirSync(FOLDER).filter(name => /\.en\.ts$|^en\.ts$/.test(name))
  const modules = await Promise.all(files.map(name => import(/* @vite-ignore */ new URL(name, FOLDER).href)))
  return modules.flatMap(textsOf)
}
const { reading: _, ...table } = JSON.parse(readFileSync(new URL('prompts.en.json', FOLDER), 'utf8')) as {
  reading: unknown
  steps: Record<string, unknown>
}

describe('R31: words', () => {
  test.each(PLACES)('%s has a title and a why', place => {
    expect(titleOf(place)).not.toBe('')
    expect(whyOf(place)).not.toBe('')
  })

  test.each(PLACES)('%s has two ways to ask for everyone it addresses, in each setting', place => {
    for (const role of rolesOf(place))
      for (const setting of SETTINGS) expect(promptsOf(place, role, setting).length).toBeGreaterThanOrEqual(2)
  })

  test('nobody is given a name that blames', async () => {
    for (const text of [...textsOf(table), ...(await moduleTexts())]) expect(text).not.toMatch(FORBIDDEN)
  })

  test('nothing is shouted', async () => {
    for (const text of [...textsOf(table), ...(await moduleTexts())]) expect(text).not.toContain('!')
  })

  test('only the welcome speaks of forgiving, to say that nobody has to', () => {
    const asking = Object.entries(table.steps).filter(([, words]) => textsOf(words).some(text => /forgiv/i.test(text)))
    expect(asking.map(([place]) => place)).toEqual(['arrive.welcome'])
  })
})

test('what is not known yet is called by what it is', () => {
  expect(fill('{partner} is here', {})).toBe('Your partner is here')
  expect(fill('{partner} is here', { partner: 'Noor' })).toBe('Noor is here')
})

test('a button falls back on what it is called elsewhere', () => {
  expect(buttonOf('readied', 'arrive.welcome')).toBe('Begin')
  expect(buttonOf('spoke', 'hear.voice')).toBe('Send')
})
