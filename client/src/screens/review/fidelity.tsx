import { useState } from 'react'
import { Button } from '../../parts/button.tsx'
import { Radios } from '../../parts/radios.tsx'
import { fidelity as text } from '../../text/third.en.ts'
import { type Answer, checkIn, withCheck } from './noted.ts'
import type { Reader } from './reader.ts'
import { useGoing } from './use-going.ts'

/** Questions the therapist answers about their own part, kept with their notes. Nothing is counted. */
export const Fidelity = ({ reader: { session, scene } }: { reader: Reader }) => {
  const [changed, setChanged] = useState<ReadonlyMap<number, Answer>>(new Map())
  const [isKept, setKept] = useState(false)
  const { state, go } = useGoing(session)
  const answers = new Map([...checkIn(scene), ...changed])
  const answer = (item: number, to: Answer) => {
    setKept(false)
    setChanged(new Map(changed).set(item, to))
  }
  const keep = async () => {
    const isStored = await go(() => session.act({ type: 'noted' }, withCheck(scene, answers), 'notes'))
    if (!isStored) return
    setChanged(new Map())
    setKept(true)
  }
  return (
    <details className="drawer fidelity">
      <summary>{text.title}</summary>
      <div className="stack">
        <p className="small soft">{text.lead}</p>
        {text.items.map((item, index) => (
          <Radios<Answer | ''>
            key={item}
            legend={item}
            value={answers.get(index + 1) ?? ''}
            options={ANSWERS}
            onChange={to => to && answer(index + 1, to)}
          />
        ))}
        <div className="acts">
          <Button isDisabled={changed.size === 0 || state === 'going'} onPress={() => void keep()}>
            {text.keep}
          </Button>
          <p className="status" role="status">
            {state === 'failed' || state === 'tooLong' ? text.failed : isKept && text.kept}
          </p>
        </div>
      </div>
    </details>
  )
}

const ANSWERS = (['yes', 'partly', 'not'] as const).map(value => ({ value, label: text.answers[value] }))
