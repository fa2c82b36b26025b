import { isBySeat, mayCarryWords } from '@haven/shared/acts.ts'
import { privateOf, whisperOf } from '@haven/shared/channels.ts'
import { otherOf } from '@haven/shared/steps.ts'
import type { Room } from '../parts/room.ts'
import { whispersOf } from '../parts/whispered.ts'

const AT_ONCE = 64

/** Erases all own words of a talk, whispered, private, unsent and returned ones too. Rejects where some are still there. */
export const eraseOwn = async (room: Room): Promise<void> => {
  const { session, scene } = room
  await eraseAll(room, ownSeqs(room), seqs => session.act({ type: 'erased', seqs }))
  await eraseAll(room, ownWhispers(room), seqs =>
    session.act({ type: 'erased', seqs }, undefined, whisperOf(scene.seat)),
  )
  await eraseAll(room, ownPrivate(room), seqs =>
    session.act({ type: 'erased', seqs }, undefined, privateOf(scene.seat)),
  )
  await session.draft.clear()
  await session.dismissAll()
}

/**
 * Asks that the whole talk is forgotten. It goes at once where the partner has asked too; alone, own words go first and the
 * rest when the time is over. Rejects, with nothing asked, where some own words are still there.
 */
export const askToForget = async (room: Room): Promise<void> => {
  const { session, scene } = room
  if (!session.get().forgetting.seats.includes(otherOf(scene.seat))) await eraseOwn(room)
  session.forget('session')
}

type Erase = (seqs: number[]) => Promise<string>

const eraseAll = async ({ session }: Room, seqs: readonly number[], erase: Erase): Promise<void> => {
  for (let from = 0; from < seqs.length; from += AT_ONCE) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other, so that a refusal stops it
    const mid = await erase(seqs.slice(from, from + AT_ONCE))
    // oxlint-disable-next-line no-await-in-loop
    if ((await session.settled(mid)) !== 'stored') throw new Error('the erasing was refused')
  }
}

/** Own entries that may still hold words. */
export const ownSeqs = ({ scene }: Room): number[] =>
  scene.told
    .filter(({ entry, state }) => entry.by === scene.seat && isBySeat(entry) && state !== 'erased')
    .filter(({ entry }) => mayCarryWords(entry.act.type))
    .map(({ entry }) => entry.seq)

/** Anything is left that `eraseOwn` would take from where it is kept. */
export const hasOwn = (room: Room): boolean =>
  ownSeqs(room).length + ownWhispers(room).length + ownPrivate(room).length > 0

const ownPrivate = ({ scene }: Room): number[] =>
  (scene.threads[privateOf(scene.seat)] ?? [])
    .filter(({ entry, state }) => entry.act.type === 'kept' && state !== 'erased')
    .map(({ entry }) => entry.seq)

const ownWhispers = (room: Room): number[] =>
  whispersOf(room)
    .filter(({ entry, state }) => entry.by === room.scene.seat && state !== 'erased')
    .map(({ entry }) => entry.seq)
