import type { Stay } from '@haven/shared/course.ts'
import type { Chapter } from '@haven/shared/steps.ts'
import { parts } from '../../text/talk.en.ts'
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
/** As far a mark stays from either end. */
const EDGE = 3
/** Beyond this many turns the marks of a bar run together, and it grows no more. */
const MOST_TURNS = 48
/** As wide as a narrow phone: a short talk is drawn as large as that, but no bar more than five times its size. */
const PHONE = 296
const LARGEST = 5
/** A letter of a chapter’s name, at its widest. */
const LETTER = 11

/** Stays that belong on the picture: those in a chapter. Days between are gaps, and each chapter has room for its name. */
export const barsOf = (course: readonly Stay[]): Bar[] => {
  const times = timesOf(course)
  const scale = scaleOf(course)
  let left = 0
  let chapter: Chapter | undefined
  let named = 0
  return course.flatMap((stay, index) => {
    if (!stay.chapter) {
      left += stay.step === 'between' ? 4 * GAP : 0
      return []
    }
    if (stay.chapter !== chapter) left = Math.max(left, named)
    if (stay.chapter !== chapter) named = left + roomFor(stay.chapter)
    chapter = stay.chapter
    const width = widthOf(stay) * scale
    const bar: Bar = {
      stay,
      left,
      width,
      line: Math.min(2, times[index]! - 1) as Bar['line'],
      marks: Array.from({ length: stay.turns }, (_, at) => EDGE + ((at + 0.5) * (width - 2 * EDGE)) / stay.turns),
      rests: restsIn(stay, width),
    }
    left += width + GAP
    return bar
  })
}

/** A talk that has only begun is drawn larger. */
const scaleOf = (course: readonly Stay[]): number => {
  const all = course.reduce((sum, stay) => sum + (stay.chapter ? widthOf(stay) + GAP : 0), 0)
  return Math.min(LARGEST, Math.max(1, PHONE / all))
}

/** As long as it took, and no shorter than what was said in it. */
const widthOf = ({ began, ended, turns }: Stay): number =>
  Math.max(lengthOf({ began, ended }), Math.min(turns, MOST_TURNS) * MARK + LEAST)

/** Four times as long is twice as wide, so that a long pause does not push all else together. */
const lengthOf = ({ began, ended }: Pick<Stay, 'began' | 'ended'>): number =>
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

const roomFor = (chapter: Chapter): number => parts.chapters[chapter].length * LETTER

/** How far the picture reaches, names and all. */
export const reachOf = (stretches: readonly Stretch[]): number =>
  Math.max(1, ...stretches.map(({ chapter, left, width }) => left + Math.max(width, roomFor(chapter))))
