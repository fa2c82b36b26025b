import { stepOf } from '@haven/shared/replay.ts'
import type { Scene, Session } from '../../session/scene.ts'
import { opening } from '../../text/third.en.ts'
import { deskRoomOf } from '../workspace/room/desk-room.ts'
import { deskReaderOf } from './desk-reader.ts'
import { Unverified } from './unverified.tsx'

/** What a therapist may still read of a talk that stopped, with no press. */
export const TherapistUnverified = ({ session }: { session: Session }) => (
  <Unverified session={session} read={asTherapist} instead={untold} />
)

const asTherapist = (session: Session, scene: Scene) => {
  const room = deskRoomOf(session, scene)
  return room && deskReaderOf(room, {})
}

/** Nothing can be said from here any more, and reading a talk that is done is said first (decision 010). */
const untold = ({ snapshot }: Scene): string | undefined =>
  snapshot && stepOf(snapshot) === 'done' ? opening.untold : undefined
