import '../../style/review.css'
import type { Entry } from '@haven/shared/acts.ts'
import { type RefObject, useEffect, useState } from 'react'
import { longDay } from '../../parts/day.ts'
import { app } from '../../text/en.ts'
import { receipt as text } from '../../text/review.en.ts'
import { Copy } from './copy.tsx'
import { type Facts, factsOf, receiptLines } from './receipt.ts'

type Props = { session: string; seat: string; entries: RefObject<readonly Entry[]> }

/** What one may keep of a talk that is gone: no word of it. */
export const Receipt = ({ session, seat, entries }: Props) => {
  const [facts, setFacts] = useState<Facts>()
  const [day] = useState(() => longDay(Date.now()))
  useEffect(() => {
    let isHere = true
    void factsOf(session, seat, entries.current).then(found => isHere && setFacts(found))
    return () => {
      isHere = false
    }
  }, [session, seat, entries])
  const lines = receiptLines(day, facts)
  return (
    <section className="stack receipt" aria-label={text.title}>
      <h2>{text.title}</h2>
      {lines.map(line => (
        <p key={line}>{line}</p>
      ))}
      <Copy label={text.copy} of={[app.name, ...lines].join('\n')} />
    </section>
  )
}
