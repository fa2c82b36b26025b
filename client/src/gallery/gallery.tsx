import { privateOf } from '@haven/shared/channels.ts'
import { isPartner, type Partner, type Step, STEP_IDS } from '@haven/shared/steps.ts'
import { useEffect, useMemo, useState } from 'react'
import { CoachFrom } from '../parts/coached.tsx'
import { loadCoach } from '../parts/load-coach.ts'
import { useRoom } from '../parts/use-room.ts'
import { StepScreen } from '../screens/steps/steps.tsx'
import type { Session } from '../session/scene.ts'
import { MeasuredStage } from './measured.tsx'
import { coachOf, NOTED } from './noted.ts'
import { ReviewStage } from './review.tsx'
import { momentsAt, momentsOf, stage } from './stage.ts'
import { ThirdStage } from './third.tsx'

/**
 * Every step as each seat sees it, for the eyes of those who build it; never part of what is delivered.
 * `?step=hear.check&seat=p2&at=1&theme=dark`; `at` counts the moments of a step, without it the last one.
 * `?note=concern` is a draft with a note. `?room=supervised` or `practice`: with the third seat (third.tsx).
 */
export const Gallery = ({ search = window.location.search }: { search?: string }) => {
  const asked = new URLSearchParams(search)
  const step = STEP_IDS.find(one => one === asked.get('step'))
  const theme = asked.get('theme')
  useEffect(() => {
    if (theme) document.documentElement.dataset['theme'] = theme
  }, [theme])
  if (asked.has('measures')) return <MeasuredStage asked={asked} />
  if (asked.get('review')) return <ReviewStage asked={asked} />
  if (asked.get('room')) return <ThirdStage asked={asked} />
  const noted = NOTED[asked.get('note') ?? '']
  if (noted) return <NotedStage noted={noted} />
  return step ? <Shown step={step} seat={seatIn(asked)} at={Number(asked.get('at') ?? -1)} /> : <Index />
}

const seatIn = (asked: URLSearchParams): Partner => {
  const seat = asked.get('seat') ?? ''
  return isPartner(seat) ? seat : 'p1'
}

const Shown = ({ step, seat, at }: { step: Step; seat: Partner; at: number }) => {
  const session = useMemo(() => {
    const moment = momentsAt(step).at(at)
    return moment && stage(moment)[seat]
  }, [step, seat, at])
  return session ? (
    <CoachFrom value={loadCoach}>
      <Stage session={session} />
    </CoachFrom>
  ) : (
    <Index />
  )
}

const NotedStage = ({ noted }: { noted: (typeof NOTED)[string] }) => {
  const [session, setSession] = useState<Session>()
  const load = useMemo(() => coachOf(noted), [noted])
  useEffect(() => {
    const { step, seat, field, draft } = noted
    const staged = stage(momentsAt(step)[0]!)[seat]
    // Its own channel is there from its first entry on.
    void staged.act({ type: 'kept' }, { item: 'staged', value: '' }, privateOf(seat))
    void staged.draft.write(`${step}:${field}`, draft).then(() => setSession(staged))
  }, [noted])
  return <CoachFrom value={load}>{session && <Stage session={session} />}</CoachFrom>
}

const Stage = ({ session }: { session: Session }) => {
  const room = useRoom(session)
  return room ? <StepScreen room={room} /> : null
}

const Index = () => {
  const moments = momentsOf()
  return (
    <main>
      <h1>Gallery</h1>
      <p>
        {Object.keys(NOTED).map(name => (
          <span key={name}>
            <a href={`?note=${name}`}>{name}</a>{' '}
          </span>
        ))}
      </p>
      <ul>
        {STEP_IDS.flatMap(step =>
          momentsAt(step, moments).map((_, at) => (
            <li key={`${step}${at}`}>
              {step} {at}{' '}
              {(['p1', 'p2'] as const).map(seat => (
                <span key={seat}>
                  <a href={`?step=${step}&seat=${seat}&at=${at}`}>{seat}</a>{' '}
                </span>
              ))}
            </li>
          )),
        )}
      </ul>
    </main>
  )
}
