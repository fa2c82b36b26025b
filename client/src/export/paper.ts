import type { SeatEntry } from '@haven/shared/acts.ts'
import { courseOf, snapshotsOf } from '@haven/shared/course.ts'
import { sightOf } from '@haven/shared/letters.ts'
import { paper as text } from '../text/export.en.ts'
import { placeOf, stepOf } from './beside.ts'
import type { ExportFile } from './file.ts'
import { replacedIn } from '../parts/line.ts'
import { type Line, lineOf } from './line.ts'
import { nameIn } from './names.ts'

export type { Line } from './line.ts'

/** A copy as it is read, whatever it is written in. Every text in it may hold anything a person can type. */
export type Paper = {
  title: string
  /** The label of a practice room. */
  practice: string | undefined
  /** When it was, with whom, when it was copied. */
  facts: string[]
  warning: string
  chapters: Chapter[]
  /** What stands in place of chapters where there are none. */
  empty: string
  /** To hold beside another copy. */
  mark: string
}
/** Between two days and after the end the chapter says it all, and its steps have no title. */
export type Chapter = { title: string; steps: { title?: string; lines: Line[] }[] }

/** The talk in its chapters and steps, as the one who copied it may see it (C13). The file has been verified, or just made. */
export const paperOf = (file: ExportFile): Paper => ({
  title:
    file.scope === 'own' ? text.titleOwn(nameIn(file, file.by)) : text.title(nameIn(file, 'p1'), nameIn(file, 'p2')),
  practice: file.mode === 'practice' ? text.practice : undefined,
  facts: factsOf(file),
  warning: file.about[file.mode === 'practice' ? 1 : 0] ?? '',
  chapters: chaptersOf(file),
  empty: file.scope === 'own' ? text.emptyOwn(nameIn(file, file.by)) : text.empty,
  mark: text.head(file.head.seq, file.head.hash),
})

const factsOf = (file: ExportFile): string[] => {
  const { entries, names, made } = file
  const [first, last] = [entries[0]!, entries.at(-1)!]
  return [
    text.days(dayOf(first.at), dayOf(last.at)),
    ...(names.therapist && file.scope === 'whole' ? [text.therapist(nameIn(file, 'therapist'))] : []),
    text.made(dayOf(made)),
  ]
}

const long = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' })
/** `seconds` since 1970. */
export const dayOf = (seconds: number): string => long.format(seconds * 1000)

/** A talk that has been opened, as it was verified. */
export type Talk = Pick<ExportFile, 'names' | 'words' | 'scope' | 'by' | 'mode' | 'entries'>

/** Chapters in their order; one that is come back to opens again. */
export const chaptersOf = (file: Talk): Chapter[] => {
  const chapters: Chapter[] = []
  const snapshots = snapshotsOf(file.entries)
  const last = snapshots.at(-1)!
  const seen = new Set(sightOf(file.entries, last, file.by))
  const course = courseOf(file.entries, snapshots)
  const copy = { ...file, keepDays: last.context.keepDays, replaced: replacedIn(file.entries), seen, course }
  for (const stay of course) {
    const lines = file.entries
      .slice(stay.from - 1, stay.to)
      .filter((entry): entry is SeatEntry => entry.by !== 'haven' && seen.has(entry))
      .flatMap(entry => lineOf(copy, entry) ?? [])
    if (lines.length === 0) continue
    const title = placeOf(stay)
    if (chapters.at(-1)?.title !== title) chapters.push({ title, steps: [] })
    chapters.at(-1)!.steps.push({ ...(stay.chapter ? { title: stepOf(stay) } : {}), lines })
  }
  return chapters
}
