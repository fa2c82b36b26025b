import { useSyncExternalStore } from 'react'

/** What a person chose on this device. Kept in localStorage alone; nothing of it is ever sent. */
export type Preferences = {
  theme: 'system' | 'light' | 'dark' | 'contrast'
  size: 'normal' | 'large' | 'largest'
  motion: 'system' | 'less'
  words: 'serif' | 'sans'
  /** Seconds that own words can still be called back, 0 to 30. */
  stillYours: number
  discreet: boolean
  tone: boolean
  /** A notification while the page is in the background; only once the browser was asked for it. */
  notify: boolean
  /** What the coach says while one writes: nothing, one line, or the whole note at once. */
  coach: 'off' | 'quiet' | 'more'
  /** Rules of the coach that "not this" has silenced. */
  notThis: readonly string[]
  /** An id of helplines.json; absent while it is only guessed. */
  region?: string
}

const DEFAULTS: Preferences = {
  theme: 'system',
  size: 'normal',
  motion: 'system',
  words: 'serif',
  stillYours: 4,
  discreet: false,
  tone: false,
  notify: false,
  coach: 'quiet',
  notThis: [],
}
const LOOKS = { theme: 'system', size: 'normal', motion: 'system', words: 'serif' } as const
const ALL = 'haven.preferences'
/** Read by door.js before the first paint: the attributes of <html>, as they are. */
const LOOK = 'haven.look'

const listeners = new Set<() => void>()
let current: Preferences | undefined

export const readPreferences = (): Preferences => (current ??= { ...DEFAULTS, ...stored() })

export const changePreferences = (change: Partial<Preferences>): void => {
  current = { ...readPreferences(), ...change }
  try {
    localStorage.setItem(ALL, JSON.stringify(current))
    localStorage.setItem(LOOK, JSON.stringify(lookOf(current)))
  } catch {
    // No storage here: it holds until the page is closed.
  }
  applyLook()
  for (const listener of listeners) listener()
}

export const usePreferences = (): Preferences => useSyncExternalStore(subscribe, readPreferences)

/** The look as data attributes on <html>; what is left to the system has none. */
export const applyLook = (): void => {
  const { dataset } = document.documentElement
  for (const name of Object.keys(LOOKS)) delete dataset[name]
  Object.assign(dataset, lookOf(readPreferences()))
}

const lookOf = (preferences: Preferences): Record<string, string> =>
  Object.fromEntries(
    (Object.keys(LOOKS) as (keyof typeof LOOKS)[])
      .filter(name => preferences[name] !== LOOKS[name])
      .map(name => [name, preferences[name]]),
  )

const stored = (): Partial<Preferences> => {
  try {
    return JSON.parse(localStorage.getItem(ALL) ?? '{}') as Partial<Preferences>
  } catch {
    return {}
  }
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
