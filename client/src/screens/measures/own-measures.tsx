import '../../style/measures.css'
import { Erasing } from '../../parts/erasing.tsx'
import { Paragraphs } from '../../parts/letter.tsx'
import { OnlyYou } from '../../parts/readers.tsx'
import type { Room } from '../../parts/room.ts'
import { items, occasions, own as text } from '../../text/measures.en.ts'
import { type Answer, answersOf, answersTo, keptIn } from './answers.ts'
import { Chart } from './chart.tsx'
import { type Item, ITEMS, scaleOf } from './items.ts'
import { eraseMeasures } from './keeping.ts'
import { mayMeasure } from './may.ts'
import { Allowing, Share } from './share.tsx'

/**
 * What one answered for oneself, each question for itself: then and now, with no sum and no verdict. Closed until its
 * owner opens it; nothing where nothing was answered.
 */
export const OwnMeasures = ({ room }: { room: Room }) => {
  const answers = mayMeasure(room) ? answersOf(room) : []
  if (answers.length === 0) return null
  return (
    <details className="drawer">
      <summary>{text.title}</summary>
      <div className="measures">
        <OnlyYou />
        <p>{text.lead}</p>
        {ITEMS.map(of => (
          <One key={of} room={room} of={of} answers={answersTo(answers, of)} />
        ))}
        <Allowing room={room} />
        <Erase room={room} />
      </div>
    </details>
  )
}

const One = ({ room, of, answers }: { room: Room; of: Item; answers: readonly Answer[] }) => {
  if (answers.length === 0) return null
  return (
    <div className="stack">
      {scaleOf(of) ? <Chart of={of} answers={answers} /> : <Told of={of} answers={answers} />}
      <Share room={room} of={of} answers={answers} />
    </div>
  )
}

const Told = ({ of, answers }: { of: Item; answers: readonly Answer[] }) => (
  <section aria-label={items[of].short}>
    <p>{items[of].short}</p>
    {answers.map(({ when, answer }) => (
      <div key={when}>
        <p className="small soft">{occasions[when]}</p>
        <div className="words">
          <Paragraphs lines={String(answer).split(/\n\s*\n/)} />
        </div>
      </div>
    ))}
  </section>
)

/** One’s own answers, after being asked once more. */
const Erase = ({ room }: { room: Room }) =>
  keptIn(room).length > 0 && <Erasing text={text} hasSome erase={() => eraseMeasures(room)} />
