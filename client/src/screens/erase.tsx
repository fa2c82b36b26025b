import { Erasing } from '../parts/erasing.tsx'
import type { Room } from '../parts/room.ts'
import { fill } from '../text/prompts.ts'
import { done as text } from '../text/talk.en.ts'
import { eraseOwn, hasOwn } from './erase-own.ts'

/** All of one’s own words, after being asked once more. */
export const Erase = ({ room }: { room: Room }) => (
  <Erasing text={text} hasSome={hasOwn(room)} erase={() => eraseOwn(room)}>
    <p className="small">{fill(text.eraseText, room.fill)}</p>
  </Erasing>
)
