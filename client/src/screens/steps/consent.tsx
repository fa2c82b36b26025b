import { useState } from 'react'
import { Fields } from '../../parts/fields.tsx'
import { Frame } from '../../parts/frame.tsx'
import { useHeading } from '../../parts/prompt.tsx'
import type { Room } from '../../parts/room.ts'
import { voiceOf } from '../../parts/voice.ts'
import type { Words } from '../../session/scene.ts'
import { buttonOf, consent, fieldsOf } from '../../text/prompts.ts'
import { steps } from '../../text/steps.en.ts'
import { may, type Offer, offerOf } from './offers.ts'
import { Offers, Press, pressOnce } from './press.tsx'
import { Waits } from './waits.tsx'
import { termsOf, wordingOf } from './wording.ts'

/** One page, one press: who can read the words, how long they are kept, and how one is called here. */
export const Consent = ({ room }: { room: Room }) => {
  const [values, setValues] = useState<Words>({ name: room.scene.names.own })
  const [failed, setFailed] = useState(false)
  const heading = useHeading(room)
  const terms = termsOf(room.fill, room.scene.opened?.therapist ?? false)
  if (room.view.standing === 'chosen') return <Waits room={room} line={steps.agreed} ways={<NotToday room={room} />} />
  const agree = async () => {
    const name = String(values['name'] ?? '').trim()
    const kinds = terms.map(({ kind }) => kind).join(' ')
    await room.press({ type: 'agreed', wording: await wordingOf(terms), kinds }, name ? { name } : {})
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
      <Fields
        fields={fieldsOf('arrive.consent', undefined)}
        values={values}
        onChange={setValues}
        voice={voiceOf(room.scene.seat)}
      />
      <p className="soft">
        {consent.both} {consent.withdraw}
      </p>
      {failed && <p role="alert">{steps.notAgreed}</p>}
    </Frame>
  )
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
