import '../../style/measures.css'
import type { Room } from '../../parts/room.ts'
import { FollowUp } from './follow-up.tsx'
import { OwnMeasures } from './own-measures.tsx'

/** What a talk that is over still asks of oneself, and what one answered. */
export const Afterwards = ({ room }: { room: Room }) => (
  <>
    <FollowUp room={room} />
    <OwnMeasures room={room} />
  </>
)
