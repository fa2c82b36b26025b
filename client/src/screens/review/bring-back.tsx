import { useId } from 'react'
import { Button } from '../../parts/button.tsx'
import { bring as text } from '../../text/along.en.ts'
import { BringSure } from './bring-sure.tsx'
import type { Reader } from './reader.ts'
import { useBring } from './use-bring.ts'
import { mayKeep } from './use-note.ts'

/** Own notes out of a copy, back to where they stood. What would come is shown first, and nothing is kept unasked. */
export const BringBack = ({ reader }: { reader: Reader }) => {
  const id = useId()
  const { told, isGoing, rest, isAsked, look, bring, leave } = useBring(reader)
  if (!mayKeep(reader)) return null
  return (
    <section className="stack bring" aria-label={text.title}>
      <h3>{text.title}</h3>
      <p>{text.text}</p>
      <p className="acts">
        <label className="button" htmlFor={id} data-off={isGoing || undefined}>
          {text.choose}
        </label>
        <input
          id={id}
          className="unseen"
          type="file"
          accept=".json,application/json"
          disabled={isGoing}
          onChange={({ target }) => {
            const [file] = target.files ?? []
            if (file) void look(file).finally(() => (target.value = ''))
          }}
        />
      </p>
      <p className="status" role="status">
        {told}
      </p>
      {rest && isAsked && !isGoing && (
        <BringSure reader={reader} notes={rest.notes} onYes={() => void bring(rest)} onNo={leave} />
      )}
      {rest && !isAsked && !isGoing && (
        <p className="acts">
          <Button className="button quiet" onPress={() => void bring(rest)}>
            {text.goOn}
          </Button>
        </p>
      )}
    </section>
  )
}
