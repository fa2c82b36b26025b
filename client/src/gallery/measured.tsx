import { privateOf } from '@haven/shared/channels.ts'
import { isPartner, type Partner, STEP_IDS } from '@haven/shared/steps.ts'
import { useEffect, useState } from 'react'
import { loadCoach } from '../parts/load-coach.ts'
import { wordsOf } from '../screens/measures/answers.ts'
import { itemsOf, type Occasion, OCCASIONS } from '../screens/measures/items.ts'
import { Talk } from '../screens/talk.tsx'
import type { Session } from '../session/scene.ts'
import { seated, SUPERVISED } from './seated.ts'
import { momentsAt, momentsOf, stage } from './stage.ts'

/** A place for own measures, which an older talk has not; what is put there is no measure. */
export const withPlace = async (session: Session, seat: Partner): Promise<Session> => {
  await session.act({ type: 'kept' }, { item: 'place', value: '' }, privateOf(seat))
  return session
}

/** `?measures=before,after&step=done&seat=p2`: what was answered on these occasions; `none` for nothing yet. */
export const MeasuredStage = ({ asked }: { asked: URLSearchParams }) => {
  const [session, setSession] = useState<Session>()
  useEffect(() => {
    void openFor(asked).then(setSession)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once for each address
  }, [asked.toString()])
  return session ? <Talk session={session} coach={loadCoach} /> : null
}

const openFor = async (asked: URLSearchParams): Promise<Session> => {
  const step = STEP_IDS.find(one => one === asked.get('step')) ?? 'done'
  const given = asked.get('seat') ?? ''
  const seat = isPartner(given) ? given : 'p1'
  const moment = momentsAt(step, momentsOf(seated(), SUPERVISED)).at(Number(asked.get('at') ?? -1))!
  const session = await withPlace(stage(moment, { policy: 'safety-only' })[seat], seat)
  const answered = asked.get('measures')?.split(',') ?? []
  for (const [place, when] of OCCASIONS.entries())
    // oxlint-disable-next-line no-await-in-loop -- one after the other, as they happen
    if (answered.includes(when)) await answerAll(session, { seat, when, place })
  return session
}

type Answering = { seat: Partner; when: Occasion; place: number }

const answerAll = async (session: Session, { seat, when, place }: Answering) => {
  for (const [index, of] of itemsOf(when).entries()) {
    const answer = of === 'back' ? 'On Tuesday, for a moment. We stopped and looked at each other.' : index + place + 1
    const words = wordsOf({ when, of, answer: typeof answer === 'number' ? Math.min(7, answer) : answer, at: 0 })
    // oxlint-disable-next-line no-await-in-loop
    await session.act({ type: 'kept' }, words, privateOf(seat))
  }
}
