import { modelOf } from '@haven/shared/course.ts'
import { Scrolled } from '../../parts/scrolled.tsx'
import { reached as text } from '../../text/third.en.ts'
import { rows } from '../../text/workspace.en.ts'
import type { Look } from './look.ts'

/** How far the talk came along the eight moves: what was tried, and what the one who was hurt confirmed. */
export const Reached = ({ look }: { look: Look }) => (
  <details className="drawer">
    <summary>{text.title}</summary>
    <div className="stack">
      <p className="small soft">{text.lead}</p>
      <Scrolled label={text.title} className="wide-table">
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{text.move}</th>
              <th scope="col">{text.state}</th>
            </tr>
          </thead>
          <tbody>
            {movesIn(look).map(({ row, reached }) => (
              <tr key={row} data-reached={reached}>
                <th scope="row">{moveName(row)}</th>
                <td>{text.states[reached]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolled>
    </div>
  </details>
)

export const movesIn = ({ course, snapshots }: Pick<Look, 'course' | 'snapshots'>) => modelOf(course, snapshots.at(-1)!)

export const moveName = (row: number): string => rows[row - 1] ?? String(row)
