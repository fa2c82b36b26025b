import { isBySeat, mayCarryWords } from '@haven/shared/acts.ts'
import type { Room } from '../parts/room.ts'

const AT_ONCE = 64

/** Erases all own words of a closed talk, unsent and returned ones too. Rejects where some are still there. */
export const eraseOwn = async (room: Room): Promise<void> => {
  const seqs = ownSeqs(room)
  for (let from = 0; from < seqs.length; from += AT_ONCE) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other, so that a refusal stops it
    const mid = await room.session.act({ type: 'erased', seqs: seqs.slice(from, from + AT_ONCE) })
    // oxlint-disable-next-line no-await-in-loop
    if ((await room.session.settled(mid)) !== 'stored') throw new Error('the erasing was refused')
  }
  await room.session.draft.clear()
  await room.session.dismissAll()
}

/** Own entries that may still hold words. */
export const ownSeqs = ({ scene }: Room): number[] =>
  scene.told
    .filter(({ entry, state }) => entry.by === scene.seat && isBySeat(entry) && state !== 'erased')
    .filter(({ entry }) => mayCarryWords(entry.act.type))
    .map(({ entry }) => entry.seq)
