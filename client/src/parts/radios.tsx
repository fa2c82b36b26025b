import { useId } from 'react'

type RadiosProps<Value extends string | number> = {
  legend: string
  value: Value
  options: readonly { value: Value; label: string }[]
  onChange: (value: Value) => void
}

/** A small choice with a default, in one line where there is room. */
export const Radios = <Value extends string | number>({ legend, value, options, onChange }: RadiosProps<Value>) => {
  const name = useId()
  return (
    <fieldset className="choice">
      <legend>{legend}</legend>
      {options.map(option => (
        <label className="tick" key={option.value}>
          <input type="radio" name={name} checked={option.value === value} onChange={() => onChange(option.value)} />
          {option.label}
        </label>
      ))}
    </fieldset>
  )
}
