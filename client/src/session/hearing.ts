import type { Channel } from '@haven/shared/acts.ts'
import type { Board } from './board.ts'
import type { Frame } from './frames.ts'
import type { Given } from './readmitting.ts'
import type { Invitings } from './invitings.ts'
import type { Outbox } from './outbox.ts'
import type { Repeating } from './repeating.ts'
import type { Trouble } from './scene.ts'
import type { Threads } from './threads.ts'
import { isAct } from './verified.ts'
import type { Vouching } from './vouching.ts'

type Hearing = {
  board: Board
  outbox: Outbox
  invitings: Invitings
  repeating: Repeating
  vouching: Vouching
  given: Given
}

type Asking = { storyOf(channel: Channel): ReturnType<Threads['get']>; fail(trouble: Trouble): Promise<void> }

/** What is done on the frames that are of one part alone. */
export const hearing = (
  { board, outbox, invitings, repeating, vouching, given }: Hearing,
  { storyOf, fail }: Asking,
) => ({
  /** C7: where the act can be read, it ends once it is read; that the server says so is no word kept. */
  already: ({ mid, channel, seq }: Frame<'already'>) => {
    const story = storyOf(channel)
    const isThere = !story || story.told.some(({ entry }) => isAct(entry) && entry.mid === mid)
    if (isThere) return outbox.stored(mid)
    return channel === 'room' && seq <= story.head.seq ? fail({ kind: 'story', why: 'already' }) : undefined
  },
  refusal: async (refused: Frame<'refusal'>) => {
    await outbox.refused(refused)
    if (refused.code === 'fork') await fail({ kind: 'story', why: 'fork' })
  },
  present: ({ seats }: Frame<'present'>) => board.set({ present: seats }),
  invited: ({ seat, claimHash }: Frame<'invited'>) => (claimHash ? given.get(claimHash)?.() : invitings.invited(seat)),
  head: (frame: Frame<'head'>) => vouching.heard(frame),
  forgetting: ({ seats, due }: Frame<'forgetting'>) => {
    repeating.heard(seats)
    board.set({ forgetting: { seats, due } })
  },
  pong: () => {},
})
