import { type Ref, useId } from 'react'
import type { Field } from '../text/prompts.ts'
import { parts as text } from '../text/talk.en.ts'
import { Button } from './button.tsx'

type Props = {
  name: string
  value: string
  onChange(value: string): void
  hint?: string | undefined
  label?: string | undefined
  isStill?: boolean
  ref?: Ref<HTMLTextAreaElement>
}

/** A line to write on; it grows with the words and nothing reads along. */
export const Write = ({ name, value, onChange, hint, label, isStill = false, ref }: Props) => (
  <textarea
    ref={ref}
    className="write"
    name={name}
    rows={Math.min(8, value.split('\n').length)}
    aria-label={label}
    placeholder={hint}
    value={value}
    readOnly={isStill}
    autoComplete="off"
    autoCapitalize="sentences"
    spellCheck={false}
    onChange={event => onChange(event.target.value)}
  />
)

type StarterProps = { field: Field; value: string; onPick(value: string): void }

/** Openings to tap while the page is empty. */
export const Starters = ({ field, value, onPick }: StarterProps) => {
  const name = useId()
  if (!field.starters || value !== '') return null
  return (
    <div className="starters" role="group" aria-labelledby={name}>
      <span id={name} className="unseen">
        {text.starters}
      </span>
      {field.starters.map(starter => (
        <Button key={starter} className="button quiet" onPress={() => onPick(starter.replace(/\s*\.\.\..*$/, ' '))}>
          {starter}
        </Button>
      ))}
    </div>
  )
}
