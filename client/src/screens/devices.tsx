import { isIn, learnMember, type Member, type Members } from '@haven/shared/members.ts'
import { reopenerOf } from '@haven/shared/reseating.ts'
import { otherOf, SEATS } from '@haven/shared/steps.ts'
import { useState } from 'react'
import { Button } from '../parts/button.tsx'
import { longDay } from '../parts/day.ts'
import { Give } from '../parts/give.tsx'
import { nameOf } from '../parts/names.ts'
import type { Room } from '../parts/room.ts'
import type { Scene } from '../session/scene.ts'
import { devices as text } from '../text/devices.en.ts'
import { fill } from '../text/prompts.ts'

/** Who is in the session, as this copy has verified it. */
export const membersIn = ({ told }: Pick<Scene, 'told'>): Members =>
  told.reduce<Members>((members, { entry }) => learnMember(members, entry), [])

/** Which devices hold the keys, and a new link for a partner who lost theirs. */
export const Devices = ({ room }: { room: Room }) => {
  const members = membersIn(room.scene)
  const { seat } = room.scene
  const partner = otherOf(seat)
  const giver = reopenerOf(members, partner)
  return (
    <>
      <p>{text.lead}</p>
      <ul>{SEATS.flatMap(of => linesOf(nameOf(room, of), ofSeat(members, of)))}</ul>
      {giver === seat && <Lost room={room} />}
      {giver === 'therapist' && <p>{fill(text.byTherapist, room.fill)}</p>}
    </>
  )
}

const ofSeat = (members: Members, seat: Member['seat']) => members.filter(one => one.seat === seat && isIn(one))

const linesOf = (name: string, members: Members) => {
  const since = members.filter(({ trusted }) => trusted !== undefined).map(one => longDay(one.since * 1000))
  return [
    ...(since.length > 0 ? [<li key={name}>{text.of(name, since)}</li>] : []),
    ...members
      .filter(({ trusted }) => trusted === undefined)
      .map(({ device }) => <li key={device}>{text.waits(name)}</li>),
  ]
}

const Lost = ({ room }: { room: Room }) => {
  const [state, setState] = useState<'idle' | 'busy' | 'failed' | { link: string }>('idle')
  const make = () => {
    setState('busy')
    room.session.readmit(otherOf(room.scene.seat)).then(
      link => setState({ link }),
      () => setState('failed'),
    )
  }
  return (
    <section className="stack">
      <h3>{fill(text.lost, room.fill)}</h3>
      <p>{fill(text.lostText, room.fill)}</p>
      <p>{fill(text.lostKept, room.fill)}</p>
      {typeof state === 'object' ? (
        <>
          <Give link={state.link} message={text.message} />
          <p className="address">{state.link}</p>
          <p>{text.made}</p>
        </>
      ) : (
        <p className="acts">
          <Button isDisabled={state === 'busy'} onPress={make}>
            {fill(text.make, room.fill)}
          </Button>
          <span className="status" role="status">
            {state === 'failed' && text.failed}
          </span>
        </p>
      )}
      <p className="small">{fill(text.ownLost, room.fill)}</p>
    </section>
  )
}
