import { type Ref, useImperativeHandle, useRef } from 'react'
import type { Field } from '../text/prompts.ts'
import { parts as text } from '../text/talk.en.ts'
import { Button } from './button.tsx'
import { useCoached, useComposing } from './coached.tsx'
import { Marks } from './marks.tsx'

type Props = {
  id?: string
  name: string
  value: string
  onChange(value: string): void
  hint?: string | undefined
  label?: string | undefined
  isStill?: boolean
  ref?: Ref<HTMLTextAreaElement>
}

/** A line to write on; it grows with the words. What is read along stays on this page (coached.tsx). */
export const Write = ({ id, name, value, onChange, hint, label, isStill = false, ref }: Props) => {
  const page = useRef<HTMLTextAreaElement>(null)
  useImperativeHandle(ref, () => page.current!)
  const composing = useComposing()
  const marks = useCoached()?.marks(name) ?? []
  return (
    <div className="marked">
      {marks.length > 0 && <Marks draft={value} marks={marks} under={page} />}
      <textarea
        ref={page}
        id={id}
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
        {...composing}
      />
    </div>
  )
}

type StarterProps = { field: Field; value: string; onPick(value: string): void }

/** A narrow page shows them on one line that can be moved along. */
const ONE_ROW = { flexWrap: 'nowrap', overflowX: 'auto', whiteSpace: 'nowrap' } as const

/** Openings to tap while the page is empty. */
export const Starters = ({ field, value, onPick }: StarterProps) => {
  if (!field.starters || value !== '') return null
  return (
    <div className="acts starters" style={ONE_ROW} role="group" aria-label={text.starters}>
      {field.starters.map(starter => (
        <Button key={starter} className="button quiet" onPress={() => onPick(starter.replace(/\s*\.\.\..*$/, ' '))}>
          {starter}
        </Button>
      ))}
    </div>
  )
}
