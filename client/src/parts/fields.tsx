import { useId } from 'react'
import type { Words } from '../session/scene.ts'
import type { Field } from '../text/prompts.ts'
import { parts as text } from '../text/talk.en.ts'
import { Button } from './button.tsx'
import { useComposing } from './coached.tsx'
import { Starters, Write } from './write.tsx'
import type { Voice } from './voice.ts'

type Props = { fields: readonly Field[]; values: Words; onChange(values: Words): void; voice?: Voice | undefined }

/** Its fields stand in the grid of whatever holds them. */
const AS_ONE = { display: 'contents' } as const

/** A form as sentences of one page, in its order. `onChange` gets all of it. */
export const Fields = ({ fields, values, onChange, voice }: Props) => (
  <div style={AS_ONE} data-voice={voice}>
    {fields.map(field => {
      const set = (value: Words[string]) => onChange({ ...values, [field.field]: value })
      const One = field.options ? Ticks : field.many ? Lines : Line
      return <One key={field.field} field={field} value={values[field.field]} set={set} />
    })}
  </div>
)

type One = { field: Field; value: Words[string] | undefined; set(value: Words[string]): void }

const Line = ({ field, value, set }: One) => {
  const id = useId()
  return (
    <div className="ask">
      <span>
        <label htmlFor={id}>{field.ask}</label>
      </span>
      <div style={NARROW}>
        <Write id={id} name={field.field} value={textOf(value)} hint={field.hint} onChange={set} />
        <Starters field={field} value={textOf(value)} onPick={set} />
      </div>
    </div>
  )
}
/** May be narrower than what it holds, so that the starters move and not the page. */
const NARROW = { minInlineSize: 0 } as const

const Ticks = ({ field, value, set }: One) => {
  const picked = listOf(value)
  const toggle = (one: string) => (picked.includes(one) ? picked.filter(other => other !== one) : [...picked, one])
  return (
    <fieldset className="stack">
      <legend>{field.ask}</legend>
      <div className="equal">
        {field.options?.map(option => (
          <label className="button" key={option.value}>
            <input
              type={field.many ? 'checkbox' : 'radio'}
              name={field.field}
              value={option.value}
              checked={picked.includes(option.value)}
              onChange={() => set(field.many ? toggle(option.value) : option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  )
}

/** Short things, a line each. */
const Lines = ({ field, value, set }: One) => {
  const composing = useComposing()
  const lines = listOf(value)
  const shown = lines.length > 0 ? lines : ['']
  return (
    <fieldset className="stack">
      <legend>{field.ask}</legend>
      {shown.map((line, index) => (
        <input
          className="write"
          // oxlint-disable-next-line react/no-array-index-key -- a line is its place in the list
          key={index}
          aria-label={`${field.ask} ${index + 1}`}
          placeholder={index === 0 ? field.hint : undefined}
          autoComplete="off"
          spellCheck={false}
          value={line}
          onChange={event => set(shown.with(index, event.target.value))}
          {...composing}
        />
      ))}
      {shown.at(-1) !== '' && (
        <Button className="button quiet" onPress={() => set([...shown, ''])}>
          {text.anotherLine}
        </Button>
      )}
    </fieldset>
  )
}

const textOf = (value: Words[string] | undefined): string =>
  typeof value === 'string' ? value : (value ?? []).join(', ')
const listOf = (value: Words[string] | undefined): string[] =>
  typeof value === 'string' ? (value ? [value] : []) : (value ?? [])
