import { isBySeat, type SeatEntry } from '@haven/shared/acts.ts'
import type { Stay } from '@haven/shared/course.ts'
import { isWork, type Seat, type Step } from '@haven/shared/steps.ts'
import { linesOf } from '../../parts/lines.ts'
import type { Told } from '../../session/scene.ts'
import { log as text } from '../../text/review.en.ts'
import { isStrange, type Kind, kindOf, type Place, speakerOf } from './kinds.ts'
import type { Look } from './look.ts'
import { type Reader, toldAt } from './reader.ts'

/** One thing that is shown of a talk. */
export type Row = {
  readonly seq: number
  readonly entry: SeatEntry
  readonly form: 'letter' | 'line'
  readonly kind: Kind
  /** Whose it is, where it is told with a name. */
  readonly by: Seat | undefined
  readonly place: Place
  /** The stay in the step it was done in, as an index, and the how manyth time it is in this round. */
  readonly stay: number
  readonly step: Step
  readonly time: number
  /** The words as they stand on the page; offsets of marks and notes count in it. */
  readonly text: string
  readonly state: Told['state']
  /** Seconds since 1970. */
  readonly at: number
}

/** All that may be shown, in its order. */
export const rowsOf = (reader: Reader, { entries, seen, course }: Look): Row[] => {
  const times = timesOf(course)
  let stay = 0
  return entries.flatMap(entry => {
    while (course[stay] && entry.seq > course[stay]!.to) stay += 1
    if (!isBySeat(entry) || !seen.has(entry.seq)) return []
    const shown = shownOf(reader, entry)
    const { step, chapter } = course[stay]!
    if (!shown) return []
    return {
      ...shown,
      seq: entry.seq,
      entry,
      kind: kindOf(entry),
      by: speakerOf(entry),
      place: chapter ?? (step as Place),
      stay,
      step,
      time: times[stay]!,
      at: entry.at,
    }
  })
}

/** As it stands on the page; `undefined` where it tells nothing, or stands beside something else. */
const shownOf = (reader: Reader, entry: SeatEntry): Pick<Row, 'form' | 'text' | 'state'> | undefined => {
  const told = toldAt(reader, entry.seq)
  const state = told?.state ?? 'sealed'
  if (entry.act.type === 'spoke')
    return { form: 'letter', text: state === 'open' ? linesOf(entry, told?.words).join('\n') : '', state }
  if (entry.act.type === 'remarked') return undefined
  const line = isStrange(entry) ? text.strange : reader.fact(entry)
  return line === undefined ? undefined : { form: 'line', text: line, state }
}

/**
 * The how manyth time the talk stood in the step of each stay, in its round. To come back from another day is not another
 * time; a gate that leads back is one.
 */
export const timesOf = (course: readonly Stay[]): number[] => {
  const times = new Map<string, number>()
  let before: string | undefined
  let wasAway = false
  return course.map(({ step, round }) => {
    const here = `${round} ${step}`
    const isOn = here === before && wasAway
    const time = (times.get(here) ?? 0) + (isOn ? 0 : 1)
    times.set(here, time)
    wasAway = !isWork(step)
    if (isWork(step)) before = here
    return time
  })
}
