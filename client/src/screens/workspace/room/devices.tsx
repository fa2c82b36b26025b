import { isIn, type Members } from '@haven/shared/members.ts'
import { reopenerOf } from '@haven/shared/reseating.ts'
import { type Partner, SEATS } from '@haven/shared/steps.ts'
import { useState } from 'react'
import { NewLink } from '../../../parts/new-link.tsx'
import { deskDevices as text, devices, newLink } from '../../../text/devices.en.ts'
import { membersIn, Others } from '../../devices.tsx'
import type { DeskRoom } from './desk-room.ts'

/** Which devices are in the talk, and a new link for a partner who lost theirs, where the therapist gives it (P44). */
export const DeskDevices = ({ room }: { room: DeskRoom }) => {
  const [isOpen, setOpen] = useState(false)
  return (
    <details className="drawer" onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>{text.title}</summary>
      <div className="stack">{isOpen && <Held room={room} members={membersIn(room.scene)} />}</div>
    </details>
  )
}

const Held = ({ room, members }: { room: DeskRoom; members: Members }) => (
  <>
    <p>{devices.lead}</p>
    <ul>
      {SEATS.map(seat => (
        <Others key={seat} name={room.name(seat)} all={members.filter(one => one.seat === seat && isIn(one))} />
      ))}
    </ul>
    <Lost room={room} seats={(['p1', 'p2'] as const).filter(seat => reopenerOf(members, seat) === 'therapist')} />
  </>
)

const Lost = ({ room, seats }: { room: DeskRoom; seats: readonly Partner[] }) =>
  seats.length > 0 && (
    <section className="stack">
      <h2>{text.lost}</h2>
      <p>{text.text}</p>
      <p>{text.kept}</p>
      {seats.map(seat => (
        <NewLink
          key={seat}
          session={room.session}
          seat={seat}
          make={text.make(room.name(seat))}
          message={newLink.message}
        >
          <p>{text.made(room.name(seat))}</p>
        </NewLink>
      ))}
    </section>
  )
