import type { SeatEntry } from '@haven/shared/acts.ts'
import { useState } from 'react'
import type { Room } from '../../parts/room.ts'
import { layInto } from './lay.ts'

/** Own words that may be written anew: `start` lays them into the draft, and it ends when newer ones are there. */
export const useChange = (room: Room, own: SeatEntry | undefined) => {
  const [seq, setSeq] = useState<number>()
  const start = async () => {
    if (!own) return
    const words = room.words(own)
    if (typeof words === 'object') await layInto(room, room.view.step, words)
    setSeq(own.seq)
  }
  return { isOn: own !== undefined && own.seq === seq, start, stop: () => setSeq(undefined) }
}
