import { otherOf, type Partner } from '@haven/shared/steps.ts'
import { useState } from 'react'
import { Button } from '../../parts/button.tsx'
import { longDay } from '../../parts/day.ts'
import { Radios } from '../../parts/radios.tsx'
import { fill } from '../../text/prompts.ts'
import { keeping as text } from '../../text/review.en.ts'
import { keptUntil } from '../../session/retention.ts'
import type { Reader } from './reader.ts'

/** Until when the talk is kept. It changes once both wish the same. */
export const Keeping = ({ reader }: { reader: Reader & { readonly seat: Partner } }) => {
  const { scene, seat, press } = reader
  const { keepDays, wishes } = scene.snapshot.context
  const [isOpen, setOpen] = useState(false)
  const mine = wishes[seat]
  const theirs = wishes[otherOf(seat)]
  const isGoing = scene.pending.some(({ act }) => act.type === 'retained')
  const wish = (days: number) => {
    if (!isGoing) void press({ type: 'retained', days })
  }
  return (
    <section className="stack" aria-label={text.title}>
      <h3>{text.title}</h3>
      <p>{untilLine(keptUntil(scene))}</p>
      {mine !== undefined && mine !== keepDays && <p>{fill(text.mine(labelOf(mine)), reader.fill)}</p>}
      {theirs !== undefined && theirs !== keepDays && (
        <div className="acts">
          <p>{fill(text.theirs(labelOf(theirs)), reader.fill)}</p>
          {mine !== theirs && <Button onPress={() => wish(theirs)}>{text.too}</Button>}
        </div>
      )}
      {isOpen ? (
        <>
          <Radios legend={text.days} value={mine ?? keepDays} options={optionsFor(keepDays)} onChange={wish} />
          <p className="small soft">{text.how}</p>
        </>
      ) : (
        <p>
          <button type="button" className="linklike" onClick={() => setOpen(true)}>
            {text.change}
          </button>
        </p>
      )}
    </section>
  )
}

/** A date as one would write it. */
export const untilLine = (until: number | undefined): string =>
  until === undefined ? text.closed : text.until(longDay(until * 1000))

const labelOf = (days: number): string => text.options.find(one => one.days === days)?.label ?? text.other(days)

const optionsFor = (keepDays: number): { value: number; label: string }[] => {
  const known = text.options.map(({ days }) => days)
  const all = known.includes(keepDays) ? known : [...known.slice(0, -1), keepDays, 0]
  return all.map(days => ({ value: days, label: labelOf(days) }))
}
