import { useEffect, useState } from 'react'
import { apart } from './parts/apart.tsx'
import { canLock, loadParts, type LoadParts, type Place } from './parts/device.ts'
import { Door } from './parts/door.tsx'
import type { Session } from './session/scene.ts'
import { Trouble } from './screens/trouble.tsx'
import { app } from './text/en.ts'

type State = { kind: 'opening' } | { kind: 'open'; session: Session } | { kind: 'nothing' | 'storage' }

/** Opens the talk that was named, else the one last visited on this device. */
export const TalkDoor = ({ place, parts = loadParts }: { place: Place | undefined; parts?: LoadParts }) => {
  const state = useSession(place, parts)
  const session = state.kind === 'open' ? state.session : undefined
  if (!canLock()) return <Trouble kind="insecure" />
  if (state.kind === 'nothing' || state.kind === 'storage') return <Trouble kind={state.kind} />
  return session ? <Talk session={session} /> : <Opening />
}

const Opening = () => (
  <Door title={app.name}>
    <p role="status" className="status">
      {app.loading}
    </p>
  </Door>
)

const loadTalk = async () => (await import('./screens/talk.tsx')).Talk
const Talk = apart(loadTalk, <Opening />)

/** The socket opens in a zero timeout, so that a mount that is taken back at once opens none. */
const useSession = (place: Place | undefined, parts: LoadParts): State => {
  const [state, setState] = useState<State>({ kind: 'opening' })
  useEffect(() => {
    let isGone = false
    let stop = () => {}
    const open = async () => {
      const opened = await openPlace(place, await parts())
      if (isGone) return opened?.stop()
      stop = opened?.stop ?? stop
      setState(opened ? { kind: 'open', session: opened.session } : { kind: 'nothing' })
    }
    const timer = setTimeout(() => {
      if (canLock()) open().catch(() => isGone || setState({ kind: 'storage' }))
    }, 0)
    return () => {
      isGone = true
      clearTimeout(timer)
      stop()
    }
  }, [place, parts])
  return state
}

type Opened = { session: Session; stop: () => void }

const openPlace = async (
  place: Place | undefined,
  parts: Awaited<ReturnType<LoadParts>>,
): Promise<Opened | undefined> => {
  const [{ openSession }, { listTalks }] = await Promise.all([
    import('./session/session.ts'),
    import('./session/held.ts'),
    loadTalk(),
  ])
  const { session: id, seat, begin }: Partial<Place> = place ?? (await listTalks(parts))[0] ?? {}
  const session = id && (await openSession(parts, id, seat))
  if (!session) return undefined
  const stopBegin = begin ? (await import('./screens/begin.ts')).beginOnceOpen(session) : () => {}
  const stop = () => {
    stopBegin()
    session.close()
  }
  return { session, stop }
}
