import type { SideEntry } from '@haven/shared/acts.ts'
import { whisperOf } from '@haven/shared/channels.ts'
import { useEffect } from 'react'
import { quietly } from '../session/queue.ts'
import type { Session, Told } from '../session/scene.ts'
import { inMemory } from './in-memory.ts'
import type { Room } from './room.ts'

/** The exchange between this partner and the therapist, oldest first. */
export const whispersOf = ({ scene }: Pick<Room, 'scene'>): readonly Told<SideEntry>[] =>
  (scene.threads[whisperOf(scene.seat)] ?? []).filter(({ entry }) => entry.act.type === 'whispered')

/** Kept with the drafts of this device, and gone with them. */
const KEY = 'whisper.seen'
const seen = inMemory<number>()

/** The therapist has written since the exchange was opened last on this device. Never how often, never when. */
export const useFresh = (room: Room): boolean => {
  const { session } = room
  const last = seen.use(session)
  useEffect(() => {
    // What cannot be read counts as not seen: better told twice than never.
    void session.draft.read(KEY).then(
      kept => note(session, Number(kept ?? 0)),
      () => note(session, 0),
    )
  }, [session])
  return last !== undefined && lastSeqOf(room) > last
}

/** Own words to the therapist were refused, and go back to where they were written once that is open. */
export const isBack = ({ scene }: Pick<Room, 'scene'>): boolean =>
  typeof scene.sideReturned[whisperOf(scene.seat)]?.words?.['text'] === 'string'

/** The exchange lies open before this person now. */
export const useSeen = (room: Room): void => {
  const { session } = room
  const last = lastSeqOf(room)
  useEffect(() => {
    if (last <= (seen.get(session) ?? -1)) return
    seen.set(session, last)
    quietly(session.draft.write(KEY, String(last)))
  }, [session, last])
}

const note = (session: Session, seq: number) => seen.set(session, Math.max(seq, seen.get(session) ?? 0))

const lastSeqOf = (room: Room): number =>
  whispersOf(room).findLast(({ entry }) => entry.by === 'therapist')?.entry.seq ?? 0

/** Words one wanted the therapist to have before they could be sent; in memory alone until they are sent or let go. */
export const untold = inMemory<string>()
