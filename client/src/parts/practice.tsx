import { useEffect, useSyncExternalStore } from 'react'
import { practice as text } from '../text/seat.en.ts'

let isOn = false
const listeners = new Set<() => void>()

/** For as long as the caller is on the page, whatever is laid over it says that this is practice too (R33). */
export const usePractice = (isPractice: boolean): void =>
  useEffect(() => {
    set(isPractice)
    return () => set(false)
  }, [isPractice])

const set = (next: boolean) => {
  isOn = next
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** One calm word, in the same place of every page and sheet of a practice room. `is`: where the page knows it itself. */
export const PracticeMark = ({ is = false }: { is?: boolean }) => {
  const isHere = useSyncExternalStore(subscribe, () => isOn)
  return is || isHere ? (
    <span className="practice" data-voice="t">
      {text.mark}
    </span>
  ) : null
}
