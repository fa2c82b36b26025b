import { type ComponentProps, useId } from 'react'

type FieldProps = {
  label: string
  hint?: string | undefined
  /** A line below the label. */
  why?: string | undefined
  value: string
  onChange(value: string): void
}

/** One short line: a name, a label, a link. */
export const NameField = ({ label, hint, why, value, onChange, ...rest }: FieldProps & InputProps) => {
  const id = useId()
  return (
    <div className="ask">
      <span>
        <label htmlFor={id}>{label}</label>
        {why && <> · {why}</>}
      </span>
      <input
        {...rest}
        id={id}
        className="write"
        value={value}
        placeholder={hint}
        maxLength={rest.maxLength ?? 60}
        autoComplete="off"
        onChange={event => onChange(event.target.value)}
      />
    </div>
  )
}
type InputProps = Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'id' | 'className'>

/** Words of more than one line, which grow with what is written. */
export const Area = ({ label, hint, why, value, onChange }: FieldProps) => {
  const id = useId()
  return (
    <div className="ask">
      <span>
        <label htmlFor={id}>{label}</label>
        {why && <> · {why}</>}
      </span>
      <textarea
        id={id}
        className="write"
        rows={1}
        value={value}
        placeholder={hint}
        onChange={event => onChange(event.target.value)}
      />
    </div>
  )
}
