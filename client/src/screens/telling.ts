import { whisperOf } from '@haven/shared/channels.ts'
import type { Room } from '../parts/room.ts'
import type { WhisperPolicy } from '../session/scene.ts'
import { untold } from '../parts/whispered.ts'
import { OWN } from '../text/own.ts'

/** How a private check differs where a therapist has a seat. */
export type Asking = {
  /** A made-up card in a practice asks only what could make any talk unsafe today. */
  isShort: boolean
  /** A therapist has a seat, so that a partner is not the only one who could have read it. */
  isSeated: boolean
  /** Where the therapist may be told what would otherwise end the talk; without `send` by word of mouth alone. */
  tell?: { send?: (words: string) => void; policy?: WhisperPolicy }
}

export const askingOf = (room: Room): Asking => {
  const { mode, practice, policy } = room.scene
  const isSeated = room.view.therapist
  if (mode === 'practice' && practice && practice.card !== OWN) return { isShort: true, isSeated }
  if (!isSeated) return { isShort: false, isSeated }
  const mayEver = policy !== undefined && policy !== 'none'
  return { isShort: false, isSeated, tell: mayEver ? { send: words => tellOrKeep(room, words), policy } : {} }
}

/** By a press alone. What can’t be sent yet is kept in memory and offered again. */
export const tellOrKeep = ({ session, scene }: Room, words: string): void => {
  const keep = () => untold.set(session, words)
  if (!session.get().mayWhisper) return keep()
  untold.set(session, undefined)
  session.act({ type: 'whispered' }, { text: words }, whisperOf(scene.seat)).catch(keep)
}
