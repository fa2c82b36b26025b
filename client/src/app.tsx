import { lazy, Suspense, useCallback, useEffect, useState } from 'react'
import { Route, Switch, useLocation, useSearch } from 'wouter'
import { apart } from './parts/apart.tsx'
import { Boundary } from './parts/boundary.tsx'
import type { Place } from './parts/device.ts'
import { LeaveFirst } from './parts/leave.tsx'
import { closeSheet, useSheet } from './parts/sheet.ts'
import { Landing } from './screens/landing.tsx'
import { app } from './text/en.ts'

const Create = apart(async () => (await import('./screens/create.tsx')).Create)
const Join = apart(async () => (await import('./screens/join.tsx')).Join)
const TalkDoor = apart(async () => (await import('./talk-door.tsx')).TalkDoor)
const HelpDialog = lazy(async () => ({ default: (await import('./parts/help-dialog.tsx')).HelpDialog }))
const SettingsDialog = lazy(async () => ({ default: (await import('./parts/settings-dialog.tsx')).SettingsDialog }))
const WorkspacePage = apart(async () => (await import('./screens/workspace/workspace.tsx')).WorkspacePage)
/** Every screen from a made-up talk: in development alone. */
const Gallery = import.meta.env.DEV
  ? lazy(async () => ({ default: (await import('./gallery/gallery.tsx')).Gallery }))
  : undefined
const WorkspaceGallery = import.meta.env.DEV
  ? lazy(async () => ({ default: (await import('./gallery/workspace.tsx')).WorkspaceGallery }))
  : undefined
const Trouble = lazy(async () => ({ default: (await import('./screens/trouble.tsx')).Trouble }))

/** What the address said when the page was opened; in memory alone. */
export type Arrival = { invite?: string; session?: string }

/** The invite or the talk that an address names; door.js has taken it from the bar before anything was drawn (C15). */
export const arrivalAt = ({ pathname, href, hash }: URL): Arrival => {
  if (hash.length < 2) return {}
  if (pathname === '/join') return { invite: href }
  return pathname === '/talk' ? { session: hash.slice(1) } : {}
}

/** Another link opened in the same tab changes the part after # alone: it is taken from the bar as door.js takes one. */
export const useArrival = (onArrival: (arrival: Arrival) => void): void =>
  useEffect(() => {
    const take = () => {
      const next = arrivalAt(new URL(location.href))
      if (!next.invite && !next.session) return
      history.replaceState(null, '', location.pathname)
      onArrival(next)
    }
    addEventListener('hashchange', take)
    return () => removeEventListener('hashchange', take)
  }, [onArrival])

const placeOf = ({ session }: Arrival): Place | undefined => (session ? { session } : undefined)

export const App = ({ arrival: first }: { arrival: Arrival }) => {
  const [arrival, setArrival] = useState(first)
  const [place, setPlace] = useState(placeOf(first))
  const arrive = useCallback((next: Arrival) => {
    setArrival(next)
    setPlace(before => placeOf(next) ?? before)
  }, [])
  useArrival(arrive)
  const [, navigate] = useLocation()
  useLaterParts()
  const open = (next: Place) => {
    setPlace(next)
    navigate('/talk', { replace: true })
  }
  const lookBack = (next: Place, at = '') => {
    setPlace(next)
    navigate(`/review${at}`)
  }
  return (
    <>
      <LeaveFirst />
      <Sheets />
      <Boundary instead={<Trouble kind="page" />}>
        <Suspense fallback={null}>
          <Switch>
            <Route path="/join">
              {arrival.invite ? (
                <Join key={arrival.invite} href={arrival.invite} onJoined={open} />
              ) : (
                <Trouble kind="cut" />
              )}
            </Route>
            <Route path={TALK}>
              <TalkDoor key={place?.session} place={place} />
            </Route>
            <Route path="/workspace">
              <WorkspacePage />
            </Route>
            {WorkspaceGallery && (
              <Route path="/gallery/workspace">
                <WorkspaceGallery />
              </Route>
            )}
            {Gallery && (
              <Route path="/gallery">
                <Gallery />
              </Route>
            )}
            <Route>
              <Home onOpen={open} onLookBack={lookBack} />
            </Route>
          </Switch>
        </Suspense>
      </Boundary>
    </>
  )
}

/** Help and settings stay open whatever happens beneath them. One that could not be fetched takes nothing along. */
const Sheets = () => {
  const sheet = useSheet()
  return (
    <Boundary key={sheet} instead={<p role="alert">{app.noSheet}</p>}>
      <Suspense fallback={null}>
        {sheet === 'help' && <HelpDialog onClose={closeSheet} />}
        {sheet === 'settings' && <SettingsDialog onClose={closeSheet} />}
      </Suspense>
    </Boundary>
  )
}

/** A talk, and looking back at it, are one open session. */
const TALK = /^\/(?:talk|review)\/?$/

type HomeProps = { onOpen: (place: Place) => void; onLookBack: (place: Place, at?: string) => void }

const Home = ({ onOpen, onLookBack }: HomeProps) => {
  const [, navigate] = useLocation()
  const search = useSearch()
  return search === 'start' || search === 'second' ? (
    <Create onCreated={onOpen} isSecond={search === 'second'} />
  ) : (
    <Landing onStart={() => navigate('/?start', { replace: true })} onGoOn={onOpen} onLookBack={onLookBack} />
  )
}

/** Help must open without a line and without a request, so it is fetched right after the first page is drawn. */
const useLaterParts = () =>
  useEffect(() => {
    void Promise.all([import('./parts/help-dialog.tsx'), import('./screens/trouble.tsx')]).catch(() => {})
  }, [])
