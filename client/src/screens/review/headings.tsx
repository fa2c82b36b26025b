import { titleOf } from '../../text/prompts.ts'
import { log as text, notes, page } from '../../text/review.en.ts'
import { parts } from '../../text/talk.en.ts'
import type { Place } from './kinds.ts'
import type { Margin } from './margin.tsx'
import type { Row } from './rows.ts'
import { gapLine, spaceOf } from './time.ts'

/** Where a chapter or a step begins, or is come back to. */
export const Headings = ({ before, row }: { before: Row | undefined; row: Row }) => {
  const isNewPlace = before?.place !== row.place
  const isNewStay = before?.stay !== row.stay
  return (
    <>
      {isNewPlace && <h2 className="chapter">{placeName(row.place)}</h2>}
      {(isNewPlace || isNewStay) && hasTitle(row) && (
        <h3 className="step">
          {titleOf(row.step)}
          {row.time > 1 && <span className="again"> {text.again[Math.min(row.time, 4)]}</span>}
        </h3>
      )}
    </>
  )
}

/** Between two days and after the end the place says it all. */
const hasTitle = ({ place }: Row): boolean => place !== 'between' && place !== 'done'

export const placeName = (place: Place): string =>
  place === 'between' || place === 'done' ? page.places[place] : parts.chapters[place]

/** Space for a time in which nothing was said. */
export const Silence = ({ before, row, margin }: { before: Row; row: Row; margin: Margin | undefined }) => {
  const line = gapLine(before.at, row.at)
  if (!line) return null
  return (
    <div className="silence" style={{ '--space': spaceOf(row.at - before.at) } as Record<string, number>}>
      <p>{line}</p>
      {margin && (
        <button type="button" className="linklike" onClick={() => margin.onNote({ seq: before.seq, from: 0, to: 0 })}>
          {notes.silence}
        </button>
      )}
    </div>
  )
}
