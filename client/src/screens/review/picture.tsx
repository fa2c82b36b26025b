import type { Stay } from '@haven/shared/course.ts'
import { memo, useId, useMemo, useState } from 'react'
import { choicesOf, titleOf } from '../../text/prompts.ts'
import { log, picture as text } from '../../text/review.en.ts'
import { parts } from '../../text/talk.en.ts'
import { Scrolled } from '../../parts/scrolled.tsx'
import { type Bar, barsOf, reachOf, type Stretch, stretchesOf } from './drawn.ts'
import { timesOf } from './rows.ts'
import { lengthOf } from './time.ts'
import { useAfter } from './use-after.ts'

type Props = { course: readonly Stay[]; here: number | undefined; onGo(seq: number): void }

/** The talk by its steps. The table says the same and is for everybody. */
export const Picture = memo(({ course, here, onGo }: Props) => {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <figure className="picture">
      <figcaption className="small soft">{text.short}</figcaption>
      <Drawing course={course} here={here} onGo={onGo} />
      <details className="drawer" onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
        <summary>{text.table}</summary>
        <p className="small soft">{text.lead}</p>
        {isOpen && <CourseTable course={course} onGo={onGo} />}
      </details>
    </figure>
  )
})
Picture.displayName = 'Picture'

const HEIGHT = 78
const THICK = 22
const TOP = 26
const STEP = 10

/** The picture alone, for where its table is near. Its room is kept from the first, its bars come after the words. */
export const Drawing = ({ course, here, onGo }: Props) => {
  const isAfter = useAfter()
  const bars = useMemo(() => barsOf(course), [course])
  const stretches = useMemo(() => stretchesOf(bars), [bars])
  const width = reachOf(stretches)
  const bar = bars.find(({ stay }) => here !== undefined && here >= stay.from && here <= stay.to)
  return (
    <div className="strip" aria-hidden="true">
      <svg width={width} height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`}>
        {bar && (
          <rect className="here" x={bar.left - 2} y={topOf(bar) - 2} width={bar.width + 4} height={THICK + 4} rx="4" />
        )}
        {isAfter && <Bars bars={bars} stretches={stretches} onGo={onGo} />}
      </svg>
    </div>
  )
}

const topOf = ({ line }: Bar): number => TOP + line * STEP

type BarsProps = { bars: readonly Bar[]; stretches: readonly Stretch[] } & Pick<Props, 'onGo'>

/** Drawn once: where one stands is drawn beneath. */
const Bars = memo(({ bars, stretches, onGo }: BarsProps) => {
  const hatch = useId()
  return (
    <>
      <defs>
        <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path d="M0 0V6" className="hatch" />
        </pattern>
      </defs>
      {stretches.map(({ chapter, left, width: long }) => (
        <g key={`${chapter}${left}`}>
          <path className="under" d={`M${left} ${HEIGHT - 1}h${long}`} />
          <text x={left} y="15">
            {parts.chapters[chapter]}
          </text>
        </g>
      ))}
      {bars.map(bar => (
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- the table has the same as links
        <g
          key={bar.stay.from}
          className="bar"
          transform={`translate(${bar.left} ${topOf(bar)})`}
          onClick={() => onGo(bar.stay.from)}
        >
          <title>{titleOf(bar.stay.step)}</title>
          <rect width={bar.width} height={THICK} rx="4" />
          {bar.rests.map(rest => (
            <path
              key={rest.left}
              d={`M${rest.left} 0h${rest.width}v${THICK}h${-rest.width}z`}
              fill={`url(#${hatch})`}
            />
          ))}
          <path className="spoken" d={bar.marks.map(at => `M${at} ${THICK / 2}h0`).join('')} />
        </g>
      ))}
    </>
  )
})
Bars.displayName = 'Bars'

/** Every stay once, in order; together they are the whole talk. */
export const CourseTable = ({ course, onGo }: Omit<Props, 'here'>) => {
  const times = timesOf(course)
  return (
    <Scrolled label={text.table} className="wide-table">
      <table>
        <thead>
          <tr>
            {[text.step, text.length, text.turns, text.answer, text.rests].map(head => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {course.map((stay, index) => (
            <tr key={stay.from} data-from={stay.from} data-to={stay.to}>
              <th scope="row">
                <a
                  href={`#e${stay.from}`}
                  onClick={event => {
                    event.preventDefault()
                    onGo(stay.from)
                  }}
                >
                  {named(stay, times[index]!)}
                </a>
              </th>
              <td>{lengthOf(stay.ended - stay.began)}</td>
              <td>{text.spoken(stay.turns)}</td>
              <td>{answerIn(stay)}</td>
              <td>{restIn(stay)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  )
}

const named = ({ step }: Stay, time: number): string =>
  time > 1 && step !== 'between' && step !== 'done'
    ? text.again(titleOf(step), log.again[Math.min(time, 4)]!)
    : titleOf(step)

const answerIn = ({ step, answer }: Stay): string =>
  choicesOf(step).find(({ value }) => value === answer?.choice)?.label ?? text.none

const restIn = ({ rests }: Stay): string =>
  rests.map(({ kind, seconds }) => text.restOf(text.rest[kind], lengthOf(seconds))).join(' · ') || text.none
