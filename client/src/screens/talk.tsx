import type { Entry } from '@haven/shared/acts.ts'
import type { Overlay, Step } from '@haven/shared/steps.ts'
import { type ComponentType, lazy, type RefObject, Suspense, useEffect, useRef } from 'react'
import { useLocation, useRoute } from 'wouter'
import { apart } from '../parts/apart.tsx'
import { Boundary } from '../parts/boundary.tsx'
import { Breath } from '../parts/breath.tsx'
import { Button } from '../parts/button.tsx'
import { CoachFrom } from '../parts/coached.tsx'
import { Door } from '../parts/door.tsx'
import { Frame } from '../parts/frame.tsx'
import { Newcomers } from '../parts/newcomers.tsx'
import { useNotice } from '../parts/notice.ts'
import { stayFromNow, useAway } from '../parts/own-check.ts'
import { useLeaving } from '../parts/leave.tsx'
import { type LoadCoach, loadCoach } from '../parts/load-coach.ts'
import { usePractice } from '../parts/practice.tsx'
import type { Room } from '../parts/room.ts'
import { closeSheet, useSheet, useWhisperShut } from '../parts/sheet.ts'
import { useRoom, useScene } from '../parts/use-room.ts'
import type { Session, Trouble } from '../session/scene.ts'
import { app } from '../text/en.ts'
import { talk as text, troubles } from '../text/talk.en.ts'
import { Arrive } from './arrive.tsx'
import { Aside } from './aside.tsx'
import { Between } from './between.tsx'
import { Check } from './check.tsx'
import { askingOf } from './telling.ts'
import { Done } from './done.tsx'
import { Hold } from './hold.tsx'
import { Pause } from './pause.tsx'
import { StepScreen } from './steps/steps.tsx'

/** The talk, wherever it stands. */
export const Talk = ({ session, coach = loadCoach }: { session: Session; coach?: LoadCoach }) => {
  const { trouble, mode } = useScene(session)
  const room = useRoom(session)
  useLeaving(session.leave)
  usePractice(mode === 'practice')
  useWhisperShut()
  const entries = useEntries(session)
  if (trouble) return <Stopped trouble={trouble} session={session} entries={entries} />
  if (!room) return <Opening />
  return (
    <>
      <Here room={room} coach={coach} />
      <Newcomers session={session} />
    </>
  )
}

/** The entries as they last came, still sealed: what a receipt counts once nothing of the talk is left. */
const useEntries = (session: Session): RefObject<readonly Entry[]> => {
  const { told } = useScene(session)
  const entries = useRef<readonly Entry[]>([])
  useEffect(() => {
    if (told.length > 0) entries.current = told.map(({ entry }) => entry)
  }, [told])
  return entries
}

const Here = ({ room, coach }: { room: Room; coach: LoadCoach }) => {
  useNotice(room.view.myTurn)
  useSheets(room.scene.mayWhisper)
  const isAway = useAway(room.session)
  const [isBack] = useRoute('/review')
  const { overlay, step } = room.view
  if (isAway && !OPEN.has(step)) return <CheckAgain room={room} />
  if (isBack) return <Review room={room} />
  const Screen = overlay ? OVER[overlay] : (PAGES[step] ?? StepScreen)
  return (
    <>
      <CoachFrom value={coach}>
        <Screen room={room} />
      </CoachFrom>
      <Over room={room} />
    </>
  )
}

/** Laid over whatever step it is, so that the partner's act closes nothing. */
const Over = ({ room }: { room: Room }) => {
  const sheet = useSheet()
  return (
    <Suspense fallback={null}>
      {sheet === 'more' && <More room={room} onClose={closeSheet} />}
      {sheet === 'told' && <Transcript room={room} onClose={closeSheet} />}
      {sheet === 'whisper' && <Whisper room={room} onClose={closeSheet} />}
    </Suspense>
  )
}

/** Laid over the talk at a press. They must open without a line too, so they are fetched as soon as the talk is drawn. */
const SHEETS = {
  more: () => import('./more.tsx'),
  told: () => import('./transcript.tsx'),
  whisper: () => import('./whisper.tsx'),
}
const More = lazy(async () => ({ default: (await SHEETS.more()).More }))
const Transcript = lazy(async () => ({ default: (await SHEETS.told()).Transcript }))
const Whisper = lazy(async () => ({ default: (await SHEETS.whisper()).Whisper }))
const Receipt = lazy(async () => ({ default: (await import('./review/receipt.tsx')).Receipt }))
const Unverified = lazy(async () => ({ default: (await import('./review/unverified.tsx')).Unverified }))
const useSheets = (hasWhispers: boolean) =>
  useEffect(() => {
    setTimeout(() =>
      Promise.all([SHEETS.more(), SHEETS.told(), Review.ahead(), hasWhispers && SHEETS.whisper()]).catch(() => {}),
    )
  }, [hasWhispers])

/** After half a day away a person is asked for themselves again, wherever the talk has gone meanwhile (R16). */
const CheckAgain = ({ room }: { room: Room }) => {
  const [, go] = useLocation()
  useWhisperShut()
  return (
    <Frame room={room} bare>
      <Check {...askingOf(room)} fill={room.fill} onDone={() => stayFromNow(room.session)} onStop={() => go('/')} />
    </Frame>
  )
}
/** Where the check has its own place, or nothing is shown of the partner. */
const OPEN: ReadonlySet<Step> = new Set<Step>(['arrive.welcome', 'arrive.safety', 'between', 'done'])

type Page = ComponentType<{ room: Room }>
const OVER: Record<Overlay, Page> = { 'over.pause': Pause, 'over.hold': Hold, 'over.stepBack': Aside }
const PAGES: Partial<Record<Step, Page>> = {
  'arrive.welcome': Arrive,
  'arrive.safety': Arrive,
  between: Between,
  done: Done,
}

const Opening = () => (
  <Door title={app.name}>
    <Breath />
    <p role="status">{text.opening}</p>
  </Door>
)

const Review = apart(async () => (await import('./review/review.tsx')).Review, <Opening />)

/** Whoever opens the page to look back waits for it no longer than for the talk. */
if (location.pathname.startsWith('/review')) Review.ahead().catch(() => {})

/** The keys are gone from this device: there is nothing to open again. */
const GONE: ReadonlySet<Trouble['kind']> = new Set<Trouble['kind']>(['erased', 'removed'])

type StoppedProps = { trouble: Trouble; session: Session; entries: RefObject<readonly Entry[]> }

const Stopped = ({ trouble: { kind }, session, entries }: StoppedProps) => {
  const { title, text: what, safe } = troubles[kind]
  return (
    <Door title={title}>
      <div className="prompt" role="alert">
        <h1 tabIndex={-1}>{title}</h1>
        <p>{what}</p>
        <p>{safe}</p>
      </div>
      <Boundary instead={null}>
        <Suspense fallback={null}>
          {kind === 'erased' ? <Receipt {...session.get()} entries={entries} /> : <Unverified session={session} />}
        </Suspense>
      </Boundary>
      <p className="acts">
        {GONE.has(kind) ? (
          <a className="button" href="/">
            {troubles.home}
          </a>
        ) : (
          <Button onPress={() => location.reload()}>{troubles.again}</Button>
        )}
      </p>
    </Door>
  )
}
