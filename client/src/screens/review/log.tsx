import { Fragment, useMemo } from 'react'
import { log as text, page } from '../../text/review.en.ts'
import { EntryRow } from './entry.tsx'
import { Headings, Silence } from './headings.tsx'
import { Beside, type Margin } from './margin.tsx'
import type { Mark } from './marked.tsx'
import type { Row } from './rows.ts'
import { useNear } from './use-near.ts'

export type LogProps = {
  /** What is shown, and all that could be: a silence is told only between neighbours. */
  rows: readonly Row[]
  all: readonly Row[]
  here: number | undefined
  nameOf(row: Row): string
  marks: ReadonlyMap<number, readonly Mark[]>
  /** Notes and what can be done; nothing where one can only read. */
  margin?: Margin
  onChoose(seq: number): void
}

/** So many entries are drawn at once, where one is near. Three times as many lie before the eyes and a page around. */
export const CHUNK = 8

/** The talk in its order. Only what is near the eyes is drawn; the rest keeps its place. */
export const Log = (props: LogProps) => {
  const { rows, all, here } = props
  const order = useMemo(() => new Map(all.map(({ seq }, index) => [seq, index])), [all])
  const chunks = useMemo(() => chunksOf(rows), [rows])
  const at = Math.max(
    0,
    chunks.findIndex(chunk => chunk.some(({ seq }) => seq === here)),
  )
  const { isNear, observe, heightOf } = useNear()
  if (rows.length === 0) return <p className="soft">{all.length === 0 ? page.empty : text.none}</p>
  return (
    <section className="told back" aria-label={text.label}>
      {chunks.map((chunk, index) => {
        const piece = chunk[0]!.seq
        const isDrawn = isNear(piece) || Math.abs(index - at) <= 1
        return (
          <div
            key={piece}
            ref={observe}
            data-piece={piece}
            className="chunk"
            style={isDrawn ? undefined : { blockSize: heightOf(piece, chunk.length) }}
          >
            {isDrawn && <Chunk {...props} rows={chunk} before={chunks[index - 1]?.at(-1)} order={order} />}
          </div>
        )
      })}
    </section>
  )
}

const chunksOf = (rows: readonly Row[]): Row[][] =>
  Array.from({ length: Math.ceil(rows.length / CHUNK) }, (_, index) => rows.slice(index * CHUNK, (index + 1) * CHUNK))

type ChunkProps = LogProps & { before: Row | undefined; order: ReadonlyMap<number, number> }

const Chunk = ({ before, order, ...props }: ChunkProps) => {
  const { rows, here, nameOf, marks, margin, onChoose } = props
  return rows.map((row, index) => {
    const last = rows[index - 1] ?? before
    const isNext = last !== undefined && order.get(last.seq) === order.get(row.seq)! - 1
    const isHere = row.seq === here
    return (
      <Fragment key={row.seq}>
        {isNext && <Silence before={last} row={row} margin={margin} />}
        <Headings before={last} row={row} />
        <EntryRow
          row={row}
          name={nameOf(row)}
          marks={marks.get(row.seq) ?? NONE}
          isHere={isHere}
          isFirst={here === undefined && last === undefined}
          beside={
            margin && (isHere || margin.noted.has(row.seq)) ? (
              <Beside margin={margin} row={row} isHere={isHere} />
            ) : undefined
          }
          onChoose={onChoose}
        />
      </Fragment>
    )
  })
}

const NONE = [] as const
