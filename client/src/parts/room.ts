import type { Act, SeatEntry } from '@haven/shared/acts.ts'
import type { View } from '@haven/shared/view.ts'
import type { PartnerScene, Session, Words } from '../session/scene.ts'
import type { Fill, Setting } from '../text/prompts.ts'

/** Everything a screen of the talk needs: where it stands, what this seat may do, and how to do it. */
export type Room = {
  session: Session
  scene: PartnerScene
  view: View
  setting: Setting
  /** The partner's name, or how they are called while none is known. */
  partner: string
  fill: Fill
  /** What an entry says, where this copy could open it. */
  words(entry: SeatEntry): Words | string | undefined
  /** A press: sealed and on its way at once. Resolves when it is in the outbox. */
  press(act: Act, words?: Words): Promise<void>
}
