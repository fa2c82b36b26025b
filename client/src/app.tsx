import { lazy, Suspense, useEffect, useState } from 'react'
import { Route, Switch, useLocation, useSearch } from 'wouter'
import { Boundary } from './parts/boundary.tsx'
import type { Place } from './parts/device.ts'
import { LeaveFirst } from './parts/leave.tsx'
import { Landing } from './screens/landing.tsx'

const Create = lazy(async () => ({ default: (await import('./screens/create.tsx')).Create }))
const Join = lazy(async () => ({ default: (await import('./screens/join.tsx')).Join }))
const TalkDoor = lazy(async () => ({ default: (await import('./talk-door.tsx')).TalkDoor }))
const Trouble = lazy(async () => ({ default: (await import('./screens/trouble.tsx')).Trouble }))

/** What the address said when the page was opened; in memory alone. */
export type Arrival = { invite?: string; session?: string }

/** C15: the fragment of an invite or a talk goes from the address bar into memory before anything is drawn. */
export const takeArrival = ({ pathname, href, hash }: Location, history: History): Arrival => {
  const isOurs = pathname === '/join' || pathname === '/talk'
  if (!isOurs || hash.length < 2) return {}
  history.replaceState(null, '', pathname)
  return pathname === '/join' ? { invite: href } : { session: hash.slice(1) }
}

export const App = ({ arrival }: { arrival: Arrival }) => {
  const [place, setPlace] = useState<Place | undefined>(arrival.session ? { session: arrival.session } : undefined)
  const [, navigate] = useLocation()
  useLaterParts()
  const open = (next: Place) => {
    setPlace(next)
    navigate('/talk', { replace: true })
  }
  return (
    <>
      <LeaveFirst />
      <Boundary instead={<Trouble kind="page" />}>
        <Suspense fallback={null}>
          <Switch>
            <Route path="/join">
              {arrival.invite ? <Join href={arrival.invite} onJoined={open} /> : <Trouble kind="cut" />}
            </Route>
            <Route path="/talk">
              <TalkDoor place={place} />
            </Route>
            <Route>
              <Home onOpen={open} />
            </Route>
          </Switch>
        </Suspense>
      </Boundary>
    </>
  )
}

const Home = ({ onOpen }: { onOpen: (place: Place) => void }) => {
  const [, navigate] = useLocation()
  const isStarting = useSearch() === 'start'
  return isStarting ? <Create onCreated={onOpen} /> : <Landing onStart={() => navigate('/?start')} onGoOn={onOpen} />
}

/** Help must open without a line, so its dialog is fetched while there is one. */
const useLaterParts = () =>
  useEffect(() => {
    const timer = setTimeout(() => {
      Promise.all([import('./parts/help-dialog.tsx'), import('./screens/trouble.tsx')]).catch(() => {})
    }, 1_500)
    return () => clearTimeout(timer)
  }, [])
