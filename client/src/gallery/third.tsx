import { whisperOf } from '@haven/shared/channels.ts'
import { isPartner, type Partner, type Step, STEP_IDS } from '@haven/shared/steps.ts'
import { useEffect, useState } from 'react'
import { loadCoach } from '../parts/load-coach.ts'
import { Talk } from '../screens/talk.tsx'
import type { Session, WhisperPolicy } from '../session/scene.ts'
import { PRACTICE, seated, SUPERVISED } from './seated.ts'
import { momentsAt, momentsOf, stage, type Staging } from './stage.ts'

type Seats = ReturnType<typeof stage>

/** What happens before one looks, by name. */
const EVENTS: Record<string, (seats: Seats) => Promise<unknown>> = {
  guided: async ({ therapist }) => {
    await therapist.act({ type: 'guided' }, { text: 'If a piece is missing, let us take that one piece.' })
    await therapist.act({ type: 'guided' }, { text: 'Slowly. You can leave a silence.', to: 'p2' })
  },
  partly: ({ therapist }) => therapist.act({ type: 'guided' }, { ask: 'partly', to: 'p1' }),
  held: ({ therapist }) => therapist.act({ type: 'held' }),
  left: ({ p2 }) => p2.act({ type: 'withdrew', kind: 'therapist' }),
  paused: ({ p2 }) => p2.act({ type: 'paused', minutes: 20 }),
  draft: ({ p1 }) => p1.draft.write('hear.voice:text', 'It was two in the morning. I rang you, and'),
  whispers: async ({ p1, therapist }) => {
    const channel = whisperOf('p1')
    await therapist.act({ type: 'whispered' }, { text: 'I saw you look away. Is it too fast?' }, channel)
    await p1.act({ type: 'whispered' }, { text: 'A little. I am afraid that I will cry and he will fix it.' }, channel)
    const link = `${location.origin}/join#1.AAAAAAAAAAAAAAAAAAAAAA.p1.AAAAAAAAAAAAAAAAAAAAAA`
    await therapist.act({ type: 'whispered' }, { text: 'Then let us make it smaller. For later:', link }, channel)
  },
}

/** `?room=supervised&step=hear.check&seat=p1&with=guided,whispers&policy=none`; a practice takes `card` too. */
export const ThirdStage = ({ asked }: { asked: URLSearchParams }) => {
  const [session, setSession] = useState<Session>()
  useEffect(() => {
    void openFor(asked).then(setSession)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once for each address
  }, [asked.toString()])
  return session ? <Talk session={session} coach={loadCoach} /> : null
}

const openFor = async (asked: URLSearchParams): Promise<Session> => {
  const opened = asked.get('room') === 'practice' ? PRACTICE : SUPERVISED
  const moments = momentsAt(stepIn(asked), momentsOf(seated(), opened))
  const seats = stage(moments.at(Number(asked.get('at') ?? -1))!, stagingOf(asked))
  for (const name of asked.get('with')?.split(',') ?? [])
    // oxlint-disable-next-line no-await-in-loop -- one after the other, as they happen
    await EVENTS[name]?.(seats)
  return seats[seatIn(asked)]
}

const stagingOf = (asked: URLSearchParams): Staging => ({
  policy: (asked.get('policy') ?? 'safety-only') as WhisperPolicy,
  ...(asked.get('room') === 'practice' && { practice: { card: asked.get('card') ?? 'fever' } }),
  ...(asked.has('away') && { present: ['p1', 'p2'] }),
})

const stepIn = (asked: URLSearchParams): Step => STEP_IDS.find(one => one === asked.get('step')) ?? 'hear.voice'

const seatIn = (asked: URLSearchParams): Partner => {
  const seat = asked.get('seat') ?? ''
  return isPartner(seat) ? seat : 'p1'
}
