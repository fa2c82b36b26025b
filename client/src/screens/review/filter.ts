import type { Seat } from '@haven/shared/steps.ts'
import { SEATS } from '@haven/shared/steps.ts'
import { type Kind, KINDS, type Place, PLACES } from './kinds.ts'
import type { Row } from './rows.ts'

/** What is to be shown; all of it at first. */
export type Filter = {
  readonly persons: ReadonlySet<Seat>
  readonly kinds: ReadonlySet<Kind>
  readonly places: ReadonlySet<Place>
}

export const EVERYTHING: Filter = { persons: new Set(SEATS), kinds: new Set(KINDS), places: new Set(PLACES) }

/** What is told with no name is nobody’s, so no choice of persons hides it or shows whose it was. */
export const passes = ({ persons, kinds, places }: Filter, { by, kind, place }: Row): boolean =>
  kinds.has(kind) && places.has(place) && (by === undefined || persons.has(by))

/** With one more, or one fewer. */
export const toggled = <One>(set: ReadonlySet<One>, one: One): ReadonlySet<One> => {
  const next = new Set(set)
  if (!next.delete(one)) next.add(one)
  return next
}

export const isEverything = ({ persons, kinds, places }: Filter): boolean =>
  SEATS.every(seat => persons.has(seat)) &&
  KINDS.every(kind => kinds.has(kind)) &&
  PLACES.every(place => places.has(place))
