import { whisperOf } from '@haven/shared/channels.ts'
import type { Room } from '../parts/room.ts'
import { untold } from '../parts/whispered.ts'
import { OWN } from '../text/own.ts'

/** How a private check differs where a therapist has a seat. */
export type Asking = {
  /** A made-up card in a practice asks only what could make any talk unsafe today. */
  isShort: boolean
  /** Where the therapist may be told what would otherwise end the talk; without `send` by word of mouth alone. */
  tell?: { send?: (words: string) => void }
}

export const askingOf = (room: Room): Asking => {
  const { mode, practice, policy } = room.scene
  if (mode === 'practice' && practice && practice.card !== OWN) return { isShort: true }
  if (!room.view.therapist) return { isShort: false }
  const mayEver = policy !== undefined && policy !== 'none'
  return { isShort: false, tell: mayEver ? { send: words => tellOrKeep(room, words) } : {} }
}

/** By a press alone. What can’t be sent yet is kept in memory and offered again. */
export const tellOrKeep = ({ session, scene }: Room, words: string): void => {
  const keep = () => untold.set(session, words)
  if (!session.get().mayWhisper) return keep()
  untold.set(session, undefined)
  session.act({ type: 'whispered' }, { text: words }, whisperOf(scene.seat)).catch(keep)
}
