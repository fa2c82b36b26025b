import type { Option } from '../text/prompts.ts'
import { Button } from './button.tsx'

type Props<Value extends string> = {
  options: readonly (Option & { value: Value })[]
  onPress(value: Value): void
  pair?: boolean
}

/** Answers of one weight. */
export const Choices = <Value extends string>({ options, onPress, pair = false }: Props<Value>) => (
  <div className={pair ? 'equal pair' : 'equal'}>
    {options.map(({ value, label }) => (
      <Button key={value} className="button" onPress={() => onPress(value)}>
        {label}
      </Button>
    ))}
  </div>
)
