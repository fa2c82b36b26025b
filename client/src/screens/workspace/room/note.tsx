import type { SideEntry } from '@haven/shared/acts.ts'
import { useEffect, useState } from 'react'
import { Button } from '../../../parts/button.tsx'
import { momentOf } from '../../../parts/day.ts'
import { Paragraphs } from '../../../parts/letter.tsx'
import { type DraftForm, useDraft } from '../../../parts/use-draft.ts'
import type { Told, Words } from '../../../session/scene.ts'
import { note as text, rows } from '../../../text/workspace.en.ts'
import { Area } from '../fields.tsx'
import { Unsent } from '../unsent.tsx'
import { useSend } from '../use-send.ts'
import { About, Entries } from './about.tsx'
import type { DeskRoom } from './desk-room.ts'
import { listOf, rowsLine } from './rows.ts'

const LINES = ['saw', 'window', 'landed', 'mine', 'pull', 'risk', 'next'] as const
const FIELDS = [...LINES.map(field => ({ field })), { field: 'rows', many: true }, { field: 'seqs', many: true }]
const STATES = Object.entries(text.rowStates)

/** The process note: a draft on this device until it is kept; the latest kept one counts, earlier ones stay to be read. */
export const Note = ({ room, anchor }: { room: DeskRoom; anchor: number | undefined }) => {
  const draft = useDraft(room, 'desk.note', FIELDS)
  const { send, failed, isBusy } = useSend()
  const [isKept, setKept] = useState(false)
  const kept = notesIn(room)
  const last = kept.at(-1)?.words
  const values = Object.keys(draft.values).length > 0 ? draft.values : (last ?? {})
  useStored(draft, last)
  const change = (some: Words) => {
    setKept(false)
    draft.change({ ...values, ...some })
  }
  const keep = async () => {
    await room.session.act({ type: 'noted' }, filledOf(values), 'notes')
    setKept(true)
  }
  return (
    <div className="stack">
      <p className="small soft">{text.why}</p>
      <About room={room} seqs={listOf(values['seqs'])} anchor={anchor} onChange={seqs => change({ seqs })} />
      <Lines values={values} from={0} to={2} onChange={change} />
      <Rows values={values} onChange={change} />
      <Lines values={values} from={2} to={LINES.length} onChange={change} />
      <p className="acts">
        <Button onPress={() => send(keep)} isDisabled={isBusy || isEmpty(values)}>
          {text.keep}
        </Button>
        <span role="status" className="status">
          {stateOf(room, isKept, hasChanged(draft.values, last))}
        </span>
      </p>
      <Unsent failed={failed} />
      <Earlier room={room} notes={kept.slice(0, -1)} />
    </div>
  )
}

type Part = { values: Words; onChange(some: Words): void }

const Lines = ({ values, from, to, onChange }: Part & { from: number; to: number }) =>
  LINES.slice(from, to).map(field => (
    <Area
      key={field}
      label={text[field]}
      value={String(values[field] ?? '')}
      onChange={line => onChange({ [field]: line })}
    />
  ))

/** Kept as `4 reached`, by the number of the row. */
const Rows = ({ values, onChange }: Part) => {
  const noted = new Map(listOf(values['rows']).map(one => [one.split(' ')[0], one.split(' ')[1]]))
  const set = (row: string, state: string) => {
    const next = new Map(noted).set(row, state)
    onChange({ rows: [...next].flatMap(([at, one]) => (one ? [`${at} ${one}`] : [])) })
  }
  return (
    <details>
      <summary>{text.rows}</summary>
      {rows.map((label, index) => (
        <label className="pick" key={label}>
          <span>{label}</span>
          <select
            value={noted.get(String(index + 1)) ?? ''}
            onChange={event => set(String(index + 1), event.target.value)}
          >
            {STATES.map(([state, name]) => (
              <option key={state} value={state}>
                {name}
              </option>
            ))}
          </select>
        </label>
      ))}
    </details>
  )
}

const Earlier = ({ room, notes }: { room: DeskRoom; notes: readonly Noted[] }) =>
  notes.length === 0 ? null : (
    <details>
      <summary>{text.earlier}</summary>
      {notes.toReversed().map(({ at, seq, words }) => (
        <section key={seq} className="earlier">
          <h2 className="small soft">{momentOf(at * 1000)}</h2>
          {LINES.map(field =>
            words[field] ? (
              <div key={field}>
                <p className="small soft">{text[field]}</p>
                <Paragraphs lines={[String(words[field])]} />
              </div>
            ) : null,
          )}
          <p className="small">{rowsLine(listOf(words['rows']))}</p>
          <Entries room={room} seqs={listOf(words['seqs'])} />
        </section>
      ))}
    </details>
  )

type Noted = { seq: number; at: number; words: Words }

const notesIn = ({ scene }: DeskRoom): Noted[] =>
  (scene.threads.notes ?? []).flatMap(({ entry, words }: Told<SideEntry>) =>
    entry.act.type === 'noted' && typeof words === 'object'
      ? [{ seq: entry.seq, at: entry.at, words: words as Words }]
      : [],
  )

const filledOf = (values: Words): Words =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value.length > 0))

const isEmpty = (values: Words) => Object.keys(filledOf(values)).length === 0

const hasChanged = (values: Words, kept: Words | undefined): boolean =>
  !isEmpty(values) && FIELDS.some(({ field }) => String(values[field] ?? '') !== String(kept?.[field] ?? ''))

/** The draft goes once the kept note says the same, so that a later note from another device is not hidden by it. */
const useStored = (draft: DraftForm, kept: Words | undefined) => {
  const isStored = draft.isLoaded && kept !== undefined && !isEmpty(draft.values) && !hasChanged(draft.values, kept)
  useEffect(() => {
    if (isStored) void draft.clear()
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once for each note that is stored
  }, [isStored])
}

const stateOf = ({ scene }: DeskRoom, isKept: boolean, isChanged: boolean): string => {
  if (isKept && scene.sidePending.some(({ act }) => act.type === 'noted')) return text.onItsWay
  if (isChanged) return text.changed
  return isKept ? text.kept : ''
}
