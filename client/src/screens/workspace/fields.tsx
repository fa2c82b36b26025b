import { type ComponentProps, type ReactNode, useId } from 'react'

type LabelProps = {
  label: string
  /** A line below the label. */
  why?: string | undefined
}
type FieldProps = LabelProps & { hint?: string | undefined; value: string; onChange(value: string): void }

/** One short line: a name, a label, a link. */
export const NameField = ({ label, hint, why, value, onChange, ...rest }: FieldProps & InputProps) => (
  <Labelled label={label} why={why}>
    {id => (
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
    )}
  </Labelled>
)
type InputProps = Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'id' | 'className'>

/** Words of more than one line, which grow with what is written. */
export const Area = ({ label, hint, why, value, onChange }: FieldProps) => (
  <Labelled label={label} why={why}>
    {id => (
      <textarea
        id={id}
        className="write"
        rows={1}
        value={value}
        placeholder={hint}
        onChange={event => onChange(event.target.value)}
      />
    )}
  </Labelled>
)

const Labelled = ({ label, why, children }: LabelProps & { children(id: string): ReactNode }) => {
  const id = useId()
  return (
    <div className="ask">
      <span>
        <label htmlFor={id}>{label}</label>
        {why && <> · {why}</>}
      </span>
      {children(id)}
    </div>
  )
}
