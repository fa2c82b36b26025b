import { useEffect, useState } from 'react'
import { Moon } from '../parts/breath.tsx'
import { Button } from '../parts/button.tsx'
import { Frame } from '../parts/frame.tsx'
import { useHeading } from '../parts/prompt.tsx'
import type { Room } from '../parts/room.ts'
import { buttonOf, calm, choicesOf, fieldsOf, promptsOf, waiting } from '../text/prompts.ts'
import { pause as text } from '../text/talk.en.ts'
import { Stops } from './ending.tsx'

const LONGEST = 1440

/** A rest. The page is the same whoever asked for it and whoever is back (R15). */
export const Pause = ({ room }: { room: Room }) => {
  const heading = useHeading(room)
  const isBack = room.view.pause?.iAmBack ?? false
  const until = (room.view.pause?.until ?? 0) * 1000
  const [line] = promptsOf('over.pause', undefined, room.setting)
  return (
    <Frame room={room} tone="alone rest">
      <Moon />
      <div className="prompt">
        <h1 ref={heading} tabIndex={-1}>
          {isBack ? waiting.returning : line}
        </h1>
        <p>{calm.pacer.join(' ')}</p>
        <Until key={until} until={until} />
      </div>
      <p className="unseen" role="status">
        {isBack && waiting.returning}
      </p>
      <When room={room} />
      {!isBack && room.view.presses.has('returned') && (
        <div className="acts">
          <Button className="button main" onPress={() => void room.press({ type: 'returned' })}>
            {buttonOf('returned')}
          </Button>
        </div>
      )}
      <Calming />
      <details className="drawer">
        <summary>{text.other}</summary>
        <Stops room={room} />
      </details>
    </Frame>
  )
}

/** The time that was set, as a clock would say it. */
const Until = ({ until }: { until: number }) => {
  const now = useNowAt(until)
  const day = new Date(until).toDateString() === new Date(now).toDateString() ? {} : ({ weekday: 'long' } as const)
  const time = new Date(until).toLocaleString('en-GB', { hour: '2-digit', minute: '2-digit', ...day })
  return <p>{now >= until ? text.over : text.until(time)}</p>
}

/** Now, and once more at that time. Only a line on the page changes then; nothing calls and nothing moves. */
const useNowAt = (until: number): number => {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setTimeout(() => setNow(Date.now()), Math.max(0, until - Date.now()) + 50)
    return () => clearTimeout(timer)
  }, [until])
  return now
}

const When = ({ room }: { room: Room }) => {
  const [isOwn, setOwn] = useState(false)
  const [ask] = fieldsOf('over.pause', undefined)
  const set = (minutes: number) => {
    setOwn(false)
    void room.press({ type: 'paused', minutes })
  }
  if (!room.view.presses.has('paused')) return null
  return (
    <fieldset className="when">
      <legend>{ask?.ask}</legend>
      <div className="equal pair">
        {choicesOf('over.pause').map(({ value, label }) => (
          <Button key={value} onPress={() => (value === 'own' ? setOwn(!isOwn) : set(Number(value)))}>
            {label}
          </Button>
        ))}
      </div>
      {isOwn && <OwnTime hint={ask?.hint} onSet={set} />}
    </fieldset>
  )
}

const OwnTime = ({ hint, onSet }: { hint: string | undefined; onSet(minutes: number): void }) => {
  const [minutes, setMinutes] = useState('45')
  const whole = Math.min(LONGEST, Math.max(1, Math.round(Number(minutes) || 0)))
  return (
    <div className="ask">
      <label className="ask">
        <span>
          {text.own} {hint}
        </span>
        <input
          className="write"
          type="number"
          inputMode="numeric"
          min={1}
          max={LONGEST}
          value={minutes}
          onChange={event => setMinutes(event.target.value)}
        />
      </label>
      <p className="acts">
        <Button onPress={() => onSet(whole)}>{text.ownSet}</Button>
      </p>
    </div>
  )
}

const EXERCISES = [
  { name: 'tooMuch', label: text.tooMuch, lines: calm.tooMuch },
  { name: 'numb', label: text.numb, lines: calm.numb },
  { name: 'senses', label: text.sensesAsk, lines: calm.senses },
] as const

/** Too much and gone numb need different things. */
const Calming = () => {
  const [open, setOpen] = useState<string>()
  const lines = EXERCISES.find(({ name }) => name === open)?.lines
  return (
    <details className="drawer">
      <summary>{calm.ask}</summary>
      <div className="acts">
        {EXERCISES.map(({ name, label }) => (
          <Button key={name} aria-expanded={open === name} onPress={() => setOpen(open === name ? undefined : name)}>
            {label}
          </Button>
        ))}
      </div>
      <ul className="said" aria-live="polite">
        {lines?.map(line => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </details>
  )
}
