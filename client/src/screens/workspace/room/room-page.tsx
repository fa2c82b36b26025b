import { stepOf } from '@haven/shared/replay.ts'
import { type ComponentProps, useEffect, useState } from 'react'
import { Newcomers } from '../../../parts/newcomers.tsx'
import { useScene } from '../../../parts/use-room.ts'
import type { Session } from '../../../session/scene.ts'
import { practice, room as text, workspace as words } from '../../../text/workspace.en.ts'
import { Telling } from '../../review/telling.tsx'
import { useOpened } from '../../review/use-opened.ts'
import { DeskFrame } from '../desk-frame.tsx'
import { Opening } from '../opening.tsx'
import type { DeskTools } from '../unlocked.ts'
import { useSession } from '../use-sessions.ts'
import { useDeskRoom } from './desk-room.ts'
import { Panel } from './panel.tsx'
import { SaidHere } from './said-here.tsx'
import { Stopped } from './stopped.tsx'

type Props = DeskTools & { session: string }

/** One talk, live: what is said on one side, what one may do on the other. */
export const RoomPage = ({ session: id, ...tools }: Props) => {
  const session = useSession(tools.rooms, id)
  const couple = tools.content.couples.find(one => one.session === id)
  const label = (
    <>
      {couple?.kind === 'practice' && <strong className="badge">{practice.label}</strong>}
      <span className="who" data-voice="t">
        {couple?.alias && couple.alias !== words.unnamed ? text.withCouple(couple.alias) : text.withNobody}
      </span>
    </>
  )
  return (
    <DeskFrame tools={tools} label={label} look="room flow">
      {session ? <Standing session={session} tools={tools} id={id} /> : <Waiting tools={tools} id={id} />}
    </DeskFrame>
  )
}

const Waiting = ({ tools, id }: Omit<Open, 'session'>) => (
  <main>
    <Opening rooms={tools.rooms} session={id} />
  </main>
)

type Open = { session: Session; tools: DeskTools; id: string }

const Standing = ({ session, tools, id }: Open) => {
  const { trouble } = useScene(session)
  if (trouble) return <Stopped session={session} trouble={trouble} tools={tools} />
  return <Live session={session} tools={tools} id={id} />
}

/** `anchor`: the entry the next mark goes to, instead of the last words. */
const Live = ({ session, tools, id }: Open) => {
  const room = useDeskRoom(session)
  const [anchor, setAnchor] = useState<number>()
  useAttending(session)
  if (!room) return <Waiting tools={tools} id={id} />
  return (
    <>
      <Spoken room={room} labels={tools.content.bookmarks} onMark={setAnchor} />
      <Newcomers session={session} />
      <Panel room={room} tools={tools} anchor={anchor} onAnchor={setAnchor} />
    </>
  )
}

/** Once the talk is done, reading it is an opening like that of the page to look back. */
const Spoken = (props: ComponentProps<typeof SaidHere>) => {
  const { snapshot } = props.room.scene
  const opened = useOpened(props.room, snapshot !== undefined && stepOf(snapshot) === 'done')
  if (opened.state === 'nothing' || opened.state === 'told') return <SaidHere {...props} />
  return (
    <main className="said-here">
      <Telling opened={opened} />
    </main>
  )
}

/** The two are told that the therapist is here while this page is open, and not while it is one of a list. */
const useAttending = (session: Session) =>
  useEffect(() => {
    session.attend(true)
    return () => session.attend(false)
  }, [session])
