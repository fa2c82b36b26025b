import { lazy, Suspense, useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import { Frame } from '../parts/frame.tsx'
import { GOOD_FOR_MS, stayFromNow } from '../parts/own-check.ts'
import type { Room } from '../parts/room.ts'
import { Check } from './check.tsx'
import { NotToday } from './not-today.tsx'
import { askingOf } from './telling.ts'
import { Waiting, Welcome } from './waiting.tsx'

const LinkWait = lazy(async () => ({ default: (await import('./link-wait.tsx')).LinkWait }))

type Aside = 'check' | 'notToday' | undefined

/** Welcome and private check. Whatever is answered here stays here; all that ever leaves is `readied` (R16). */
export const Arrive = ({ room }: { room: Room }) => {
  const [aside, setAside] = useState<Aside>()
  const [, go] = useLocation()
  const check = useCheck(room)
  const close = () => setAside(undefined)
  const isAsked = room.view.step === 'arrive.safety' && room.view.presses.has('readied') && !check.isDone

  if (aside === 'notToday')
    return (
      <Frame room={room} tone="alone" bare>
        <NotToday onBack={close} />
      </Frame>
    )
  if (!isAsked && aside !== 'check') return <Waits room={room} isChecked={check.isDone} onAside={setAside} />
  const done = () => {
    check.done()
    close()
  }
  return (
    <Frame room={room} bare>
      <Check {...askingOf(room)} fill={room.fill} onDone={done} onStop={() => go('/')} />
    </Frame>
  )
}

type WaitsProps = { room: Room; isChecked: boolean; onAside(aside: Aside): void }

const Waits = ({ room, isChecked, onAside }: WaitsProps) => {
  const isWelcome = room.view.step === 'arrive.welcome'
  const ways = {
    room,
    onCheck: isWelcome && !isChecked ? () => onAside('check') : undefined,
    onNotToday: () => onAside('notToday'),
  }
  if (isWelcome && isLinkOpen(room))
    return (
      <Suspense fallback={null}>
        <LinkWait {...ways} />
      </Suspense>
    )
  return isWelcome && room.view.presses.has('readied') ? <Welcome {...ways} /> : <Waiting {...ways} />
}

/** A link this device gave for the partner or the therapist that nobody has used. */
const isLinkOpen = ({ scene: { invites } }: Room) => Object.values(invites).some(({ state }) => state !== 'claimed')

/** Done for this sitting, in memory alone. An early one is handed in by itself when the step opens. */
const useCheck = ({ session, view, press }: Room) => {
  const [doneAt, setDoneAt] = useState(() => early.get(session))
  const isDone = doneAt !== undefined && Date.now() - doneAt < GOOD_FOR_MS
  const isOpen = view.step === 'arrive.safety'
  const mayReady = view.presses.has('readied')

  useEffect(() => {
    if (!isOpen || !isDone || !mayReady) return
    early.delete(session)
    void press({ type: 'readied' })
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once for each opening of the step
  }, [isOpen, isDone, mayReady])
  return {
    isDone,
    done: () => {
      early.set(session, Date.now())
      stayFromNow(session)
      setDoneAt(Date.now())
    },
  }
}
const early = new WeakMap<Room['session'], number>()
