import { type ComponentType, lazy, Suspense, useState } from 'react'
import type { Room } from '../../parts/room.ts'
import { measures as text } from '../../text/measures.en.ts'
import { mayMeasure } from './may.ts'

type Page = ComponentType<{ room: Room }>

/** None of these is needed to go on, so a page that cannot be loaded takes nothing else with it. */
const opened = (load: () => Promise<Page>, instead: Page) =>
  lazy(() =>
    load().then(
      page => ({ default: page }),
      () => ({ default: instead }),
    ),
  )

const NotOpened = () => <p role="status">{text.notOpened}</p>
const Nothing = () => null

const AskedBefore = opened(async () => (await import('./asked.tsx')).AskedBefore, NotOpened)
const AskedAfter = opened(async () => (await import('./asked.tsx')).AskedAfter, NotOpened)
const Afterwards = opened(async () => (await import('./afterwards.tsx')).Afterwards, Nothing)

/** arrive.settle: a few questions for oneself, closed until somebody wants them. */
export const Before = ({ room }: { room: Room }) => <Fold room={room} title={text.before} Page={AskedBefore} />

/** close.check: as before, and a few more. */
export const After = ({ room }: { room: Room }) => <Fold room={room} title={text.after} Page={AskedAfter} />

/** done: what was answered, and a few questions again when their day has come. */
export const Since = ({ room }: { room: Room }) =>
  mayMeasure(room) ? (
    <Suspense fallback={null}>
      <Afterwards room={room} />
    </Suspense>
  ) : null

const Fold = ({ room, title, Page: Shown }: { room: Room; title: string; Page: Page }) => {
  const [isOpen, setOpen] = useState(false)
  if (!mayMeasure(room)) return null
  return (
    <details className="drawer" onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>{title}</summary>
      <Suspense fallback={null}>{isOpen && <Shown room={room} />}</Suspense>
    </details>
  )
}
