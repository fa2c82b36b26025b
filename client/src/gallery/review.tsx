import { privateOf } from '@haven/shared/channels.ts'
import { isPartner } from '@haven/shared/steps.ts'
import { useEffect, useState } from 'react'
import { useRoom } from '../parts/use-room.ts'
import { Forget } from '../screens/ending.tsx'
import { Receipt } from '../screens/review/receipt.tsx'
import { Review } from '../screens/review/review.tsx'
import { TherapistReview } from '../screens/review/third.tsx'
import { Unverified } from '../screens/review/unverified.tsx'
import type { Session } from '../session/scene.ts'
import { heldBack, longTalk, lookedBack } from './review-stage.ts'

/**
 * Looking back at a made-up talk: `?review=whole`, `own`, `between`, `short` or `long` (2,000 entries), `&seat=p2&theme=dark`;
 * `receipt`, `unverified`, `forget`; `third` and `third-closed` as the therapist.
 */
export const ReviewStage = ({ asked }: { asked: URLSearchParams }) => {
  const [session, setSession] = useState<Session>()
  const kind = asked.get('review') ?? 'whole'
  const seat = asked.get('seat') ?? 'p1'
  useEffect(() => {
    const own = isPartner(seat) ? seat : 'p1'
    if (kind.startsWith('third')) void heldBack(kind).then(setSession)
    else if (kind === 'long') setSession(longTalk(Number(asked.get('entries') ?? 2000))[own])
    else void lookedBack(kind, own).then(setSession)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once for each address
  }, [kind, seat])
  if (session && kind.startsWith('third'))
    return <TherapistReview session={session} labels={{}} onBack={() => {}} before={[session]} />
  return session ? <Shown session={session} kind={kind} /> : null
}

const Shown = ({ session, kind }: { session: Session; kind: string }) => {
  const room = useRoom(session)
  const [entries] = useState(() => ({ current: session.get().told.map(({ entry }) => entry) }))
  if (!room) return null
  if (kind === 'receipt') return <Receipt {...session.get()} entries={entries} />
  if (kind === 'unverified') return <Unverified session={session} />
  return kind === 'forget' ? <Forget room={room} /> : <Review room={room} key={privateOf(room.scene.seat)} />
}
