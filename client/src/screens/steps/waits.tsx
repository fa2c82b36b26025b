import type { ReactNode } from 'react'
import { Breath } from '../../parts/breath.tsx'
import { Frame } from '../../parts/frame.tsx'
import { Prompt } from '../../parts/prompt.tsx'
import type { Room } from '../../parts/room.ts'
import { Status, statusOf } from '../../parts/status.tsx'
import { fill, waiting } from '../../text/prompts.ts'
import { Quiet } from './quiet.tsx'

type WaitsProps = { room: Room; line?: string | undefined; children?: ReactNode; below?: ReactNode; ways?: ReactNode }

/** Nothing is asked of this seat now. The same calm for every cause; `line` says more exactly how it stands, `ways` how to leave. */
export const Waits = ({ room, line, children, below, ways }: WaitsProps) => (
  <Frame room={room} tone="calm" below={below}>
    <Breath />
    {line || room.view.standing ? <Done room={room} line={line} /> : <Prompt room={room} small />}
    {!line && <Status room={room} />}
    {children}
    <p className="soft">{waiting.always}</p>
    {ways}
  </Frame>
)

/** One's own part is done: no question stands there any more. */
const Done = ({ room, line }: Pick<WaitsProps, 'room' | 'line'>) => {
  if (!line) return <Quiet room={room}>{undefined}</Quiet>
  const [turn, presence] = statusOf(room)
  const isDown = room.scene.line === 'reconnecting'
  return (
    <Quiet room={room}>
      <p>{fill(line, room.fill)}</p>
      <p className="status" role="status">
        {isDown ? turn : presence}
      </p>
    </Quiet>
  )
}
