import { expect, test } from 'vitest'
import { freshLines, guessRegion, type Region, regionOf, REGIONS } from './helplines.ts'

const NOW = Date.parse('2026-06-30')
const lineOf = (checkedOn: string | null) => ({ name: String(checkedOn), number: '1', helps: ['abuse'], checkedOn })
const region: Region = {
  id: 'XX',
  name: 'Somewhere',
  emergency: '112',
  lines: ['2026-06-01', '2026-01-01', '2025-12-31', '2026-07-02', 'soon', null].map(lineOf),
}

test('R34: a line is shown only while its check is at most 180 days old', () => {
  expect(freshLines(region, undefined, NOW).map(({ name }) => name)).toEqual(['2026-06-01', '2026-01-01'])
})

test('R34: lines are picked by what they help with', () => {
  expect(freshLines(region, 'crisis', NOW)).toEqual([])
  expect(freshLines(region, 'abuse', NOW)).toHaveLength(2)
})

test('R34: every named place has an emergency number', () => {
  for (const { id, emergency } of REGIONS) expect(emergency !== '' || id === 'other').toBe(true)
})

test('the browser’s language is the first guess', () => {
  expect(guessRegion('en-IE')).toBe('IE')
  expect(guessRegion('de')).toBe('DE')
  expect(guessRegion('is-IS')).toBe('other')
  expect(regionOf('nowhere').id).toBe('other')
})
