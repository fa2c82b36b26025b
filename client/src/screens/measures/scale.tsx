import { type ComponentType, type KeyboardEvent, useRef, useState } from 'react'
import type { Scale as Range } from './items.ts'

type Props = Range & {
  /** Ids of what is asked, and of what the ends mean. */
  asked: string
  meant: string
  value: number | undefined
  /** What each number shows beside itself, and what that is to those who do not see it. */
  names?: readonly string[]
  Face?: ComponentType<{ number: number }>
  onPick(number: number): void
}

/**
 * Numbers in a row, none chosen beforehand. Keys move along the row and choose nothing: an answer is kept at once, so
 * it takes a press of its own.
 */
export const Scale = ({ least, most, asked, meant, value, names, Face, onPick }: Props) => {
  const row = useRef<HTMLDivElement>(null)
  const [stop, setStop] = useState<number>()
  const numbers = Array.from({ length: most - least + 1 }, (_, index) => least + index)
  const onKey = (event: KeyboardEvent, number: number) => {
    const next = moved(event.key, number, { least, most })
    if (next === undefined) return
    event.preventDefault()
    setStop(next)
    row.current?.querySelectorAll<HTMLElement>('[role=radio]')[next - least]?.focus()
  }
  return (
    <div
      ref={row}
      className={Face ? 'scale drawn' : 'scale'}
      role="radiogroup"
      aria-labelledby={asked}
      aria-describedby={meant}
    >
      {numbers.map(number => (
        <button
          key={number}
          type="button"
          role="radio"
          aria-checked={number === value}
          aria-label={names && `${number}, ${names[number - least]}`}
          tabIndex={number === (stop ?? value ?? least) ? 0 : -1}
          onKeyDown={event => onKey(event, number)}
          onFocus={() => setStop(number)}
          onClick={() => number !== value && onPick(number)}
        >
          {Face && <Face number={number} />}
          {number}
        </button>
      ))}
    </div>
  )
}

const moved = (key: string, from: number, { least, most }: Range): number | undefined => {
  const to = {
    ArrowRight: from + 1,
    ArrowDown: from + 1,
    ArrowLeft: from - 1,
    ArrowUp: from - 1,
    Home: least,
    End: most,
  }[key]
  return to === undefined ? undefined : Math.min(most, Math.max(least, to))
}
