import '../style/workspace.css'
import { type ReactNode, useEffect, useState } from 'react'
import type { Session } from '../session/scene.ts'
import { CoupleList } from '../screens/workspace/list.tsx'
import { DeskFrame } from '../screens/workspace/desk-frame.tsx'
import { Entrance } from '../screens/workspace/entrance.tsx'
import { LinksPage } from '../screens/workspace/links.tsx'
import { NewTalk } from '../screens/workspace/new-talk.tsx'
import { Own } from '../screens/workspace/own.tsx'
import { RoomPage } from '../screens/workspace/room/room-page.tsx'
import { Shown } from '../screens/workspace/shown.tsx'
import type { DeskTools } from '../screens/workspace/unlocked.ts'
import { deskOf, manyCouples, roomAt } from './workspace-stage.ts'

/**
 * The third seat’s pages from made-up talks, for the eyes of those who build them.
 * `?page=list&count=50` · `?page=room&step=hear.reflect&mode=practice&broken=1` · door, shown, new, practice, links, own; `theme=dark`.
 */
export const WorkspaceGallery = ({ search = window.location.search }: { search?: string }) => {
  const asked = new URLSearchParams(search)
  const theme = asked.get('theme')
  useEffect(() => {
    if (theme) document.documentElement.dataset['theme'] = theme
  }, [theme])
  const page = asked.get('page') ?? 'room'
  const [sessions] = useState<readonly Session[]>(() =>
    page === 'list'
      ? manyCouples(Number(asked.get('count') ?? 50))
      : [standing(roomAt(asked.get('step'), asked.get('mode')), asked.has('broken'))],
  )
  const [tools] = useState(() => deskOf(sessions))
  const Page = PAGES[page] ?? PAGES['room']!
  return <Page {...tools} session={sessions[0]!.get().session} />
}

const standing = (session: Session, isBroken: boolean): Session => {
  const scene = { ...session.get(), phase: 'stopped', trouble: { kind: 'story', why: 'hash' } } as const
  return isBroken ? { ...session, get: () => scene } : session
}

type PageProps = DeskTools & { session: string }

const framed =
  (page: (props: PageProps) => ReactNode, isList = false) =>
  (props: PageProps) => (
    <DeskFrame tools={props} isList={isList}>
      {page(props)}
    </DeskFrame>
  )

const PAGES: Record<string, (props: PageProps) => ReactNode> = {
  room: props => <RoomPage {...props} />,
  door: ({ parts }) => <Entrance parts={async () => parts} vault={NONE} why={undefined} isInvited onOpen={() => {}} />,
  shown: ({ ways }) => <Shown ways={ways} onEnter={() => {}} />,
  list: framed(props => <CoupleList {...props} />, true),
  new: framed(props => <NewTalk {...props} of="supervised" />),
  practice: framed(props => <NewTalk {...props} of="practice" />),
  links: framed(props => <LinksPage {...props} />),
  own: framed(props => <Own {...props} onWays={() => {}} />),
}

const NONE = {
  create: async () => ({ kind: 'offline' }) as const,
  open: async () => ({ kind: 'unknown' }) as const,
}
