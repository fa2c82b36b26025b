import { lazy, Suspense, useMemo } from 'react'
import { useScene } from '../../parts/use-room.ts'
import type { Session } from '../../session/scene.ts'
import { room as text } from '../../text/workspace.en.ts'
import { third } from '../../text/third.en.ts'
import type { Before } from '../review/over-time.tsx'
import { DeskFrame } from './desk-frame.tsx'
import { Opening } from './opening.tsx'
import { Stopped } from './room/stopped.tsx'
import type { DeskTools } from './unlocked.ts'
import { useSession } from './use-sessions.ts'

const TherapistReview = lazy(async () => ({ default: (await import('../review/third.tsx')).TherapistReview }))

type Props = DeskTools & { session: string; from: 'list' | 'room' }

/** The therapist looks back at one talk, beside the others of the same couple. */
export const LookBackPage = ({ session: id, from, ...tools }: Props) => {
  const { rooms, content } = tools
  const session = useSession(rooms, id)
  const before = useMemo(() => {
    const couple = content.couples.find(one => one.session === id)
    const same = content.couples.filter(({ alias, kind }) => alias === couple?.alias && kind === couple.kind)
    return session ? same.flatMap(one => rooms.get(one.session) ?? []) : []
  }, [content.couples, rooms, id, session])
  if (!session)
    return (
      <DeskFrame tools={tools}>
        <main>
          <Opening rooms={rooms} session={id} />
        </main>
      </DeskFrame>
    )
  return <Standing session={session} from={from} before={before} tools={tools} id={id} />
}

type Open = Pick<Props, 'from'> & { session: Session; before: Before; tools: DeskTools; id: string }

const Standing = ({ session, from, before, tools, id }: Open) => {
  const { content, go } = tools
  const { trouble } = useScene(session)
  if (trouble)
    return (
      <DeskFrame tools={tools}>
        <Stopped session={session} trouble={trouble} tools={tools} />
      </DeskFrame>
    )
  return (
    <Suspense fallback={<p role="status">{text.opening}</p>}>
      <TherapistReview
        session={session}
        labels={content.bookmarks}
        {...(from === 'room' && { back: third.toRoom })}
        before={before}
        onBack={() => go(from === 'room' ? { kind: 'room', session: id } : { kind: 'list' })}
      />
    </Suspense>
  )
}
