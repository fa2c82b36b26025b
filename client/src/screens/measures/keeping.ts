import type { Channel, SideAct } from '@haven/shared/acts.ts'
import { privateOf } from '@haven/shared/channels.ts'
import { useEffect } from 'react'
import type { Room } from '../../parts/room.ts'
import type { Session, SideWords } from '../../session/scene.ts'
import { type Answer, answerIn, keptIn, wordsOf } from './answers.ts'

/** Seals an answer into the own channel, in place of an earlier one. RangeError: too long. Rejects where it was refused. */
export const keepAnswer = async (room: Room, answer: Omit<Answer, 'at'>): Promise<void> =>
  settle(room.session, await sealAnswer(room, answer))

/** As `keepAnswer`, but resolves with the mid as soon as the answer is saved on this device. */
export const sealAnswer = (room: Room, answer: Omit<Answer, 'at'>): Promise<string> =>
  room.session.act({ type: 'kept' }, wordsOf({ ...answer, at: Date.now() }), privateOf(room.scene.seat))

/** An answer is gone, with those it had replaced. Rejects where it is still there. */
export const takeBack = (room: Room, { when, of }: Pick<Answer, 'when' | 'of'>): Promise<void> =>
  erase(
    room,
    keptIn(room).filter(({ answer }) => answer.when === when && answer.of === of),
  )

/** All own answers are gone. Rejects where some are still there. */
export const eraseMeasures = (room: Room): Promise<void> => erase(room, keptIn(room))

const AT_ONCE = 64

const erase = async (room: Room, kept: readonly { seq: number }[]): Promise<void> => {
  const seqs = kept.map(({ seq }) => seq)
  for (let from = 0; from < seqs.length; from += AT_ONCE) {
    const act = { type: 'erased', seqs: seqs.slice(from, from + AT_ONCE) } as const
    // oxlint-disable-next-line no-await-in-loop -- one after the other, so that a refusal stops it
    await stored(room, { act, channel: privateOf(room.scene.seat) })
  }
}

type Said = { act: SideAct | { type: 'allowed'; kind: string }; channel: Channel; words?: SideWords }

/** Resolves once it is stored. Rejects where it was refused for good. */
export const stored = async ({ session }: Room, { act, channel, words }: Said): Promise<void> =>
  settle(session, await session.act(act, words, channel))

/** Resolves once the act is stored. Rejects where it was refused, and lets go of what came back. */
export const settle = async (session: Session, mid: string): Promise<void> => {
  if ((await session.settled(mid)) === 'stored') return
  const { returned, sideReturned } = session.get()
  for (const { channel, mid: of } of Object.values(sideReturned)) if (of === mid) session.dismissSideReturned(channel)
  if (returned?.mid === mid) session.dismissReturned()
  throw new Error('the act was refused')
}

/** Lets go of an answer that was refused while no page of measures was open; it stands in the way of others. */
export const useLeftover = ({ scene, session }: Room): void => {
  const channel = privateOf(scene.seat)
  useEffect(() => {
    if (answerIn(scene.sideReturned[channel]?.words)) session.dismissSideReturned(channel)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- what was there before; later ones are let go where they were asked for
  }, [session])
}
