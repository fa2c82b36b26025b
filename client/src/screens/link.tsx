import { otherOf, type Seat } from '@haven/shared/steps.ts'
import { Title } from '../parts/door.tsx'
import { Give } from '../parts/give.tsx'
import { Renew } from '../parts/renew.tsx'
import type { Room } from '../parts/room.ts'
import { link as words } from '../text/en.ts'
import { fill } from '../text/prompts.ts'
import { ownTherapist as therapistLink } from '../text/seat.en.ts'

/** What the creator sees while the welcome is open. The first share, copy or picture of the partner's link is also Begin. */
export const LinkPage = ({ room }: { room: Room }) => {
  const { invites, seat } = room.scene
  const isOpen = (of: Seat) => invites[of] !== undefined && invites[of].state !== 'claimed'
  const begin = () => {
    const isOnItsWay = room.scene.pending.some(({ act }) => act.type === 'readied')
    if (room.view.step === 'arrive.welcome' && room.view.presses.has('readied') && !isOnItsWay)
      void room.press({ type: 'readied' })
  }
  return (
    <>
      <div className="prompt">
        <Title>{invites.therapist ? words.titles : words.title}</Title>
        {isOpen(otherOf(seat)) && <p>{leadOf(room)}</p>}
      </div>
      {isOpen(otherOf(seat)) && <Given room={room} seat={otherOf(seat)} message={words.message} onBegin={begin} />}
      {isOpen('therapist') && (
        <section className="stack" aria-labelledby="therapist">
          <h2 id="therapist">{fill(therapistLink.title, room.fill)}</h2>
          <TherapistLink room={room} />
        </section>
      )}
    </>
  )
}

const leadOf = ({ scene, partner }: Room): string =>
  scene.invites[otherOf(scene.seat)]?.state === 'expired' ? words.expired : words.lead(partner)

/** The link of the third seat, wherever it is still to be handed on. */
export const TherapistLink = ({ room }: { room: Room }) => (
  <>
    <p>{room.scene.invites.therapist?.state === 'expired' ? words.expired : fill(therapistLink.lead, room.fill)}</p>
    <Given room={room} seat="therapist" message={therapistLink.message} />
  </>
)

type GivenProps = { room: Room; seat: Seat; message: string; onBegin?(): void }

/** The open link of a seat, and how it is made anew. */
export const Given = ({ room, seat, message, onBegin = () => {} }: GivenProps) => {
  const { link, state } = room.scene.invites[seat] ?? {}
  return (
    <>
      {state === 'open' && link && <GiveAway key={link} link={link} message={message} onBegin={onBegin} />}
      <div className="stack">
        <Renew session={room.session} seat={seat} />
      </div>
    </>
  )
}

/** The link is shown as text too, for any way there is no button for. */
const GiveAway = ({ link, message, onBegin }: { link: string; message: string; onBegin(): void }) => (
  <>
    <Give link={link} message={message} onGive={onBegin} />
    <div className="stack">
      <p className="small soft">{words.address}</p>
      <p className="address">{link}</p>
    </div>
    <div className="stack">
      <p className="small soft">{words.messageTitle}</p>
      <p>{message}</p>
    </div>
  </>
)
