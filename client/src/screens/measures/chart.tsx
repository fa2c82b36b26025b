import { items, occasions, own as text } from '../../text/measures.en.ts'
import type { Answer } from './answers.ts'
import { type Item, scaleOf } from './items.ts'

/** One question over time: a line with where it was and where it is. The table says the same, and is where it comes from. */
export const Chart = ({ of, answers }: { of: Item; answers: readonly Answer[] }) => (
  <figure className="measure">
    <figcaption>{items[of].short}</figcaption>
    <Line of={of} answers={answers} />
    <div className={answers.length > 2 ? undefined : 'unseen'}>
      <table>
        <caption className="unseen">{items[of].short}</caption>
        <thead className="unseen">
          <tr>
            <th scope="col">{text.when}</th>
            <th scope="col">{text.answer}</th>
          </tr>
        </thead>
        <tbody>
          {answers.map(({ when, answer }) => (
            <tr key={when}>
              <th scope="row">{occasions[when]}</th>
              <td>{answer}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  </figure>
)

/** Where the line begins and ends in its drawing, in parts of a hundred. */
const [START, END] = [7, 93]

const Line = ({ of, answers }: { of: Item; answers: readonly Answer[] }) => {
  const scale = scaleOf(of)
  const [first] = answers
  const last = answers.at(-1)
  if (!scale || !first || !last) return null
  const placeOf = ({ answer }: Answer) =>
    START + ((Number(answer) - scale.least) / (scale.most - scale.least)) * (END - START)
  return (
    <svg className="dots" aria-hidden="true">
      <text className="end" x="0" y="50%">
        {scale.least}
      </text>
      <text className="end" x="100%" y="50%" textAnchor="end">
        {scale.most}
      </text>
      <line x1={`${START}%`} x2={`${END}%`} y1="50%" y2="50%" />
      {first === last ? (
        <Dot at={placeOf(last)} label={String(last.answer)} look="now" />
      ) : (
        <>
          <Dot at={placeOf(last)} label={text.last(last.answer)} look="now" />
          <Dot at={placeOf(first)} label={text.first(first.answer)} look="then" />
        </>
      )}
    </svg>
  )
}

/** Then is a ring above the line's words, now a dot below; both stay to be seen where they fall together. */
const Dot = ({ at, label, look }: { at: number; label: string; look: 'then' | 'now' }) => (
  <g className={look}>
    <circle cx={`${at}%`} cy="50%" r={look === 'then' ? 9 : 5} />
    <text x={`${at}%`} y={look === 'then' ? '20%' : '92%'} textAnchor={anchorAt(at)}>
      {label}
    </text>
  </g>
)

/** Words at the edge stay on the page. */
const anchorAt = (at: number) => {
  if (at < 15) return 'start'
  return at > 85 ? 'end' : 'middle'
}
