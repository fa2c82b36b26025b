import { useSyncExternalStore } from 'react'

/** What lies over the page. It stays there when the talk moves on beneath it. */
type Sheet = 'help' | 'settings' | 'more' | 'told'

let open: Sheet | undefined
const listeners = new Set<() => void>()

export const openSheet = (sheet: Sheet | undefined): void => {
  open = sheet
  for (const listener of listeners) listener()
}

export const closeSheet = (): void => openSheet(undefined)

export const useSheet = (): Sheet | undefined => useSyncExternalStore(subscribe, () => open)

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
