import { lazy, Suspense, useState } from 'react'
import { Fields } from '../../parts/fields.tsx'
import { Frame } from '../../parts/frame.tsx'
import { useHeading } from '../../parts/prompt.tsx'
import { Readers } from '../../parts/readers.tsx'
import type { Room } from '../../parts/room.ts'
import { readersOf } from '../../parts/seat.ts'
import { voiceOf } from '../../parts/voice.ts'
import type { Words } from '../../session/scene.ts'
import { buttonOf, consent, fieldsOf, fill } from '../../text/prompts.ts'
import { arriving } from '../../text/seat.en.ts'
import { steps } from '../../text/steps.en.ts'
import { may, type Offer, offerOf } from './offers.ts'
import { Offers, Press, pressOnce } from './press.tsx'
import { Waits } from './waits.tsx'
import { type About, kindsOf, termsOf, wordingOf } from './wording.ts'

const TherapistLink = lazy(async () => ({ default: (await import('../link.tsx')).TherapistLink }))

/** One page, one press: who can read the words, how long they are kept, and how one is called here. */
export const Consent = ({ room }: { room: Room }) => {
  const [values, setValues] = useState<Words>({ name: room.scene.names.own })
  const [failed, setFailed] = useState(false)
  const heading = useHeading(room)
  const terms = termsOf(room.fill, aboutOf(room))
  if (room.view.standing === 'chosen') return <Agreed room={room} />
  const agree = async () => {
    const name = String(values['name'] ?? '').trim()
    await room.press({ type: 'agreed', wording: await wordingOf(terms), kinds: kindsOf(terms) }, name ? { name } : {})
  }
  const press = ({ act }: Offer) => {
    if (act.type !== 'agreed') pressOnce(room, act)
    else if (!isOnItsWay(room)) agree().catch(() => setFailed(true))
  }
  return (
    <Frame room={room} below={<Offers room={room} offers={agreeing(room)} onPress={press} />}>
      <div className="prompt">
        <h1 ref={heading} tabIndex={-1}>
          {consent.title}
        </h1>
        <p>{consent.lead}</p>
      </div>
      {terms.map(({ kind, title, text }) => (
        <section className="term" key={kind}>
          <h2>{title}</h2>
          <p>{text}</p>
        </section>
      ))}
      <Readers>{readersOf(room)}</Readers>
      <Fields
        fields={fieldsOf('arrive.consent', undefined)}
        values={values}
        onChange={setValues}
        voice={voiceOf(room.scene.seat)}
      />
      <p className="soft">
        {fill(room.view.therapist ? consent.bothSeated : consent.both, room.fill)} {consent.withdraw}
      </p>
      {failed && <p role="alert">{steps.notAgreed}</p>}
    </Frame>
  )
}

const aboutOf = ({ scene, view }: Room): About => ({
  therapist: view.therapist,
  policy: scene.policy,
  practice: scene.mode === 'practice',
})

/** One's own part is done. Where the two wait for the therapist alone, it is said, and the link for them is at hand. */
const Agreed = ({ room }: { room: Room }) => (
  <Waits room={room} line={agreedLine(room)} ways={<NotToday room={room} />}>
    <Suspense fallback={null}>
      <OpenLink room={room} />
    </Suspense>
  </Waits>
)

const OpenLink = ({ room }: { room: Room }) => {
  const invite = room.scene.invites.therapist
  return room.view.therapist && invite && invite.state !== 'claimed' ? (
    <details className="drawer">
      <summary>{fill(arriving.linkOpen, room.fill)}</summary>
      <TherapistLink room={room} />
    </details>
  ) : null
}

const agreedLine = ({ scene, view }: Room): string => {
  if (!view.therapist) return steps.agreed
  const { p1, p2 } = scene.snapshot?.context.marks ?? {}
  return p1 !== undefined && p2 !== undefined ? arriving.therapistAgrees : arriving.allAgree
}

const agreeing = (room: Room): Offer[] =>
  may(room, 'agreed') ? [...offerOf(room, { type: 'agreed' }), ...notToday(room)] : notToday(room)

const isOnItsWay = ({ scene }: Room) => scene.pending.some(({ act }) => act.type === 'agreed')

/** In arrive every page may be left as freely as it may be gone through. */
export const notToday = (room: Room): Offer[] => offerOf(room, { type: 'ended' }, buttonOf('notToday'))

export const NotToday = ({ room }: { room: Room }) => (
  <p className="acts">
    <Press room={room} act={{ type: 'ended' }} label={buttonOf('notToday')} />
  </p>
)
