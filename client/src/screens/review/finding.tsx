import type { Seat } from '@haven/shared/steps.ts'
import { type KeyboardEvent, type RefObject, useId } from 'react'
import { voiceOf } from '../../parts/voice.ts'
import { finding as text } from '../../text/review.en.ts'
import { EVERYTHING, type Filter, isEverything, toggled } from './filter.ts'
import { type Kind, KINDS, type Place } from './kinds.ts'
import { placeName } from './headings.tsx'

export type SearchProps = {
  input: RefObject<HTMLInputElement | null>
  query: string
  /** Of all that was found, the how manyth one stands at; 0 before one was gone to. */
  here: number
  all: number
  onQuery(query: string): void
  onHit(by: 1 | -1): void
}

/** Words, found in what is shown. */
export const Search = ({ input, query, here, all, onQuery, onHit }: SearchProps) => {
  const id = useId()
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    onHit(event.shiftKey ? -1 : 1)
  }
  const isAsked = query.trim() !== ''
  return (
    <div role="search" className="find">
      <label htmlFor={id}>{text.search}</label>
      <input
        ref={input}
        id={id}
        type="search"
        className="write"
        autoComplete="off"
        spellCheck={false}
        value={query}
        onChange={event => onQuery(event.target.value)}
        onKeyDown={press}
      />
      <div className="ways">
        <button type="button" className="linklike" disabled={all === 0} onClick={() => onHit(-1)}>
          {text.previous}
        </button>
        <button type="button" className="linklike" disabled={all === 0} onClick={() => onHit(1)}>
          {text.next}
        </button>
        <p className="status" role="status">
          {isAsked && (all === 0 ? text.nothing : text.found(here, all))}
        </p>
      </div>
    </div>
  )
}

export type FilterProps = {
  filter: Filter
  persons: readonly Seat[]
  places: readonly Place[]
  name(seat: Seat): string
  onFilter(filter: Filter): void
}

/** What is shown: by person, by kind, by chapter, several at once. */
export const Filters = ({ filter, persons, places, name, onFilter }: FilterProps) => (
  <div className="filters">
    <Ticks
      legend={text.persons}
      of={persons}
      on={filter.persons}
      label={name}
      onChange={next => onFilter({ ...filter, persons: next })}
    />
    <Ticks
      legend={text.kinds}
      of={KINDS}
      on={filter.kinds}
      label={(kind: Kind) => text.kind[kind]}
      onChange={next => onFilter({ ...filter, kinds: next })}
    />
    <Ticks
      legend={text.places}
      of={places}
      on={filter.places}
      label={placeName}
      onChange={next => onFilter({ ...filter, places: next })}
    />
    {!isEverything(filter) && (
      <p>
        <button type="button" className="linklike" onClick={() => onFilter(EVERYTHING)}>
          {text.all}
        </button>
      </p>
    )}
  </div>
)

type TicksProps<One extends string> = {
  legend: string
  of: readonly One[]
  on: ReadonlySet<One>
  label(one: One): string
  onChange(on: ReadonlySet<One>): void
}

const Ticks = <One extends string>({ legend, of, on, label, onChange }: TicksProps<One>) => (
  <fieldset>
    <legend>{legend}</legend>
    {of.map(one => (
      <label className="tick" key={one}>
        <input type="checkbox" checked={on.has(one)} onChange={() => onChange(toggled(on, one))} />
        <span className={isSeat(one) ? 'who' : undefined} data-voice={isSeat(one) ? voiceOf(one) : undefined}>
          {label(one)}
        </span>
      </label>
    ))}
  </fieldset>
)

const isSeat = (one: string): one is Seat => one === 'p1' || one === 'p2' || one === 'therapist'

/** What the keys do, folded until somebody wants to know. */
export const Keys = ({ isOn, onChange }: { isOn: boolean; onChange(isOn: boolean): void }) => (
  <details className="drawer">
    <summary>{text.keys}</summary>
    <dl className="keys-list">
      {text.keyList.map(([keys, deed]) => (
        <div key={keys}>
          <dt>
            <kbd>{keys}</kbd>
          </dt>
          <dd>{deed}</dd>
        </div>
      ))}
    </dl>
    <label className="tick">
      <input type="checkbox" checked={isOn} onChange={event => onChange(event.target.checked)} />
      {text.keysOn}
    </label>
  </details>
)
