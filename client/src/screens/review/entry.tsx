import { memo, type ReactNode } from 'react'
import { parts } from '../../text/talk.en.ts'
import { voiceOf } from '../../parts/voice.ts'
import { MarkedLines, type Mark } from './marked.tsx'
import type { Row } from './rows.ts'

type Props = {
  row: Row
  name: string
  marks: readonly Mark[]
  /** Chosen: what can be done with it is shown. */
  isHere: boolean
  /** The one entry that Tab leads to. */
  isFirst: boolean
  /** Notes, and what can be done. */
  beside?: ReactNode
  onChoose(seq: number): void
}

/** One entry, as a letter or as a quiet line, with what stands beside it. */
export const EntryRow = memo(({ row, name, marks, isHere, isFirst, beside, onChoose }: Props) => (
  // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- to stand at an entry chooses it
  <article
    className={isHere ? 'entry here' : 'entry'}
    id={`e${row.seq}`}
    data-seq={row.seq}
    aria-label={row.form === 'letter' ? parts.says.replace('{partner}', () => name) : row.text}
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- entries are gone through by keys
    tabIndex={isHere || isFirst ? 0 : -1}
    onFocus={() => onChoose(row.seq)}
  >
    {row.form === 'letter' ? <Said row={row} name={name} marks={marks} /> : <Line row={row} marks={marks} />}
    {beside && <div className="beside">{beside}</div>}
  </article>
))
EntryRow.displayName = 'EntryRow'

type SaidProps = Pick<Props, 'row' | 'name' | 'marks'>

/** A person’s words, read again. */
export const Said = ({ row, name, marks }: SaidProps) => (
  <div className="letter past" data-voice={voiceOf(row.entry.by)}>
    <footer>
      <bdi>{name}</bdi>
    </footer>
    <div>{row.text ? <MarkedLines text={row.text} marks={marks} /> : <p className="soft small">{unsaid(row)}</p>}</div>
  </div>
)

const Line = ({ row, marks }: Pick<Props, 'row' | 'marks'>) => (
  <div className="act" data-voice={row.by && voiceOf(row.by)}>
    <MarkedLines text={row.text} marks={marks} isOurs />
  </div>
)

/** In place of words. */
const unsaid = ({ state, entry }: Row): string => {
  if (state !== 'open') return parts.unseen[state]
  return entry.act.type === 'spoke' && entry.act.aloud ? parts.aloud : parts.noWords
}
