import type { Stay } from '@haven/shared/course.ts'
import type { Chapter } from '@haven/shared/steps.ts'
import { timesOf } from './rows.ts'

/** One stay as it is drawn; lengths in the units of the picture. */
export type Bar = {
  readonly stay: Stay
  readonly left: number
  readonly width: number
  /** 0: the first time in this step; each further time stands a line lower, down to the third. */
  readonly line: 0 | 1 | 2
  /** Where in the bar somebody spoke: as many marks as turns, evenly laid. */
  readonly marks: readonly number[]
  /** The parts of the bar that were rest. */
  readonly rests: readonly { readonly left: number; readonly width: number }[]
}

export type Stretch = { readonly chapter: Chapter; readonly left: number; readonly width: number }

const LEAST = 6
const MOST = 96
const GAP = 3
const MARK = 5

/** Stays that belong on the picture: those in a chapter. Days between are gaps. */
export const barsOf = (course: readonly Stay[]): Bar[] => {
  const times = timesOf(course)
  let left = 0
  return course.flatMap((stay, index) => {
    if (!stay.chapter) {
      left += stay.step === 'between' ? 4 * GAP : 0
      return []
    }
    const width = Math.max(widthOf(stay), stay.turns * MARK + LEAST)
    const bar: Bar = {
      stay,
      left,
      width,
      line: Math.min(2, times[index]! - 1) as Bar['line'],
      marks: Array.from({ length: stay.turns }, (_, at) => ((at + 0.5) * width) / stay.turns),
      rests: restsIn(stay, width),
    }
    left += width + GAP
    return bar
  })
}

/** Four times as long is twice as wide, so that a long pause does not push all else together. */
const widthOf = ({ began, ended }: Stay): number =>
  Math.min(MOST, LEAST + 5 * Math.sqrt(Math.max(0, ended - began) / 60))

const restsIn = ({ began, ended, rests }: Stay, width: number): { left: number; width: number }[] => {
  const length = Math.max(1, ended - began)
  const all = Math.min(
    width,
    rests.reduce((sum, { seconds }) => sum + (width * seconds) / length, 0),
  )
  return all > 0 ? [{ left: width - all, width: all }] : []
}

/** Chapters in a row, each as far as its bars reach. */
export const stretchesOf = (bars: readonly Bar[]): Stretch[] => {
  const stretches: Stretch[] = []
  for (const { stay, left, width } of bars) {
    const last = stretches.at(-1)
    if (last?.chapter === stay.chapter) stretches[stretches.length - 1] = { ...last!, width: left + width - last!.left }
    else stretches.push({ chapter: stay.chapter!, left, width })
  }
  return stretches
}
