import { useEffect, useSyncExternalStore } from 'react'

/** What lies over the page. It stays there when the talk moves on beneath it. */
type Sheet = 'help' | 'settings' | 'more' | 'told' | 'whisper'

let open: Sheet | undefined
const listeners = new Set<() => void>()

export const openSheet = (sheet: Sheet | undefined): void => {
  open = sheet
  for (const listener of listeners) listener()
}

export const closeSheet = (): void => openSheet(undefined)

/** An exchange that is nobody else’s never opens by itself, however the page came to be here (C13). */
export const useWhisperShut = (): void =>
  useEffect(() => {
    if (open === 'whisper') closeSheet()
  }, [])

export const useSheet = (): Sheet | undefined => useSyncExternalStore(subscribe, () => open)

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
