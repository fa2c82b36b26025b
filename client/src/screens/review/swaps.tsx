import { Button } from '../../parts/button.tsx'
import type { Swap } from '../../export/supervision.ts'
import { supervision as text } from '../../text/third.en.ts'
import { NameField } from '../workspace/fields.tsx'

type Props = { swaps: readonly Swap[]; onChange(swaps: readonly Swap[]): void }

/** Names and places, and what stands for each. */
export const Swaps = ({ swaps, onChange }: Props) => {
  const put = (at: number, some: Partial<Swap>) => onChange(swaps.with(at, { ...swaps[at]!, ...some }))
  return (
    <fieldset className="swaps">
      <legend>{text.swaps}</legend>
      <p className="small soft">{text.swapsWhy}</p>
      {swaps.map(({ from, to }, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- a line has no name but its place
        <div className="swap" key={at}>
          <NameField label={text.from} value={from} onChange={value => put(at, { from: value })} />
          <NameField label={text.to} value={to} onChange={value => put(at, { to: value })} />
          <button
            type="button"
            className="linklike"
            aria-label={text.dropOf(from)}
            onClick={() => onChange(swaps.toSpliced(at, 1))}
          >
            {text.drop}
          </button>
        </div>
      ))}
      <p className="acts">
        <Button className="button quiet" onPress={() => onChange([...swaps, { from: '', to: '' }])}>
          {text.add}
        </Button>
      </p>
    </fieldset>
  )
}
