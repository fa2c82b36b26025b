import { floorOf } from '@haven/shared/steps.ts'
import { Frame } from '../../parts/frame.tsx'
import { Prompt } from '../../parts/prompt.tsx'
import type { Room } from '../../parts/room.ts'
import { Status } from '../../parts/status.tsx'
import { type Offer, offersOf } from './offers.ts'
import { Offers, pressOnce } from './press.tsx'
import { Waits } from './waits.tsx'

/** own.invite: later and never send the same; only this device remembers which it was. */
export const Invite = ({ room }: { room: Room }) => {
  const { step, role } = room.view
  if (role !== floorOf(step)) return <Waits room={room} />
  const press = ({ value, act }: Offer) => {
    void room.session.draft.write(step, value)
    pressOnce(room, act)
  }
  return (
    <Frame room={room} below={<Offers room={room} offers={offersOf(room)} onPress={press} />}>
      <Prompt room={room} />
      <Status room={room} />
    </Frame>
  )
}
