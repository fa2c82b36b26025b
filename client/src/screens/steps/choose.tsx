import type { Step } from '@haven/shared/steps.ts'
import { lazy, Suspense } from 'react'
import { Frame } from '../../parts/frame.tsx'
import { Prompt } from '../../parts/prompt.tsx'
import type { Room } from '../../parts/room.ts'
import { Status } from '../../parts/status.tsx'
import { fill, waiting } from '../../text/prompts.ts'
import { talk as text } from '../../text/talk.en.ts'
import { Before } from '../measures/offered.tsx'
import { NotToday, notToday } from './consent.tsx'
import { type Offer, offerOf, offersOf } from './offers.ts'
import { Offers } from './press.tsx'
import { Waits } from './waits.tsx'

const CardHint = lazy(async () => ({ default: (await import('../../parts/role-card.tsx')).CardHint }))
/** Where a practice says whose hurt the card tells of. */
const CASTING: ReadonlySet<Step> = new Set<Step>(['arrive.roles', 'arrive.order'])

/** arrive.roles and arrive.order: each chooses alone, and sees the other's answer only when both have chosen. */
export const Choose = ({ room }: { room: Room }) =>
  room.view.standing === 'chosen' ? (
    <Waits room={room} ways={<NotToday room={room} />} />
  ) : (
    <Asks room={room} offers={[...offersOf(room), ...notToday(room)]} />
  )

/** map.agree: the same small aim from both, or a stop that weighs as much. */
export const Agree = ({ room }: { room: Room }) =>
  room.view.standing === 'chosen' ? (
    <Waits room={room} />
  ) : (
    <Asks room={room} offers={[...offersOf(room), ...offerOf(room, { type: 'setDown' })]} />
  )

/** weave.next: another turn is for another day, unless a therapist is here and it is the first. */
export const Next = ({ room }: { room: Room }) => {
  const { standing } = room.view
  if (standing === 'chosen' || standing === 'nextTherapist') return <Waits room={room} />
  return <Asks room={room} offers={offersOf(room).filter(({ value }) => value !== 'now' || mayGoOnToday(room))} />
}

const mayGoOnToday = ({ scene, view }: Room) => view.therapist && scene.snapshot?.context.round === 1

/** arrive.settle: a calm body first. */
export const Settle = ({ room }: { room: Room }) =>
  room.view.standing === 'chosen' ? (
    <Waits room={room} line={waiting.arrive} ways={<NotToday room={room} />} />
  ) : (
    <Asks room={room} offers={[...offerOf(room, { type: 'readied' }), ...notToday(room)]} />
  )

const Asks = ({ room, offers }: { room: Room; offers: Offer[] }) => (
  <Frame room={room} below={<Offers room={room} offers={offers} />}>
    {room.view.standing && <Status room={room} />}
    <Prompt room={room} />
    <Meant room={room} />
    {room.view.step === 'arrive.settle' && <Before room={room} />}
    {room.scene.mode === 'practice' && CASTING.has(room.view.step) && (
      <Suspense fallback={null}>
        <CardHint room={room} />
      </Suspense>
    )}
    {!room.view.standing && <Status room={room} />}
  </Frame>
)

/** In a second talk: whose hurt it was meant for. A word only; both still choose. */
const Meant = ({ room }: { room: Room }) => {
  const { hurt, seat } = room.scene
  if (hurt === undefined || room.view.step !== 'arrive.roles') return null
  return <p>{hurt === seat ? text.meantForYou : fill(text.meantFor, room.fill)}</p>
}
