import type { ReactNode } from 'react'
import { useHeading } from '../../parts/prompt.tsx'
import type { Room } from '../../parts/room.ts'
import { titleOf } from '../../text/prompts.ts'

/** A line in place of a question, where nothing is asked. The title is for the ear. */
export const Quiet = ({ room, children }: { room: Room; children: ReactNode }) => (
  <div className="prompt">
    <h1 ref={useHeading(room)} tabIndex={-1} className="unseen">
      {titleOf(room.view.step)}
    </h1>
    {children}
  </div>
)
