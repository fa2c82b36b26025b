import { useMemo, useRef, useState } from 'react'
import { finding as text, page } from '../../text/review.en.ts'
import { Filters, Keys, Search } from './finding.tsx'
import { PLACES } from './kinds.ts'
import { Log } from './log.tsx'
import { speakersIn } from './look.ts'
import { NotesApart } from './margin.tsx'
import { Picture } from './picture.tsx'
import { Selected } from './selected.tsx'
import { useKeys } from './use-keys.ts'
import { type ReadingProps, useMargin } from './use-margin.ts'

/** The talk as a book with a margin. */
export const Reading = (props: ReadingProps) => {
  const { reader, look, rows, place, found } = props
  const [isWide] = useState(() => matchMedia('(width >= 64rem)').matches)
  const input = useRef<HTMLInputElement>(null)
  const { margin, marks } = useMargin(props)
  const places = useMemo(() => PLACES.filter(one => rows.some(row => row.place === one)), [rows])
  useKeys({ ...found.keys, search: () => input.current?.focus() }, found.keysOn)
  const isWhole = look.scope === 'whole'
  return (
    <div className="reading">
      {(isWhole || reader.seat === 'therapist') && <Picture course={look.course} here={place.here} onGo={found.go} />}
      {rows.length === 0 ? (
        <p className="soft">{isWhole ? page.empty : page.emptyOwn}</p>
      ) : (
        <>
          <div className="finding">
            <Search
              input={input}
              query={found.query}
              here={found.at}
              all={found.hits.length}
              onQuery={found.search}
              onHit={found.keys.hit}
            />
            <details className="drawer fold" open={isWide}>
              <summary>{text.title}</summary>
              <Filters
                filter={found.filter}
                persons={isWhole ? speakersIn(look) : [reader.seat]}
                places={places}
                name={reader.name}
                onFilter={found.choose}
              />
            </details>
            <Keys isOn={found.keysOn} onChange={found.setKeysOn} />
          </div>
          <Log
            rows={found.shown}
            all={rows}
            here={place.here}
            nameOf={row => reader.name(row.entry.by)}
            marks={marks}
            margin={margin}
            onChoose={place.choose}
          />
        </>
      )}
      <NotesApart reader={reader} notes={margin.notes} rows={rows} />
      <Selected onNote={margin.onNote} />
    </div>
  )
}
