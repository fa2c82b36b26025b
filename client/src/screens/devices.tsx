import { isIn, isTaken, learnMember, type Member, type Members } from '@haven/shared/members.ts'
import { mayInvite, reopenerOf } from '@haven/shared/reseating.ts'
import { isPartner, otherOf, SEATS, type Seat } from '@haven/shared/steps.ts'
import { LIMITS } from '@haven/shared/wire.ts'
import { type ReactNode, useState } from 'react'
import { longDay } from '../parts/day.ts'
import { nameOf } from '../parts/names.ts'
import { NewLink } from '../parts/new-link.tsx'
import type { Room } from '../parts/room.ts'
import { Sure } from '../parts/sure.tsx'
import type { Scene } from '../session/scene.ts'
import { devices as text, newLink, remove } from '../text/devices.en.ts'
import { link } from '../text/en.ts'
import { fill } from '../text/prompts.ts'
import { ownTherapist } from '../text/seat.en.ts'
import { Given } from './link.tsx'

/** Who is in the session, as this copy has verified it. */
export const membersIn = ({ told }: Pick<Scene, 'told'>): Members =>
  told.reduce<Members>((members, { entry }) => learnMember(members, entry), [])

const inSeat = (members: Members, seat: Seat): Members => members.filter(one => one.seat === seat && isIn(one))

/** The other seats that nobody has taken. */
const emptyIn = ({ seat, snapshot }: Scene, members: Members): Seat[] => {
  const isAsked = (of: Seat) => isPartner(of) || snapshot?.context.therapist
  return SEATS.filter(of => of !== seat && isAsked(of) && !isTaken(members, of))
}

/** Which devices hold the keys, one more of one's own, and a new link for a partner who lost theirs. */
export const Devices = ({ room }: { room: Room }) => {
  const { session, scene } = room
  const members = membersIn(scene)
  const own = inSeat(members, scene.seat)
  const partner = otherOf(scene.seat)
  const giver = reopenerOf(members, partner)
  const say = (line: string) => fill(line, room.fill)
  return (
    <>
      <p>{text.lead}</p>
      <ul className="stack">
        {SEATS.flatMap(seat =>
          seat === scene.seat ? (
            own.map(one => <Own key={one.device} room={room} one={one} isFirst={one === members[0]} />)
          ) : (
            <Others key={seat} name={nameOf(room, seat)} all={inSeat(members, seat)} />
          ),
        )}
      </ul>
      {mayInvite(members, scene) &&
        members[0]?.device !== scene.device &&
        emptyIn(scene, members).map(seat => <Empty key={seat} room={room} seat={seat} />)}
      <More room={room} own={own} />
      {giver === scene.seat && (
        <section className="stack">
          <h3>{say(text.lost)}</h3>
          <p>{say(text.lostText)}</p>
          <p>{say(text.lostKept)}</p>
          {(scene.policy ?? 'none') !== 'none' && <p>{say(text.lostWhispers)}</p>}
          <NewLink session={session} seat={partner} make={say(text.make)} message={newLink.message}>
            <p>{newLink.made}</p>
          </NewLink>
          <p className="small">{say(text.ownLost)}</p>
        </section>
      )}
      {giver === 'therapist' && <p>{say(text.byTherapist)}</p>}
    </>
  )
}

/** The devices of somebody else, as lines. */
export const Others = ({ name, all }: { name: string; all: Members }): ReactNode => {
  const since = all.filter(({ trusted }) => trusted !== undefined).map(one => longDay(one.since * 1000))
  const waiting = all.filter(({ trusted }) => trusted === undefined)
  return (
    <>
      {since.length > 0 && <li>{text.of(name, since)}</li>}
      {waiting.map(({ device }) => (
        <li key={device}>{text.waits(name)}</li>
      ))}
    </>
  )
}

/** One of the own seat. Any other than this may be let out. */
const Own = ({ room, one, isFirst }: { room: Room; one: Member; isFirst: boolean }) => {
  const [hasFailed, setFailed] = useState(false)
  const since = longDay(one.since * 1000)
  const isWaiting = one.trusted === undefined
  if (one.device === room.scene.device) return <li>{isWaiting ? text.thisWaits : text.this(since)}</li>
  const press = () => {
    setFailed(false)
    room.press({ type: 'removed', device: one.device }).catch(() => setFailed(true))
  }
  return (
    <li className="stack">
      <span>{isWaiting ? text.ownWaits : text.another(since)}</span>
      <Sure open={remove.open} title={remove.title} yes={remove.yes} no={remove.no} onYes={press}>
        <p className="small">{remove.text}</p>
        {isFirst && emptyIn(room.scene, membersIn(room.scene)).length > 0 && <p className="small">{remove.links}</p>}
      </Sure>
      {hasFailed && <p role="alert">{remove.failed}</p>}
    </li>
  )
}

/** The link for a seat that nobody has taken, from another device than the one that began (P41). */
const Empty = ({ room, seat }: { room: Room; seat: Seat }) => (
  <section className="stack">
    <h3>{text.empty(nameOf(room, seat))}</h3>
    <p>{room.scene.invites[seat]?.link ? text.emptyMade : text.emptyText}</p>
    <Given room={room} seat={seat} message={(seat === 'therapist' ? ownTherapist : link).message} />
  </section>
)

/** P45 */
const More = ({ room, own }: { room: Room; own: Members }) => {
  const { session, scene } = room
  const { length: count } = own
  const [before] = useState(own.at(-1)?.joined ?? 0)
  const fresh = own.findLast(({ joined }) => joined > before)
  return (
    <section className="stack">
      <h3>{text.more}</h3>
      <p>{text.moreText}</p>
      <p>{text.moreAlone}</p>
      {count >= LIMITS.seatDevices ? (
        <p>{text.full}</p>
      ) : (
        <NewLink key={count} session={session} seat={scene.seat} make={text.makeOwn} message={text.message}>
          <p>{fill(text.made, room.fill)}</p>
        </NewLink>
      )}
      <p className="status" role="status">
        {fresh && (fresh.trusted === undefined ? text.came : text.done)}
      </p>
    </section>
  )
}
