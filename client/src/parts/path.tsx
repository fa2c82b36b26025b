import { CHAPTERS, type Chapter } from '@haven/shared/steps.ts'
import { parts as text } from '../text/talk.en.ts'
import type { Room } from './room.ts'

/** Seven soft marks; a further round is a ring round the mark, never a step lost. */
export const Path = ({ room: { view } }: { room: Room }) => {
  const { chapter, deep } = view
  if (!chapter) return <div className="path" />
  const here = CHAPTERS.indexOf(chapter)
  return (
    <section className="path" aria-label={text.chaptersLabel}>
      <p>{text.pathLine(here + 1, CHAPTERS.length, text.chapters[chapter])}</p>
      <ol>
        {CHAPTERS.map((one, index) => (
          <li
            key={one}
            className={markOf(index < here, deep.includes(one))}
            aria-current={index === here ? 'step' : undefined}
          >
            <span>{labelOf(one, deep.includes(one))}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}

const labelOf = (chapter: Chapter, isDeep: boolean) =>
  isDeep ? text.onceMore(text.chapters[chapter]) : text.chapters[chapter]

const markOf = (isBeen: boolean, isDeep: boolean): string | undefined =>
  [isBeen && 'been', isDeep && 'round'].filter(Boolean).join(' ') || undefined
