import type { Overlay, Step } from '@haven/shared/steps.ts'
import { type ComponentType, lazy, Suspense, useEffect } from 'react'
import { useLocation } from 'wouter'
import { Breath } from '../parts/breath.tsx'
import { Button } from '../parts/button.tsx'
import { CoachFrom } from '../parts/coached.tsx'
import { Door } from '../parts/door.tsx'
import { Frame } from '../parts/frame.tsx'
import { useNotice } from '../parts/notice.ts'
import { stayFromNow, useAway } from '../parts/own-check.ts'
import { useLeaving } from '../parts/leave.tsx'
import { type LoadCoach, loadCoach } from '../parts/load-coach.ts'
import { Prompt } from '../parts/prompt.tsx'
import type { Room } from '../parts/room.ts'
import { closeSheet, useSheet } from '../parts/sheet.ts'
import { Status } from '../parts/status.tsx'
import { useRoom, useScene } from '../parts/use-room.ts'
import type { Session, Trouble } from '../session/scene.ts'
import { app } from '../text/en.ts'
import { pause, talk as text, troubles } from '../text/talk.en.ts'
import { Arrive } from './arrive.tsx'
import { Aside } from './aside.tsx'
import { Between } from './between.tsx'
import { Check } from './check.tsx'
import { Done } from './done.tsx'
import { Pause } from './pause.tsx'
import { StepScreen } from './steps/steps.tsx'

/** The talk, wherever it stands. */
export const Talk = ({ session, coach = loadCoach }: { session: Session; coach?: LoadCoach }) => {
  const { trouble } = useScene(session)
  const room = useRoom(session)
  useLeaving(session.leave)
  if (trouble) return <Stopped trouble={trouble} />
  return room ? <Here room={room} coach={coach} /> : <Opening />
}

const Here = ({ room, coach }: { room: Room; coach: LoadCoach }) => {
  useNotice(room.view.myTurn)
  useSheets()
  const isAway = useAway(room.session)
  const { overlay, step } = room.view
  if (isAway && !OPEN.has(step)) return <CheckAgain room={room} />
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
    </Suspense>
  )
}

/** Laid over the talk at a press. They must open without a line too, so they are fetched as soon as the talk stands. */
const SHEETS = { more: () => import('./more.tsx'), told: () => import('./transcript.tsx') }
const More = lazy(async () => ({ default: (await SHEETS.more()).More }))
const Transcript = lazy(async () => ({ default: (await SHEETS.told()).Transcript }))
const useSheets = () =>
  useEffect(() => {
    void Promise.all([SHEETS.more(), SHEETS.told()]).catch(() => {})
  }, [])

const Hold = ({ room }: { room: Room }) => (
  <Frame room={room} tone="alone rest">
    <Breath />
    <Prompt room={room} />
    <p>{pause.kept}</p>
    <Status room={room} />
  </Frame>
)

/** After half a day away a person is asked for themselves again, wherever the talk has gone meanwhile (R16). */
const CheckAgain = ({ room }: { room: Room }) => {
  const [, go] = useLocation()
  return (
    <Frame room={room}>
      <Check fill={room.fill} onDone={() => stayFromNow(room.session)} onStop={() => go('/')} />
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

const Stopped = ({ trouble: { kind } }: { trouble: Trouble }) => {
  const { title, text: what, safe } = troubles[kind]
  return (
    <Door title={title}>
      <div className="prompt" role="alert">
        <h1 tabIndex={-1}>{title}</h1>
        <p>{what}</p>
        <p>{safe}</p>
      </div>
      <p className="acts">
        {kind === 'erased' ? (
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
