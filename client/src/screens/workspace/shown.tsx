import { useState } from 'react'
import { Button } from '../../parts/button.tsx'
import { Door, Title } from '../../parts/door.tsx'
import { making as text } from '../../text/workspace.en.ts'
import { Paper } from './paper.tsx'
import type { Ways } from './unlocked.ts'

/** Words and code, this once. One goes in when both are known to be written down. */
export const Shown = ({ ways, onEnter }: { ways: Ways; onEnter(): void }) => {
  const [words, setWords] = useState(false)
  const [code, setCode] = useState(false)
  return (
    <Door title={text.shown} look="flow keys">
      <div className="prompt">
        <Title>{text.shown}</Title>
        <p>{text.shownLead}</p>
      </div>
      <p className="phrase">{ways.phrase}</p>
      <section className="stack">
        <h2 className="strong">{text.code}</h2>
        <p>{text.codeLead}</p>
        <p className="address">{ways.code}</p>
        <p className="acts">
          <Button onPress={() => window.print()}>{text.print}</Button>
        </p>
      </section>
      <div className="stack">
        <Tick label={text.wroteWords} isOn={words} onChange={setWords} />
        <Tick label={text.wroteCode} isOn={code} onChange={setCode} />
      </div>
      <p className="acts">
        <Button className="button main" isDisabled={!words || !code} onPress={onEnter}>
          {text.enter}
        </Button>
      </p>
      <Paper ways={ways} />
    </Door>
  )
}

const Tick = ({ label, isOn, onChange }: { label: string; isOn: boolean; onChange(isOn: boolean): void }) => (
  <label className="tick">
    <input type="checkbox" checked={isOn} onChange={event => onChange(event.target.checked)} />
    {label}
  </label>
)
