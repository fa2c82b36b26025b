import { useEffect, useState } from 'react'
import { longDay } from '../../parts/day.ts'
import { Scrolled } from '../../parts/scrolled.tsx'
import type { Scene, Session } from '../../session/scene.ts'
import { course as text, reached } from '../../text/third.en.ts'
import { lookOf } from './look.ts'
import { movesIn, moveName } from './reached.tsx'

/** Talks of the same couple, this one among them. */
export type Before = readonly Session[]

/** How far each of the talks of one couple came, in the order they were begun. Only what is open here is in it. */
export const OverTime = ({ session, before }: { session: Session; before: Before }) => {
  const talks = useTalks(before)
  if (talks.length < 2) return null
  return (
    <details className="drawer">
      <summary>{text.title}</summary>
      <div className="stack">
        <p className="small soft">{text.lead}</p>
        <Scrolled label={text.title} className="wide-table">
          <table className="plain-table over-time">
            <thead>
              <tr>
                <th scope="col">{text.when}</th>
                {MOVES.map(row => (
                  <th key={row} scope="col" title={moveName(row)}>
                    {row}
                    <span className="unseen">. {moveName(row)}</span>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {talks.map(({ id, began, moves }) => (
                <tr key={id}>
                  <th scope="row">
                    {longDay(began * 1000)}
                    {id === session.get().session && <span className="soft"> · {text.here}</span>}
                  </th>
                  {moves.map(({ row, reached: state }) => (
                    <td key={row}>
                      <span aria-hidden="true">{text.short[state]}</span>
                      <span className="unseen">{reached.states[state]}</span>
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolled>
      </div>
    </details>
  )
}

const MOVES = [1, 2, 3, 4, 5, 6, 7, 8]

/** Drawn anew when one of them goes on. */
const useTalks = (sessions: Before) => {
  const [, setTurn] = useState(0)
  useEffect(() => {
    const stops = sessions.map(one => one.subscribe(() => setTurn(turn => turn + 1)))
    return () => {
      for (const stop of stops) stop()
    }
  }, [sessions])
  return sessions.flatMap(one => talkIn(one.get())).toSorted((one, other) => one.began - other.began)
}

const talkIn = ({ session: id, snapshot, ...scene }: Scene) =>
  snapshot ? [{ id, began: scene.told[0]!.entry.at, moves: movesIn(lookOf({ ...scene, snapshot })) }] : []
