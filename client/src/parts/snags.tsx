import { fill } from '../text/prompts.ts'
import { parts as text } from '../text/talk.en.ts'
import type { Room } from './room.ts'
import type { Snag } from './use-sending.ts'

/** Why nothing left, or that words are `back` again; said politely beside them. */
export const Snags = ({ snag, back, room }: { snag: Snag | undefined; back: string | undefined; room: Room }) => {
  const line = snag ? text.snags[snag] : back
  return (
    <p className={line ? 'status' : 'unseen'} role="status">
      {line && fill(line, room.fill)}
    </p>
  )
}
