import { isAlone, otherOf, type Partner, type Step } from '@haven/shared/steps.ts'
import { titleOf } from '../../text/prompts.ts'
import { replay as text } from '../../text/review.en.ts'
import { parts } from '../../text/talk.en.ts'
import { Said } from './entry.tsx'
import { type Reader, toldAt } from './reader.ts'
import type { Seen } from './replaying.ts'
import type { Row } from './rows.ts'

type Props = {
  reader: Reader
  rows: readonly Row[]
  seen: Seen
  seat: Partner
  /** What led here, where it is shown at all. */
  now: Row | undefined
}

/** More stood on the page where more was said; they are read under “Read”. */
const LAST = 8

/** One page of the talk, to look at only. */
export const Stage = ({ reader, rows, seen, seat, now }: Props) => {
  const said = new Map(rows.map(row => [row.seq, row]))
  const letters = seen.letters.slice(-LAST).flatMap(({ seq }) => said.get(seq) ?? [])
  const isNowBelow = now !== undefined && letters.includes(now)
  return (
    <div className="stage">
      {now && !isNowBelow && (
        <section aria-label={text.now}>
          <p className="small soft">{text.now}</p>
          <One reader={reader} row={now} />
        </section>
      )}
      <section className="leaf" aria-label={titleOf(seen.place)}>
        <p className="small soft">
          {[seen.chapter && parts.chapters[seen.chapter], titleOf(seen.place)].filter(Boolean).join(' · ')}
        </p>
        <p className="asked">{seen.prompt}</p>
        {seen.guided.map(({ seq }) => {
          const row = said.get(seq)
          return row && <One key={seq} reader={reader} row={row} />
        })}
        <Missing reader={reader} seen={seen} />
        {seen.letters.length > LAST && <p className="small soft">{text.earlier}</p>}
        {letters.map(row => (
          <One key={row.seq} reader={reader} row={row} />
        ))}
        {seen.answers.length > 0 && (
          <p className="small">
            {text.answers} {seen.answers.join(' · ')}
          </p>
        )}
        <p className="small soft">{turnLine(reader, seen, seat)}</p>
      </section>
    </div>
  )
}

const One = ({ reader, row }: { reader: Reader; row: Row }) =>
  row.form === 'letter' ? (
    <Said row={row} name={reader.name(row.entry.by)} marks={[]} />
  ) : (
    <p className="act">{row.text}</p>
  )

const Missing = ({ reader, seen: { missing } }: { reader: Reader; seen: Seen }) => {
  if (!missing) return null
  const words = toldAt(reader, missing.seq)?.words
  const line = typeof words === 'object' ? words['missing'] : words
  return typeof line === 'string' && line ? (
    <p>
      {text.missing} <q dir="auto">{line}</q>
    </p>
  ) : (
    <p>{text.missingUnnamed}</p>
  )
}

const turnLine = ({ name }: Reader, { turn, place }: Seen, seat: Partner): string | undefined => {
  if (turn === 'nobody') return undefined
  const line = turn === 'both' ? text.turn.both : text.turn.own(name(turn === 'own' ? seat : otherOf(seat)))
  return isAlone(place as Step) ? `${line} ${text.alone}` : line
}
