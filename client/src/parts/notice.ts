import { useEffect, useRef } from 'react'
import { app } from '../text/en.ts'
import { waiting } from '../text/prompts.ts'
import { readPreferences } from './preferences.ts'

/** What a browser can do to call somebody back to a page that is out of sight. */
export type Calls = {
  tone(): void
  vibrate(): void
  /** Shows the words outside the page; the answer takes them away again. */
  notify(words: string): () => void
}

/**
 * The title tells nothing of the talk. In another window it says that something is ready, once for each turn, and
 * so do a tone, a short vibration and a notification where this device was asked for them.
 */
export const useNotice = (myTurn: boolean, calls: Calls = browserCalls): void => {
  const wasMine = useRef(myTurn)
  useEffect(() => {
    const isNew = myTurn && !wasMine.current
    wasMine.current = myTurn
    document.title = document.hidden && myTurn ? waiting.notice : app.name
    const takeAway = document.hidden && isNew ? callBy(calls) : () => {}
    const seen = () => {
      if (document.hidden) return
      document.title = app.name
      takeAway()
    }
    document.addEventListener('visibilitychange', seen)
    return () => {
      document.removeEventListener('visibilitychange', seen)
      takeAway()
    }
  }, [myTurn, calls])
}

const callBy = (calls: Calls): (() => void) => {
  const { tone, notify } = readPreferences()
  if (tone) calls.tone()
  calls.vibrate()
  return notify ? calls.notify(waiting.notice) : () => {}
}

/** Asks the browser, if it has not been asked. Whether notifications may be shown. */
export const allowNotices = async (): Promise<boolean> => {
  if (!('Notification' in globalThis)) return false
  return (await Notification.requestPermission()) === 'granted'
}

/** One soft note of about a second; nothing where the browser wants a press first or has no sound. */
export const playTone = (): void => {
  if (!('AudioContext' in globalThis)) return
  const context = new AudioContext()
  const [note, volume] = [context.createOscillator(), context.createGain()]
  const now = context.currentTime
  note.frequency.value = 392
  volume.gain.setValueAtTime(0, now)
  volume.gain.linearRampToValueAtTime(0.08, now + 0.08)
  volume.gain.exponentialRampToValueAtTime(0.0001, now + 1.2)
  note.connect(volume).connect(context.destination)
  note.addEventListener('ended', () => void context.close())
  note.start(now)
  note.stop(now + 1.25)
}

/** Some phones show notifications from a service worker alone: there it stays with the title. */
const notify = (words: string): (() => void) => {
  if (!('Notification' in globalThis) || Notification.permission !== 'granted') return () => {}
  try {
    const shown = new Notification(words, { tag: 'turn', silent: true })
    shown.addEventListener('click', () => {
      window.focus()
      shown.close()
    })
    return () => shown.close()
  } catch {
    return () => {}
  }
}

const browserCalls: Calls = { tone: playTone, vibrate: () => void navigator.vibrate?.(80), notify }
