import { useCallback, useEffect, useRef } from 'react'
import { useLeaving } from '../../parts/leave.tsx'

/** Whether this page is still there, for what comes back late. Leaving quickly counts as gone at once. */
export const useHere = (): (() => boolean) => {
  const isHere = useRef(true)
  const leave = useCallback(() => void (isHere.current = false), [])
  useLeaving(leave)
  useEffect(() => {
    isHere.current = true
    return leave
  }, [leave])
  return useCallback(() => isHere.current, [])
}
