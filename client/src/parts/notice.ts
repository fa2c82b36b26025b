import { useEffect, useRef } from 'react'
import { app } from '../text/en.ts'
import { waiting } from '../text/prompts.ts'
import { readPreferences } from './preferences.ts'

/**
 * The title tells nothing of the talk. In another window it says that something is ready, once for each turn, and
 * so do a tone, a short vibration and a notification where this device was asked for them.
 */
export const useNotice = (myTurn: boolean): void => {
  const wasMine = useRef(myTurn)
  useEffect(() => {
    const isNew = myTurn && !wasMine.current
    wasMine.current = myTurn
    document.title = document.hidden && myTurn ? waiting.notice : app.name
    const notified = document.hidden && isNew ? tell() : undefined
    const seen = () => {
      if (document.hidden) return
      document.title = app.name
      notified?.close()
    }
    document.addEventListener('visibilitychange', seen)
    return () => {
      document.removeEventListener('visibilitychange', seen)
      notified?.close()
    }
  }, [myTurn])
}

/** Asks the browser, if it has not been asked. Whether notifications may be shown. */
export const allowNotices = async (): Promise<boolean> => {
  if (!('Notification' in globalThis)) return false
  return (await Notification.requestPermission()) === 'granted'
}

const tell = (): Notification | undefined => {
  const { tone, notify } = readPreferences()
  if (tone) playTone()
  navigator.vibrate?.(80)
  if (!notify || !('Notification' in globalThis) || Notification.permission !== 'granted') return undefined
  try {
    const shown = new Notification(waiting.notice, { tag: 'turn', silent: true })
    shown.addEventListener('click', () => {
      window.focus()
      shown.close()
    })
    return shown
  } catch {
    // Some phones show notifications from a service worker alone.
    return undefined
  }
}

/** One soft note of about a second; nothing where the browser wants a press first. */
export const playTone = (): void => {
  let context: AudioContext
  try {
    context = new AudioContext()
  } catch {
    return
  }
  const [note, volume] = [context.createOscillator(), context.createGain()]
  const now = context.currentTime
  note.frequency.value = 392
  volume.gain.setValueAtTime(0, now)
  volume.gain.linearRampToValueAtTime(0.08, now + 0.08)
  volume.gain.exponentialRampToValueAtTime(0.0001, now + 1.2)
  note.connect(volume).connect(context.destination)
  note.start(now)
  note.stop(now + 1.25)
  note.addEventListener('ended', () => void context.close())
}
