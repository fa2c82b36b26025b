import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { Add } from './add.tsx'
import { CoupleList } from './list.tsx'
import { LinksPage } from './links.tsx'
import { LookBackPage } from './looking-back.tsx'
import { NewTalk } from './new-talk.tsx'
import { Own } from './own.tsx'
import { RoomPage } from './room/room-page.tsx'
import type { Rooms } from './rooms.ts'
import { DeskFrame } from './desk-frame.tsx'
import type { DeskTools, Unlocked, View, Ways } from './unlocked.ts'

type Props = Unlocked & { rooms: Rooms; invite: string | undefined; onWays(ways: Ways): void }

/** All that is behind the door. Which page it is stands in memory alone, never in the address. */
export const Desk = ({ invite, onWays, rooms, ...unlocked }: Props) => {
  const { workspace, parts, ways } = unlocked
  const [view, setView] = useState<View>(invite ? { kind: 'add', href: invite } : { kind: 'list' })
  const content = useSyncExternalStore(workspace.subscribe, workspace.get)
  useTouch(workspace.touch)
  const go = useBack(setView)
  const tools = useMemo(
    () => ({ workspace, parts, ways, content, rooms, go }),
    [workspace, parts, ways, content, rooms, go],
  )
  if (view.kind === 'room') return <RoomPage key={view.session} {...tools} session={view.session} />
  if (view.kind === 'review') return <LookBackPage key={view.session} {...tools} {...view} />
  return (
    <DeskFrame tools={tools} isList={view.kind === 'list'}>
      <Page view={view} tools={tools} onWays={onWays} />
    </DeskFrame>
  )
}

const Page = ({ view, tools, onWays }: { view: View; tools: DeskTools; onWays(ways: Ways): void }) => {
  switch (view.kind) {
    case 'new':
      return <NewTalk key={view.of} {...tools} of={view.of} />
    case 'links':
      return <LinksPage {...tools} session={view.session} />
    case 'add':
      return <Add {...tools} href={view.href} />
    case 'own':
      return <Own {...tools} onWays={onWays} />
    default:
      return <CoupleList {...tools} />
  }
}

/**
 * The browser’s own way back leads to the list, and only from there out of the workspace. Nothing of a view is kept in it.
 * A way back that was asked for here is answered later: until then only where one is counts.
 */
const useBack = (show: (view: View) => void) => {
  const isDeep = useRef(false)
  const isAsked = useRef(false)
  useEffect(() => {
    const back = () => {
      if (isAsked.current) {
        isAsked.current = false
        if (isDeep.current) history.pushState(null, '')
        return
      }
      isDeep.current = false
      show({ kind: 'list' })
    }
    addEventListener('popstate', back)
    return () => removeEventListener('popstate', back)
  }, [show])
  return useCallback(
    (view: View) => {
      window.scrollTo?.(0, 0)
      const goesDeep = view.kind !== 'list'
      if (!isAsked.current && goesDeep && !isDeep.current) history.pushState(null, '')
      if (!isAsked.current && !goesDeep && isDeep.current) {
        isAsked.current = true
        history.back()
      }
      isDeep.current = goesDeep
      show(view)
    },
    [show],
  )
}

/** A press, a key or a look round with the pointer: somebody is here. At most once a second. */
const useTouch = (touch: () => void) =>
  useEffect(() => {
    let last = 0
    const seen = ({ timeStamp }: Event) => {
      if (timeStamp - last < 1000) return
      last = timeStamp
      touch()
    }
    const kinds = ['pointerdown', 'keydown', 'wheel'] as const
    for (const kind of kinds) document.addEventListener(kind, seen, { passive: true })
    return () => {
      for (const kind of kinds) document.removeEventListener(kind, seen)
    }
  }, [touch])
