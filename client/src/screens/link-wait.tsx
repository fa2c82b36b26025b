import { Frame } from '../parts/frame.tsx'
import type { Room } from '../parts/room.ts'
import { waiting } from '../text/prompts.ts'
import { LinkPage } from './link.tsx'
import { Early } from './waiting.tsx'

type Props = { room: Room; onCheck: (() => void) | undefined; onNotToday(): void }

/** The creator's welcome: the link, and what may be done until it is used. */
export const LinkWait = ({ room, onCheck, onNotToday }: Props) => (
  <Frame room={room} tone="flow">
    <LinkPage room={room} />
    <p className="soft">{waiting.always}</p>
    <Early onCheck={room.view.presses.has('readied') ? undefined : onCheck} onNotToday={onNotToday} />
  </Frame>
)
