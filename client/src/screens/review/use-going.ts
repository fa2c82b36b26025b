import { useState } from 'react'
import type { Session } from '../../session/scene.ts'

export type Going = 'going' | 'failed' | 'tooLong'

/** One act on its way: until it is stored, refused, or found too long to seal. */
export const useGoing = (session: Session) => {
  const [state, setState] = useState<Going>()
  const go = async (act: () => Promise<string>): Promise<boolean> => {
    setState('going')
    try {
      const isStored = (await session.settled(await act())) === 'stored'
      setState(isStored ? undefined : 'failed')
      return isStored
    } catch (error) {
      setState(error instanceof RangeError ? 'tooLong' : 'failed')
      return false
    }
  }
  return { state, go }
}
