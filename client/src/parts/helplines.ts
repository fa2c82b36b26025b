import table from '../text/helplines.json' with { type: 'json' }

export type Helps = 'abuse' | 'ownBehaviour' | 'crisis' | 'notToday'
export type Line = { name: string; number: string; helps: string[]; checkedOn: string | null }
export type Region = { id: string; name: string; emergency: string; lines: Line[] }

/** A place that is not in the table: 112, and the reader knows the local number. */
export const ELSEWHERE = 'other'
const FRESH_MS = 180 * 86_400_000

export const REGIONS: readonly Region[] = table.regions

/** `en-IE` guesses Ireland, `de` Germany; what cannot be guessed is somewhere else. */
export const guessRegion = (language: string): string => {
  const { region } = new Intl.Locale(language || 'und').maximize()
  return REGIONS.some(({ id }) => id === region) ? region! : ELSEWHERE
}

export const regionOf = (id: string): Region => REGIONS.find(region => region.id === id) ?? REGIONS.at(-1)!

/** R34: a line that was not checked within 180 days is not shown. `now` in milliseconds. */
export const freshLines = ({ lines }: Region, helps?: Helps, now = Date.now()): Line[] =>
  lines.filter(line => isFresh(line, now) && (!helps || helps === 'notToday' || line.helps.includes(helps)))

const isFresh = ({ checkedOn }: Line, now: number): boolean => {
  const age = checkedOn === null ? Number.NaN : now - Date.parse(checkedOn)
  return age >= 0 && age <= FRESH_MS
}
